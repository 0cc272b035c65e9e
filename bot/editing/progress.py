"""What is left to translate, in every language: how much, and where to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.catalogue import NOOD, Catalogue
from bot.editing.po_texts import PoFile, Unshown, po_files
from bot.translation import Translations

_REMEDIES = {
    "fuzzy": "the translation of “{}” is marked fuzzy, so parents do not see it. Compare it with "
    "the Dutch, mend it and take the mark away.",
    "empty": "“{}” is not translated. Translate it.",
}


@dataclass(frozen=True)
class Progress:
    """How far one .po file is; its texts are `translated`, `fuzzy`, `empty` or `wrong`.

    Args:
        texts: the Dutch texts of today.
        translated: those that parents see.
        fuzzy: marked as needing work; a guess, or made for older Dutch.
        empty: not translated, or not in the file yet.
        wrong: the translation names other values between braces than the Dutch.
        stale: translations in the file whose Dutch is no more; not among `texts`.
    """

    language: str
    domain: str
    texts: int
    translated: int
    fuzzy: int
    stale: int
    empty: int
    wrong: int


@dataclass(frozen=True)
class Task:
    """One thing for a translator to do."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def progress(
    catalogue: Catalogue, translations: Translations, language: str | None = None
) -> tuple[list[Progress], list[Task]]:
    """How far every .po file is, and everything to do, the most urgent first.

    What keeps a language out of the menu comes first: the bot's own sentences and the danger card.

    Args:
        catalogue: whose .po files are read.
        translations: the same texts as parents see them.
        language: this one alone, by its code.
    """
    files = [one for one in po_files(catalogue) if language in {None, one.language.code}]
    paths = {one.path for one in files}
    wrong = [one for one in translations.findings if one.path in paths]
    tasks = [Task(one.path, one.line, one.message) for one in wrong]
    tasks.extend(_outdated(files))
    urgent = sorted(
        ((one, text) for one in files for text in one.unshown if text.why in _REMEDIES),
        key=_urgency,
    )
    tasks.extend(
        Task(one.path, text.line, _REMEDIES[text.why].format(text.dutch)) for one, text in urgent
    )
    counts = Counter(one.path for one in wrong)
    return [_progress(one, counts[one.path]) for one in files], tasks


def _urgency(pair: tuple[PoFile, Unshown]) -> tuple[bool, bool, str, int]:
    file, text = pair
    return file.domain != "messages", text.context != NOOD, file.path, text.line


def _outdated(files: Iterable[PoFile]) -> Iterator[Task]:
    """Files that are not up to date with the Dutch: one thing to do for all of them."""
    paths = [
        one.path for one in files if any(text.why in {"missing", "stale"} for text in one.unshown)
    ]
    if paths:
        others = f", like {len(paths) - 1} other files" if len(paths) > 1 else ""
        remedy = "Run `ouderbot translations update`."
        yield Task(paths[0], 1, f"this file is not up to date with the Dutch{others}. {remedy}")


def _progress(file: PoFile, wrong: int) -> Progress:
    found = Counter(text.why for text in file.unshown)
    empty = found["empty"] + found["missing"]
    return Progress(
        file.language.code,
        file.domain,
        len(file.shown) + found["fuzzy"] + empty,
        len(file.shown) - wrong,
        found["fuzzy"],
        found["stale"],
        empty,
        wrong,
    )
