"""The preflight for editors: every mistake of the content, with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.catalogue import Catalogue, ContentError, Finding, Reading, Severity
from bot.catalogue.document import Document
from bot.editing.readability import long_sentences
from bot.editing.train import unseen
from bot.translation import Translations
from bot.understanding.encoder import Adapter
from bot.understanding.head import FILE, Head, HeadError
from bot.understanding.weights import WeightsError


def check_content(folder: Path, today: date) -> list[Finding]:
    """Every finding of a content folder on a day, sorted by file and line."""
    reading = Reading(folder, today)
    findings = list(reading.findings)
    if reading.catalogue is not None:
        findings.extend(_hard_to_read(reading.catalogue))
        findings.extend(_not_learnt(reading.catalogue))
        try:
            findings.extend(Translations(reading.catalogue).findings)
        except ContentError as error:
            findings.extend(error.findings)
    return sorted(set(findings))


def _not_learnt(catalogue: Catalogue) -> Iterator[Finding]:
    """Whether the head has seen every phrase; those that it has not count by their letters only."""
    name = FILE.as_posix()
    try:
        head = Head.read(catalogue.folder / FILE, Adapter.read().fingerprint)
    except (HeadError, WeightsError) as error:
        sentence = (
            f"questions are understood by their letters alone: {error}. Run `ouderbot train`."
        )
        yield Finding(name, 1, Severity.WARNING, sentence)
        return
    if missing := unseen(catalogue, head):
        most = sorted(missing, key=lambda intent: -missing[intent])[:5]
        named = ", ".join(f"{intent} {missing[intent]}" for intent in most)
        sentence = (
            f"{sum(missing.values())} phrases are not learnt yet ({named}). Run `ouderbot train`."
        )
        yield Finding(name, 1, Severity.WARNING, sentence)


def _hard_to_read(catalogue: Catalogue) -> Iterator[Finding]:
    for intent in catalogue.intents.values():
        found = list(long_sentences(intent))
        if found:
            name = f"intents/{intent.topic}/{intent.id}.yaml"
            document = Document(catalogue.folder / name, name)
            for place, severity, sentence in found:
                yield Finding(name, document.line(place), severity, sentence)
