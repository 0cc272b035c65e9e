"""Findings as people, programs and GitHub read them."""

from __future__ import annotations

import json

from bot.catalogue import Finding, Severity
from bot.editing import printout

WRONG = Finding("intents/a,b.yaml", 3, Severity.ERROR, "100 % wrong: x, y\r\nMend it.")
DOUBT = Finding("locales/tr/words.yaml", 1, Severity.WARNING, "Look.")


def test_github_gets_what_it_cannot_misread() -> None:
    """Escaped as actions/toolkit does: %, CR and LF everywhere; `:` and `,` in properties only."""
    assert list(printout.github([WRONG, DOUBT], "content/")) == [
        "::error file=content/intents/a%2Cb.yaml,line=3::100 %25 wrong: x, y%0D%0AMend it.",
        "::warning file=content/locales/tr/words.yaml,line=1::Look.",
    ]


def test_json_holds_what_design_says() -> None:
    """A list of path, line, severity and message."""
    (row,) = json.loads(printout.as_json([DOUBT]))

    assert row == {
        "path": "locales/tr/words.yaml", "line": 1, "severity": "warning", "message": "Look.",
    }  # fmt: skip


def test_a_summary_counts() -> None:
    """One error is no errors."""
    assert list(printout.text([DOUBT])) == [str(DOUBT), "0 errors, 1 warning in 1 file"]
    assert printout.summary([WRONG, WRONG, DOUBT]) == "2 errors, 1 warning in 2 files"
    assert printout.summary([]) == "0 errors, 0 warnings"
