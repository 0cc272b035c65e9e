"""`ouderbot inbox`: from what parents asked to phrases in the right files, by an editor's hand."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.catalogue import load
from bot.cli import main
from bot.conversation import Chat, Kept
from bot.editing import inbox as inbox_module
from bot.memory import Memory
from bot.understanding.weights import WeightsError
from tests.fakes.postgresql import PostgresServer

DAY = date(2026, 11, 22)
ASKED = [
    Kept("nl", "is er zwemles op school"),
    Kept("nl", "welke film is leuk vanavond"),
    Kept("fr", "est-ce qu'il y a des cours de natation à l'école"),
    Kept("ar", "هل يوجد درس سباحة في المدرسة"),
    Kept("nl", "'t is kwijt: wat nu # ofzo …"),
    Kept("fr", "pouvez-vous me conseiller un film ce soir"),
]


@pytest.fixture
def home(few: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content, and a memory with questions numbered from 1."""
    monkeypatch.setenv("OUDERBOT_CONTENT", str(few))
    monkeypatch.setenv("OUDERBOT_DATA", str(few / "data"))
    (few / "data").mkdir()
    keep(f"sqlite+aiosqlite:///{few / 'data' / 'memory.sqlite'}", *ASKED)
    return few


def keep(url: str, *kept: Kept) -> None:
    """Puts questions into the inbox."""

    async def put() -> None:
        memory = Memory(url)
        await memory.open()
        for one in kept:
            await memory.keep("key", Chat(), DAY, kept=one)
        await memory.close()

    asyncio.run(put())


def inbox(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["inbox", *arguments])


def ids(home: Path) -> list[int]:
    """The numbers that are in the inbox."""
    with contextlib.closing(sqlite3.connect(home / "data" / "memory.sqlite")) as connection:
        return [number for (number,) in connection.execute("SELECT id FROM inbox ORDER BY id")]


def changed(home: Path, before: dict[Path, str]) -> dict[str, list[str]]:
    """The lines that each changed file has more; nothing else may have changed."""
    found = {}
    for path, text in before.items():
        now = path.read_text("utf-8")
        if now != text:
            old, new = text.splitlines(), now.splitlines()
            more = [line for line in new if line not in old]
            assert [line for line in new if line not in more] == old
            found[path.relative_to(home).as_posix()] = more
    return found


def held(home: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in home.rglob("*.yaml")}


def test_what_is_alike_stands_together_in_any_language(home: Path) -> None:
    """Swimming in three languages and films in two; each question with three intents."""
    del home
    groups = json.loads(inbox("--format", "json").stdout)

    assert [[one["id"] for one in group["questions"]] for group in groups] == [
        [1, 3, 4],
        [2, 6],
        [5],
    ]
    assert groups[0]["languages"] == {"nl": 1, "fr": 1, "ar": 1}
    first = groups[0]["questions"][0]
    assert {key: first[key] for key in ("id", "day", "language", "text")} == {
        "id": 1, "day": "2026-11-22", "language": "nl", "text": ASKED[0].text,
    }  # fmt: skip
    for group in groups:
        for one in group["questions"]:
            shares = [near["probability"] for near in one["nearest"]]
            assert len(shares) == 3
            assert shares == sorted(shares, reverse=True)
            assert "none" not in {near["intent"] for near in one["nearest"]}


def test_the_list_for_people(home: Path) -> None:
    """How many in which language, the largest group first, and what to do with them."""
    del home
    said = inbox().output

    assert said.startswith(
        "6 in the inbox: nl 3, fr 2, ar 1\n\n3 alike: nl 1, fr 1, ar 1\n1  nl   is"
    )
    assert "inbox add ID --to INTENT" in said


def test_without_an_encoder_likeness_is_that_of_the_letters(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command works on a machine that lacks the weights."""

    def missing() -> None:
        raise WeightsError("there are no weights here")

    monkeypatch.setattr(inbox_module, "Encoder", missing)
    asked = [
        ("nl", "is er zwemles op school"),
        ("fr", "un film"),
        ("nl", "is er zwemles op schol?"),
    ]

    assert inbox_module.groups(load(home), asked) == [[0, 2], [1]]


def test_an_empty_inbox(home: Path) -> None:
    """No model is loaded to say so."""
    inbox("drop", "1", "2", "3", "4", "5", "6")
    done = inbox()

    assert (done.exit_code, done.output) == (0, "The inbox is empty.\n")
    assert json.loads(inbox("--format", "json").stdout) == []
    assert b"zwemles" not in b"".join(path.read_bytes() for path in (home / "data").iterdir())


def test_dutch_goes_to_its_intent_and_other_languages_to_their_phrases(home: Path) -> None:
    """One new line each, at the end of the list; the question leaves the inbox."""
    before = held(home)
    done = inbox("add", "1", "3", "4", "--to", "opvang")
    catalogue = load(home)

    assert done.exit_code == 0
    assert changed(home, before) == {
        "intents/school/opvang.yaml": [f"  - {ASKED[0].text}"],
        "locales/fr/phrases.yaml": [f"    - {ASKED[2].text}"],
        "locales/ar/phrases.yaml": [f"    - {ASKED[3].text}"],
    }
    assert catalogue.intents["opvang"].phrases[-1] == ASKED[0].text
    assert catalogue.phrases["fr"].phrases["opvang"][-1] == ASKED[2].text
    assert catalogue.phrases["ar"].phrases["opvang"][-1] == ASKED[3].text
    assert ids(home) == [2, 5, 6]
    line = next(
        number
        for number, text in enumerate(
            (home / "intents/school/opvang.yaml").read_text("utf-8").splitlines(), 1
        )
        if ASKED[0].text in text
    )
    assert f"intents/school/opvang.yaml:{line}: {ASKED[0].text}" in done.output
    assert "ouderbot check" in done.output
    assert "ouderbot train" in done.output


def test_what_is_not_ours_goes_to_none(home: Path) -> None:
    """In the file of its language, between quotation marks where YAML needs them."""
    before = held(home)
    inbox("add", "2", "5", "6", "--to", "none")
    catalogue = load(home)

    assert changed(home, before) == {
        "locales/nl/phrases.yaml": [f"  - {ASKED[1].text}", "  - '''t is kwijt: wat nu # ofzo …'"],
        "locales/fr/phrases.yaml": [f"  - {ASKED[5].text}"],
    }
    assert catalogue.phrases["nl"].none[-2:] == (ASKED[1].text, ASKED[4].text)


def test_a_wrong_guess_of_the_language_can_be_corrected(home: Path) -> None:
    """The editor knows better what is French."""
    inbox("add", "1", "--to", "opvang", "--language", "fr")

    assert load(home).phrases["fr"].phrases["opvang"][-1] == ASKED[0].text


def test_a_draft_can_get_phrases(home: Path) -> None:
    """A new intent begins with what parents asked."""
    CliRunner().invoke(main, ["new", "intent", "zwemles", "--topic", "school"])
    done = inbox("add", "1", "3", "--to", "zwemles")
    catalogue = load(home)

    assert done.exit_code == 0
    assert catalogue.drafts["zwemles"].phrases[-1] == ASKED[0].text
    assert f"  zwemles:\n    - {ASKED[2].text}\nnear_misses:" in (
        home / "locales/fr/phrases.yaml"
    ).read_text("utf-8")


def test_what_stands_somewhere_already_is_refused(home: Path) -> None:
    """With its place; the question stays, and so does the file; others are added all the same."""
    phrases = load(home).intents["tolk"].phrases
    url = f"sqlite+aiosqlite:///{home / 'data' / 'memory.sqlite'}"
    keep(url, Kept("nl", phrases[0]))
    before = held(home)
    done = inbox("add", "7", "2", "--to", "none")
    again = inbox("add", "7", "--to", "tolk")

    assert done.exit_code == again.exit_code == 1
    assert "`tolk` already, at intents/taal/tolk.yaml:" in done.output
    assert "`tolk` already, at intents/taal/tolk.yaml:" in again.output
    assert list(changed(home, before)) == ["locales/nl/phrases.yaml"]
    assert ids(home) == [1, 3, 4, 5, 6, 7]


def test_dropping_removes_no_other(home: Path) -> None:
    """And writes nothing."""
    before = held(home)
    done = inbox("drop", "2", "5", "2")

    assert (done.exit_code, done.output) == (0, "2 dropped\n")
    assert ids(home) == [1, 3, 4, 6]
    assert held(home) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", "1", "--to", "opvan"], "`opvan` is no intent. Did you mean `opvang`?"),
        (["add", "1", "--to", "opvang", "--language", "xx"], "`xx` is no language of the bot."),
        (["add", "99", "--to", "opvang"], "99 is not in the inbox."),
        (["add", "1", "99", "--to", "opvang"], "99 is not in the inbox."),
        (["add", "1"], "Missing option '--to'"),
        (["add", "--to", "opvang"], "Missing argument 'ID...'"),
        (["drop", "1", "99"], "99 is not in the inbox."),
        (["drop", "film"], "'film' is not a valid integer"),
    ],
)
def test_wrong_use_is_a_sentence(home: Path, arguments: list[str], sentence: str) -> None:
    """Ends with 2, and nothing is written or dropped."""
    before = held(home)
    done = inbox(*arguments)

    assert done.exit_code == 2
    assert sentence in done.output
    assert held(home) == before
    assert ids(home) == [1, 2, 3, 4, 5, 6]


def test_a_database_that_cannot_be_used_is_a_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback, no password."""
    url = "postgresql+asyncpg://u:geheim@127.0.0.1:1/y"
    monkeypatch.setenv("OUDERBOT_DATABASE_URL", url)
    for arguments in ([], ["drop", "1"], ["add", "1", "--to", "opvang"]):
        done = inbox(*arguments)
        assert done.exit_code == 2
        assert "OUDERBOT_DATABASE_URL cannot be used" in done.output
        assert "geheim" not in done.output
    monkeypatch.delenv("OUDERBOT_DATABASE_URL")
    monkeypatch.setenv("OUDERBOT_DATA", str(home / "intents/messages.yaml/x"))
    assert inbox().exit_code == 2


def test_on_postgresql(
    home: Path, postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database of the settings, whichever it is."""
    url = postgresql.new_database()
    keep(url, ASKED[0])
    monkeypatch.setenv("OUDERBOT_DATABASE_URL", url)
    inbox("add", "1", "--to", "opvang")

    assert load(home).intents["opvang"].phrases[-1] == ASKED[0].text
    assert inbox().output == "The inbox is empty.\n"
