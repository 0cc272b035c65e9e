"""The record for the data protection officer is the truth, and nothing else is on the disk."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.web import page
from bot.memory import Memory, chats, counts, inbox, updates
from bot.memory.tables import Base
from tests.fakes.program import ROOT

RECORD = (ROOT / "docs/privacy.md").read_text("utf-8")
OF_THE_LIBRARIES = {"alembic_version": {"version_num"}, "sqlite_sequence": {"name", "seq"}}
"""Tables that no room of the house has asked for, and their columns."""


def declared() -> dict[str, set[str]]:
    """The columns of each table that the record has a heading for."""
    sections = re.split(r"^#+ ", RECORD, flags=re.MULTILINE)[1:]
    return {
        table[1]: set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
        for section in sections
        if (table := re.match(r"`(\w+)`\n", section))
    }


def test_the_record_has_every_table_and_column() -> None:
    """A column that is not in the record is not to be stored; one that is gone leaves it."""
    stored = {
        name: {column.name for column in table.columns}
        for name, table in Base.metadata.tables.items()
    }

    assert declared() == stored | OF_THE_LIBRARIES


def test_the_record_has_what_is_really_in_the_database(tmp_path: Path) -> None:
    """Also what the libraries add of themselves."""

    async def make() -> None:
        memory = Memory(f"sqlite+aiosqlite:///{tmp_path / 'memory.sqlite'}")
        await memory.open()
        await memory.close()

    asyncio.run(make())
    with closing(sqlite3.connect(tmp_path / "memory.sqlite")) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found = {
            name: {row[1] for row in connection.execute(f"PRAGMA table_info('{name}')")}
            for name in names
        }

    assert declared() == found


@pytest.mark.parametrize(
    ("table", "kept", "words"),
    [
        ("chat", chats.IDLE, "365 days without a question"),
        ("inbox", inbox.KEPT, "for 90 days"),
        ("count", counts.KEPT, "for 2 years"),
        ("update", updates.ANSWERED, "for 48 hours"),
    ],
)
def test_the_record_says_how_long(table: str, kept: timedelta, words: str) -> None:
    """As long as the program really keeps it."""
    units = {"days": 1.0, "years": 365.0, "hours": 1 / 24}
    number, unit = re.findall(r"(\d+) (\w+)", words)[0]
    section = RECORD.split(f"### `{table}`")[1].split("\n### ")[0]

    assert re.search(rf"^Kept [^\n]*{words}", section, re.MULTILINE)
    assert timedelta(int(number) * units[unit]) == kept


def test_the_record_names_controller_cookie_and_recipient() -> None:
    """What an authority asks for first."""
    for words in (
        "`OUDERBOT_OPERATOR_NAME`", "`OUDERBOT_OPERATOR_CONTACT`", "| Telegram |", "legal ground",
        f"the cookie `{page.COOKIE}`", f"for {page.YEAR // 86_400} days from the last question",
        "## Rights", "WP 248",
    ):  # fmt: skip
        assert words in RECORD, words
