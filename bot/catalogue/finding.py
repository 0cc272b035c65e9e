"""What is wrong with the content, where, and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: an error keeps the content from being used, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake, as an editor sees it: `path:line: error: what is wrong. remedy`.

    Args:
        path: relative to the content folder, with forward slashes.
        line: from 1; 1 when the whole file is meant.
    """

    path: str
    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message}"


class ContentError(Exception):
    """The content cannot be used; `findings` holds every reason, sorted by file and line."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(findings)
        super().__init__("\n".join(map(str, self.findings)))


MOST = 12
"""So many known words are listed when none is near."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest known words, or all of them when none is near."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    shown = ", ".join(f"`{choice}`" for choice in choices[:MOST])
    return f"Known: {shown}" + (", and more." if len(choices) > MOST else ".")
