"""The preflight for editors: every mistake of the content, with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.catalogue import Catalogue, ContentError, Finding, Reading
from bot.catalogue.document import Document
from bot.editing.readability import long_sentences
from bot.translation import Translations


def check_content(folder: Path, today: date) -> list[Finding]:
    """Every finding of a content folder on a day, sorted by file and line."""
    reading = Reading(folder, today)
    findings = list(reading.findings)
    if reading.catalogue is not None:
        findings.extend(_hard_to_read(reading.catalogue))
        try:
            findings.extend(Translations(reading.catalogue).findings)
        except ContentError as error:
            findings.extend(error.findings)
    return sorted(set(findings))


def _hard_to_read(catalogue: Catalogue) -> Iterator[Finding]:
    for intent in catalogue.intents.values():
        found = list(long_sentences(intent))
        if found:
            name = f"intents/{intent.topic}/{intent.id}.yaml"
            document = Document(catalogue.folder / name, name)
            for place, severity, sentence in found:
                yield Finding(name, document.line(place), severity, sentence)
