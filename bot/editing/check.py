"""The preflight for editors: every mistake of the content, with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.catalogue import ContentError, Finding, Reading
from bot.translation import Translations


def check_content(folder: Path, today: date) -> list[Finding]:
    """Every finding of a content folder on a day, sorted by file and line."""
    reading = Reading(folder, today)
    findings = list(reading.findings)
    if reading.catalogue is not None:
        try:
            Translations(reading.catalogue)
        except ContentError as error:
            findings.extend(error.findings)
    return sorted(set(findings))
