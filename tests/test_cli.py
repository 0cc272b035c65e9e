"""The commands, as they are typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.fakes.program import ROOT


def ouderbot(
    *arguments: str, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    return subprocess.run(  # noqa: S603  # because the arguments are the tests' own
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "OUDERBOT_TODAY": "2026-11-22", **environment},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )


def test_understand_keeps_the_contract() -> None:
    """JSON lines in, JSON lines out, same order; a line that is none is named, and nothing lost."""
    typed = (
        '{"text":"wanneer aanmelden mechele middelbaar"}\n'
        "not json\n"
        '{"text":"asdf qwer", "app_language":"tr"}\n'
    )
    done = ouderbot("understand", typed=typed)
    first, wrong, last = map(json.loads, done.stdout.splitlines())

    assert first["place"] == "Mechelen"
    assert first["level"] == "secundair"
    assert first["intent"] == "aanmelden-wanneer"
    assert set(first) == {
        "text", "language", "decision", "intent", "candidates", "place", "level",
    }  # fmt: skip
    assert "error" in wrong
    assert last["language"] == "tr"
    assert last["intent"] is None
    assert done.returncode == 2


def test_ask_as_json() -> None:
    """The shown card first, its Dutch beside it."""
    done = ouderbot("ask", "--format", "json", "çocuğum evde Türkçe konuşsa olur mu")
    reply = json.loads(done.stdout)

    assert [card["language"] for card in reply["cards"]] == ["tr", "nl"]
    assert reply["intent"] == "thuistaal-tips"
    assert reply["decision"] == "answer"
    assert all(set(card) == {"language", "title", "lines", "links"} for card in reply["cards"])


def test_ask_with_place_level_and_reasons() -> None:
    """What the chat would know can be given; `--why` shows how the text was understood."""
    done = ouderbot(
        "ask", "--why", "--place", "9300", "--level", "secundair", "--today", "2027-03-25",
        "wanneer aanmelden",
    )  # fmt: skip

    assert "Aalst" in done.stdout
    assert "16 april 2027" in done.stdout
    assert "ranking   aanmelden-wanneer" in done.stdout


def test_check_says_what_is_wrong(content: Path) -> None:
    """Exit 0 when all is well, 1 with path, line and remedy when not."""
    assert ouderbot("check", "intents/taal").returncode == 0
    path = content / "intents/taal/tolk.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("related:", "relatd:"))
    done = ouderbot("check", "--format", "json", OUDERBOT_CONTENT=str(content))
    finding = next(one for one in json.loads(done.stdout) if one["severity"] == "error")

    assert done.returncode == 1
    assert finding["path"] == "intents/taal/tolk.yaml"
    assert "Did you mean `related`?" in finding["message"]


def test_a_conversation_in_the_terminal() -> None:
    """Questions, numbers of buttons and commands, until the input ends."""
    done = ouderbot("chat", typed="wanneer aanmelden\ngent\n3\n/vergeet\n")

    assert done.returncode == 0
    assert "23 maart 2027" in done.stdout
    assert "gewist" in done.stdout


def test_wrong_settings_and_wrong_use_are_sentences() -> None:
    """The setting's name, its value and what is allowed; never a traceback."""
    for environment, words in (
        ({"OUDERBOT_PORT": "99999"}, "OUDERBOT_PORT is '99999'. Allowed: a number from 1 to 65535"),
        ({"OUDERBOT_TODAY": "tomorrow"}, "OUDERBOT_TODAY is 'tomorrow'. Allowed:"),
        ({"OUDERBOT_TELEGRAM_TOKEN": "geheim"}, "OUDERBOT_TELEGRAM_TOKEN is (hidden)"),
        ({"OUDERBOT_CARD_ORDER": "x"}, "'translation-first' or 'dutch-first'"),
        (
            {"OUDERBOT_TELEGRAM_TOKEN": "1:x", "OUDERBOT_PUBLIC_URL": "https://x.be"},
            "OUDERBOT_WEBHOOK_SECRET is not set",
        ),
        ({"OUDERBOT_CONTENT": "/nowhere"}, "OUDERBOT_CONTENT"),
        ({"OUDERBOT_HOST": "999.1.1.1"}, "nothing can listen there"),
        ({"OUDERBOT_DATA": "/dev/null/x"}, "OUDERBOT_DATA is '/dev/null/x'"),
        ({"OUDERBOT_DATABASE_URL": "postgresql://u:geheim@x/y"}, "OUDERBOT_DATABASE_URL is"),
        (
            {"OUDERBOT_DATABASE_URL": "postgresql+asyncpg://u:geheim@127.0.0.1:1/y"},
            "cannot be used",
        ),
    ):
        done = ouderbot("serve", **environment)
        assert words in done.stderr, done.stderr
        assert "Traceback" not in done.stderr
        assert "geheim" not in done.stderr
        assert done.returncode in {1, 2}
    assert ouderbot("ask", "--language", "xx", "hallo").returncode == 2
    assert "municipality" in ouderbot("ask", "--place", "Parijs", "hallo").stderr
