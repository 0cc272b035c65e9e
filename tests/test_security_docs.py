"""docs/security.md names tests that exist, and every threat in it has one."""

from __future__ import annotations

import ast
import re

import pytest

from tests.fakes.program import ROOT

PAGE = (ROOT / "docs/security.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
MADE_FOR_IT = (
    "tests/test_security.py", "tests/test_outside_data.py", "tests/test_container.py",
    "tests/channels/telegram/test_outside_data.py", "tests/channels/web/test_outside_data.py",
    "tests/channels/telegram/test_injection.py",
)  # fmt: skip
"""Files whose tests are all about a threat."""


def named_in(path: str) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    }


@pytest.mark.parametrize("path", sorted({path for path, _ in NAMED}))
def test_every_named_test_exists(path: str) -> None:
    """What was renamed or removed proves nothing any more."""
    assert {name for where, name in NAMED if where == path} <= named_in(path)


@pytest.mark.parametrize("path", MADE_FOR_IT)
def test_no_test_is_forgotten(path: str) -> None:
    """A threat that has a test stands on the page."""
    assert named_in(path) <= {name for where, name in NAMED if where == path}


def test_every_threat_has_its_test() -> None:
    """Nothing is only said."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "|---" not in line]
    threats = [row for row in rows if not row.startswith("| threat |")]

    assert len(threats) > 40
    for row in threats:
        assert re.search(r"`tests/[\w/]+\.py::\w+`", row), row


@pytest.mark.parametrize(
    "subject",
    [
        "webhook", "forged", "replayed", "callback data", "deep links", "inline abuse", "html",
        "markdown", "oversized", "slow clients", "paths", "csrf", "content security policy",
        "inline", "cookie", "encoder", "log", "audit", "sbom|list of all parts", "root",
        "read-only",
    ],
)  # fmt: skip
def test_every_subject_is_there(subject: str) -> None:
    """What an operator's security officer asks about."""
    assert re.search(subject, PAGE, re.IGNORECASE)
