"""The texts of the .po files as editors see them: with file and line, shown or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from babel.messages.catalog import Message as Entry
from babel.messages.pofile import PoFileError, read_po

from bot.catalogue import Catalogue
from bot.catalogue.language import About
from bot.editing.translations import entries
from bot.translation import SOURCE
from bot.translation.translations import DOMAINS


@dataclass(frozen=True)
class PoText:
    """A translation that parents see.

    Args:
        line: of its entry (the `msgid`) in the file `path`, from 1.
        context: the intent's id, or the message's key.
    """

    path: str
    line: int
    language: About
    context: str
    dutch: str
    text: str


@dataclass(frozen=True)
class Unshown:
    """A translation that parents do not see: `missing`, `empty`, `fuzzy` or `stale`."""

    why: str
    line: int
    context: str
    dutch: str


@dataclass
class PoFile:
    """One .po file of a language: what parents see of it, and what not."""

    path: str
    domain: str
    language: About
    shown: list[PoText] = field(default_factory=list)
    unshown: list[Unshown] = field(default_factory=list)


def po_files(catalogue: Catalogue) -> Iterator[PoFile]:
    """The .po files of every language, compared with the Dutch of today.

    A file that is not there counts as empty. One that cannot be read is left out: `Translations`
    says what is wrong with it.
    """
    for domain in DOMAINS:
        wanted = list(
            dict.fromkeys((context, dutch) for context, dutch, _ in entries(catalogue, domain))
        )
        for code, about in catalogue.languages.items():
            if code == SOURCE:
                continue
            file = PoFile(f"locales/{code}/LC_MESSAGES/{domain}.po", domain, about)
            try:
                found = _read(catalogue, file)
            except (PoFileError, ValueError):
                continue
            for key in wanted:
                _sort(file, key, found.pop(key, None))
            file.unshown.extend(
                Unshown("stale", entry.lineno or 1, context, dutch)
                for (context, dutch), entry in found.items()
            )
            yield file


def _read(catalogue: Catalogue, file: PoFile) -> dict[tuple[str, str], Entry]:
    try:
        with (catalogue.folder / file.path).open("rb") as handle:
            found = read_po(handle, abort_invalid=True)
    except FileNotFoundError:
        return {}
    return {
        (entry.context or "", entry.id): entry
        for entry in found
        if entry.id and isinstance(entry.id, str)
    }


def _sort(file: PoFile, key: tuple[str, str], entry: Entry | None) -> None:
    """Puts a Dutch text with the translations that parents see, or that they do not."""
    if entry is None:
        file.unshown.append(Unshown("missing", 1, *key))
    elif not entry.string:
        file.unshown.append(Unshown("empty", entry.lineno or 1, *key))
    elif entry.fuzzy:
        file.unshown.append(Unshown("fuzzy", entry.lineno or 1, *key))
    else:
        text = str(entry.string)
        file.shown.append(PoText(file.path, entry.lineno or 1, file.language, *key, text))
