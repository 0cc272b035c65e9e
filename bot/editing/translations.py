"""The .po files: every Dutch text of the catalogue, with what translators need to know beside it.

The Dutch stands in YAML, so Babel's own extractors do not see it; its catalogue, its merge and its
file format do the rest. No extractor is registered for `pybabel extract`: it would read one open
file at a time, a second time and unchecked, where the notes need the whole validated catalogue.

A text whose Dutch changed is marked fuzzy, with the old Dutch beside it, and is not shown until a
translator has looked at it. Lines are never wrapped: a changed text is one changed line, and each
file is, byte for byte, what `msgcat --no-wrap` makes of it.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import denormalize, read_po, write_po

from bot.catalogue import Catalogue
from bot.catalogue.message import DUTCH_ONLY
from bot.editing.notes import card_texts, message_notes
from bot.translation import SOURCE, Translations
from bot.translation.translations import DOMAINS

_NOISE = (
    b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator',
    b'"Language-Team', b'"Report-Msgid', b'"Project-Id',
)  # fmt: skip
"""Lines of a header that change without a change of the texts."""
_UNWRAPPED = sys.maxsize
"""A width at which Babel wraps neither texts nor comments; at 0 it still wraps comments."""
_OLD_DUTCH = re.compile(r'\bmsgid((?:\s+"(?:[^"\\]|\\.)*")+)')
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
Entry = tuple[str, str, list[str]]
"""Context, Dutch text, and comments for the translator."""
OldDutch = dict[tuple[str | None, str], str]
"""The Dutch that a fuzzy text was made for, by its context and the Dutch that it has now."""


def po_path(catalogue: Catalogue, code: str, domain: str) -> Path:
    """Where the texts of a language stand."""
    return catalogue.folder / "locales" / code / "LC_MESSAGES" / f"{domain}.po"


def pot_path(catalogue: Catalogue, domain: str) -> Path:
    """Where the template stands with which Poedit and Weblate begin a language."""
    return catalogue.folder / "locales" / f"{domain}.pot"


def entries(catalogue: Catalogue, domain: str) -> Iterator[Entry]:
    """Every text of a domain: `messages` (the bot's own) or `cards`."""
    if domain == "messages":
        for key, text in catalogue.messages.items():
            if key not in DUTCH_ONLY:
                yield key.value, text, message_notes(key)
        return
    for name in sorted(catalogue.intents):
        for text, notes in card_texts(catalogue.intents[name]):
            yield name, text, notes


def update(catalogue: Catalogue) -> list[Path]:
    """Renews the templates and the .po files of every language; returns those that changed.

    Raises:
        ContentError: a .po file cannot be read. Nothing is written then, because what cannot be
            read would be lost.
    """
    Translations(catalogue)
    changed = []
    for domain in DOMAINS:
        template = _template(catalogue, domain)
        fresh = {pot_path(catalogue, domain): _written(template, "Template", None)}
        for code, about in catalogue.languages.items():
            if code != SOURCE:
                path = po_path(catalogue, code, domain)
                own = _merged(path, about.locale, template)
                fresh[path] = _written(own, about.english, code)
        for path, content in fresh.items():
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                changed.append(path)
    return sorted(changed)


def read(path: Path, locale: str | None = None) -> tuple[Catalog, OldDutch]:
    """A .po file with the old Dutch of its fuzzy texts, which Babel takes for a comment."""
    with path.open("rb") as handle:
        own: Catalog = read_po(handle, locale=locale)
    old: OldDutch = {}
    for one in own:
        notes = [note for note in one.user_comments if note.startswith("| ")]
        one.user_comments = [note for note in one.user_comments if note not in notes]
        if found := _OLD_DUTCH.search(" ".join(note.removeprefix("| ") for note in notes)):
            old[one.context, str(one.id)] = denormalize("\n".join(_STRING.findall(found[1])))
    return own, old


def _template(catalogue: Catalogue, domain: str) -> Catalog:
    template = Catalog(project="Ouderbot", charset="utf-8", fuzzy=False)
    for context, text, notes in entries(catalogue, domain):
        template.add(text, context=context, auto_comments=notes)
    return template


def _merged(path: Path, locale: str, template: Catalog) -> Catalog:
    """The texts of a .po file, or of a new one, with all that is new in the template."""
    own, old = read(path, locale) if path.exists() else (Catalog(locale, charset="utf-8"), {})
    own.update(template, no_fuzzy_matching=False)
    own.obsolete.clear()
    own.fuzzy = False
    for one in own:
        if wanted := template.get(one.id, one.context) if one.id else None:
            before = one.previous_id[0] if one.previous_id else str(one.id)
            dutch = old.get((one.context, before), before)
            one.previous_id = [dutch] if one.fuzzy and dutch != one.id else []
            one.flags = {*wanted.flags, *(one.flags & {"fuzzy"})}
    return own


def _written(own: Catalog, title: str, code: str | None) -> bytes:
    """The file of a language, or of no language yet, as it is written."""
    own.header_comment = f"# {title} for Ouderbot; the Dutch is in intents/."
    own.mime_headers = [
        *([("Language", code)] if code else []),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    whole = io.BytesIO()
    write_po(whole, own, width=_UNWRAPPED, no_location=True, include_previous=True)
    rows = whole.getvalue().splitlines(keepends=True)
    return b"".join(row for row in rows if not row.startswith(_NOISE)).rstrip() + b"\n"
