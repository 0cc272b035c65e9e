"""`ouderbot check`, as an editor, a hook and CI use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from bot.cli import main
from bot.commands.check import COMMANDS
from tests.fakes.program import ROOT

TOLK = "intents/taal/tolk.yaml"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, content: Path) -> None:
    monkeypatch.setenv("OUDERBOT_TODAY", "2026-11-22")
    monkeypatch.setenv("OUDERBOT_CONTENT", str(content))


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def spoilt(content: Path, path: str, old: str, new: str) -> Path:
    file = content / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


def test_a_changed_file_is_checked_alone(content: Path) -> None:
    """A hook sees the mistakes of the files that a commit changes, and no others."""
    tolk = spoilt(content, TOLK, "title: Ik", "ttle: Ik")
    lap = spoilt(content, "intents/geld/laptop.yaml", "source: vcov", "source: vcvo")
    done = check("--format", "json", tolk)
    paths = {row["path"] for row in json.loads(done.stdout)}

    assert (done.exit_code, paths) == (1, {TOLK})
    rows = json.loads(check("--format", "json", lap.parent).stdout)
    errors = {row["path"] for row in rows if row["severity"] == "error"}
    assert errors == {"intents/geld/laptop.yaml"}


def test_a_good_file_passes(content: Path) -> None:
    """Nothing to say, and the summary says so."""
    done = check(content / "intents/taal/voorlezen.yaml")

    assert (done.exit_code, done.stdout) == (0, "0 errors, 0 warnings\n")


def test_what_cannot_be_looked_at_is_said_beside_the_findings(content: Path) -> None:
    """JSON stays JSON: where a file that others need is broken, a note stands on stderr."""
    spoilt(content, "intents/messages.yaml", "messages:", "mesages:")
    done = check("--format", "json", content / TOLK)

    assert json.loads(done.stdout) == []
    assert "Other files have mistakes" in done.stderr


def test_warnings_fail_only_when_asked(content: Path) -> None:
    """Exit 1 on errors alone; with --strict on warnings too."""
    old = "intents/facts/enrolment.yaml"

    assert check(content / old).exit_code == 0
    assert check("--strict", content / old).exit_code == 1


def test_a_file_of_another_folder_is_wrong_use(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Exit 2, and the folder that is looked at."""
    other = tmp_path_factory.mktemp("other") / "x.yaml"
    other.write_text("id: x\n")
    done = check(other)

    assert done.exit_code == 2
    assert "OUDERBOT_CONTENT" in done.stderr
    assert check(other.with_name("none.yaml")).exit_code == 2


def test_github_shows_a_finding_beside_its_line(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path is as the repository has it; the rest of the line is GitHub's form."""
    monkeypatch.chdir(content.parent)
    tolk = spoilt(content, TOLK, "title: Ik", "ttle: Ik")
    lines = check("--format", "github", tolk).stdout.splitlines()

    assert any(
        line.startswith(f"::error file={content.name}/{TOLK},line=3::unknown key `ttle`.")
        for line in lines
    )
    assert lines[-1].startswith("2 errors")


@pytest.mark.parametrize("name", [".pre-commit-hooks.yaml", ".pre-commit-config.yaml"])
def test_the_hook_runs_a_command_that_there_is(name: str) -> None:
    """On every YAML and .po file of the content, and on no other."""
    hooks = yaml.safe_load((ROOT / name).read_text("utf-8"))
    hook = hooks[0] if isinstance(hooks, list) else hooks["repos"][0]["hooks"][0]
    command = hook["entry"].split()

    assert Path(command[0]).name == "ouderbot"
    assert command[1] in {one.name for one in COMMANDS}
    assert hook["files"] == r"^(intents|locales)/.*\.(yaml|po)$"
