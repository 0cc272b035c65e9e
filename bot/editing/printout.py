"""Findings as text for people, as JSON for programs, and as annotations for GitHub Actions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from bot.catalogue import Finding, Severity


def text(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each finding, and a summary."""
    yield from map(str, findings)
    yield summary(findings)


def summary(findings: Sequence[Finding]) -> str:
    """How many errors and warnings there are."""
    errors = sum(one.severity is Severity.ERROR for one in findings)
    files = len({one.path for one in findings})
    where = f" in {_counted(files, 'file')}" if files else ""
    return f"{_counted(errors, 'error')}, {_counted(len(findings) - errors, 'warning')}{where}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_json(findings: Iterable[Finding]) -> str:
    """A list of objects with path, line, severity and message."""
    rows = [
        {"path": f.path, "line": f.line, "severity": f.severity.value, "message": f.message}
        for f in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def github(findings: Iterable[Finding], root: str = "") -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the lines of a pull request.

    Args:
        findings: to show.
        root: where the content folder is in the repository, such as `content/`; empty at its root.

    Escaped as GitHub's own toolkit does (actions/toolkit, packages/core/src/command.ts).
    """
    for one in findings:
        path = _property(f"{root}{one.path}")
        yield f"::{one.severity.value} file={path},line={one.line}::{_data(one.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
