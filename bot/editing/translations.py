"""The .po files: every Dutch text of the catalogue, with what translators need to know beside it.

The Dutch stands in YAML, so Babel's own extractors do not see it; its catalogue, its merge and its
file format do the rest. A text whose Dutch changed is marked fuzzy, with the old Dutch beside it,
and is not shown until a translator has looked at it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.catalogue import Catalogue, Intent
from bot.catalogue.message import SLOTS_OF
from bot.catalogue.slot import SLOTS, slots
from bot.translation import SOURCE
from bot.translation.translations import DOMAINS, has_words

_NOISE = (
    b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator',
    b'"Language-Team', b'"Report-Msgid', b'"Project-Id',
)  # fmt: skip
"""Lines of a header that change without a change of the texts."""
Entry = tuple[str, str, list[str]]
"""Context, Dutch text, and comments for the translator."""


def _slot_comments(text: str) -> list[str]:
    return [
        f"{{{name}}} is {SLOTS.get(name, 'filled in by the program')}; keep it as it is"
        for name in sorted(slots(text))
    ]


def _card_entries(intent: Intent) -> Iterator[Entry]:
    card = intent.card
    yield intent.id, intent.title, ["title and button: short, in the parent's words"]
    for block, _, line in card.blocks():
        what = {"lines": "a line", "steps": "a step", "help": "who helps"}[block]
        for text in filter(None, (line.text, line.fallback)):
            if has_words(text):
                yield intent.id, text, [what, *_slot_comments(text)]
    for link in card.links:
        yield intent.id, link.title, ["what stands on the page of a link"]
    for term in card.terms:
        yield intent.id, term.meaning, [f"meaning of the official word {term.term}, which stays"]
    if card.show:
        yield (
            intent.id,
            card.show,
            ["the parent shows the Dutch at school; this says what it means"],
        )


def entries(catalogue: Catalogue, domain: str) -> Iterator[Entry]:
    """Every text of a domain: `messages` (the bot's own) or `cards`."""
    if domain == "messages":
        for key, text in catalogue.messages.items():
            yield key.value, text, sorted(f"{{{name}}} stays" for name in SLOTS_OF.get(key, ()))
        return
    for name in sorted(catalogue.intents):
        yield from _card_entries(catalogue.intents[name])


def _template(catalogue: Catalogue, domain: str) -> Catalog:
    template = Catalog(project="Ouderbot", charset="utf-8", fuzzy=False)
    for context, text, comments in entries(catalogue, domain):
        template.add(text, context=context, auto_comments=comments)
    return template


def update(catalogue: Catalogue) -> list[Path]:
    """Renews the .po files of every language; returns those that changed."""
    changed = []
    for code, about in catalogue.languages.items():
        if code == SOURCE:
            continue
        for domain in DOMAINS:
            path = catalogue.folder / "locales" / code / "LC_MESSAGES" / f"{domain}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            old = path.read_bytes() if path.exists() else b""
            own: Catalog = read_po(io.BytesIO(old), locale=about.locale) if old else Catalog(
                locale=about.locale, charset="utf-8", fuzzy=False
            )  # fmt: skip
            previous = _previous(own)
            own.update(_template(catalogue, domain), no_fuzzy_matching=False)
            own.obsolete.clear()
            for (context, text), dutch in previous.items():
                entry = own.get(text, context)
                if entry is not None and entry.fuzzy:
                    entry.previous_id = [dutch]
            fresh = io.BytesIO()
            own.header_comment = f"# {about.english} for Ouderbot; the Dutch is in intents/."
            own.mime_headers = [
                ("Language", code),
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Transfer-Encoding", "8bit"),
            ]
            write_po(fresh, own, width=100, no_location=True, include_previous=True)
            quiet = b"".join(
                line
                for line in fresh.getvalue().splitlines(keepends=True)
                if not line.startswith(_NOISE)
            )
            if quiet != old:
                path.write_bytes(quiet)
                changed.append(path)
    return changed


def _previous(own: Catalog) -> dict[tuple[str, str], str]:
    """The old Dutch of fuzzy texts, which Babel writes but takes for a comment on reading."""
    found: dict[tuple[str, str], str] = {}
    for entry in own:
        notes = [note for note in entry.user_comments if note.startswith("| ")]
        texts = [json.loads(note[note.index('"') :]) for note in notes if "msgctxt" not in note]
        entry.user_comments = [note for note in entry.user_comments if note not in notes]
        if texts and isinstance(entry.id, str):
            found[entry.context or "", entry.id] = "".join(texts)
    return found
