"""What is remembered, for how long, and how it is forgotten, on both databases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.catalogue import Level
from bot.conversation import Action, Chat
from bot.memory import Count, Memory
from bot.memory.tables import Base

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHAT = Chat("ar", "11002", Level.BASIS, Action("ask", "lop-vinden"), 1, NOW.date())
COUNT = Count(NOW.date(), "lop-vinden", "ar", "answer")


async def test_a_chat_is_remembered_as_it_was(memory: Memory) -> None:
    """Language, place, level, the open question and misses; the last one counts."""
    await memory.keep("key", Chat(), NOW.date())
    await memory.keep("key", CHAT, NOW.date())

    assert await memory.recall("key") == CHAT
    assert await memory.recall("other") is None


async def test_forgetting_removes_the_row_and_no_other(memory: Memory) -> None:
    """/vergeet, by a channel that notes updates and by one that does not."""
    for key in ("one", "two", "three"):
        await memory.keep(key, CHAT, NOW.date())
    await memory.keep("one", None, NOW.date())
    await memory.settle(1, "two", None, NOW)

    assert [await memory.recall(key) for key in ("one", "two", "three")] == [None, None, CHAT]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_forgetting_leaves_nothing_on_the_disk(memory: Memory, tmp_path: Path) -> None:
    """After /vergeet neither the file of SQLite nor its journal holds the row, others go on."""
    keys = [f"key-to-be-forgotten-{number:05}" for number in range(300)]
    for key in keys:
        await memory.keep(key, CHAT, NOW.date())
    for key in keys[:150]:
        await memory.keep(key, None, NOW.date())
    await asyncio.gather(
        *(memory.settle(number, key, None, NOW) for number, key in enumerate(keys[150:]))
    )
    await memory.keep("still-here", CHAT, NOW.date())

    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}  # noqa: ASYNC240  # because nothing else waits here
    assert "memory.sqlite-wal" in files
    assert b"still-here" in b"".join(files.values())
    assert not [name for name, held in files.items() if b"key-to-be-forgotten" in held]


async def test_what_is_old_goes(memory: Memory) -> None:
    """Chats after 12 months without a question, updates after 48 hours, counts after 2 years."""
    old, new = (Count(NOW.date() - timedelta(days=n), "x", "nl", "answer") for n in (731, 730))
    await memory.keep("old", CHAT, NOW.date() - timedelta(days=366), old)
    await memory.keep("new", CHAT, NOW.date() - timedelta(days=364), new)
    await memory.settle(1, None, None, NOW - timedelta(hours=49))
    await memory.settle(2, None, None, NOW - timedelta(hours=47))
    assert await memory.first_counted() == old.day
    await memory.tidy(NOW)

    assert (await memory.recall("old"), await memory.recall("new")) == (None, CHAT)
    assert (await memory.answered(1), await memory.answered(2)) == (False, True)
    assert await memory.counts(old.day, NOW.date()) == {new: 1}


async def test_an_update_counts_once_however_often_it_is_settled(memory: Memory) -> None:
    """Replicas that answer the same update at the same time do not fall over it."""
    await asyncio.gather(*(memory.settle(7, "key", CHAT, NOW, count=COUNT) for _ in range(100)))

    assert await memory.answered(7)
    assert await memory.counts(NOW.date(), NOW.date()) == {COUNT: 1}


async def test_nothing_is_lost_when_many_write_at_once(database: str, memory: Memory) -> None:
    """Three replicas, one row of a chat and one count for all of them: every update is noted."""
    replicas = [memory, Memory(database), Memory(database)]
    await asyncio.gather(
        *(replicas[n % 3].settle(n, f"key-{n % 4}", CHAT, NOW, count=COUNT) for n in range(120))
    )
    for replica in replicas[1:]:
        await replica.close()

    assert all([await memory.answered(number) for number in range(120)])
    assert await memory.counts(NOW.date(), NOW.date()) == {COUNT: 120}
    assert [await memory.recall(f"key-{number}") for number in range(4)] == [CHAT] * 4


async def test_a_settled_update_changes_nothing_more(memory: Memory) -> None:
    """What the first replica remembered of the chat stays, and it is counted no second time."""
    await memory.settle(7, "key", CHAT, NOW, count=COUNT)
    await memory.settle(7, "key", None, NOW, count=COUNT)

    assert await memory.recall("key") == CHAT
    assert await memory.counts(NOW.date(), NOW.date()) == {COUNT: 1}


async def test_counts_are_added_up_by_day_intent_language_and_decision(memory: Memory) -> None:
    """Any other day, language or outcome is a count of its own."""
    others = [
        Count(NOW.date() - timedelta(days=1), "lop-vinden", "ar", "answer"),
        Count(NOW.date(), "", "ar", "none"),
        Count(NOW.date(), "lop-vinden", "nl", "answer"),
        Count(NOW.date(), "lop-vinden", "ar", "tapped"),
    ]
    for count in (COUNT, *others, COUNT):
        await memory.keep("key", CHAT, NOW.date(), count)

    held = await memory.counts(NOW.date() - timedelta(days=1), NOW.date())
    assert held == {COUNT: 2, **dict.fromkeys(others, 1)}
    assert await memory.counts(NOW.date(), NOW.date()) == {COUNT: 2, **dict.fromkeys(others[1:], 1)}


def test_nothing_else_can_be_stored() -> None:
    """The tables hold what README says is stored, column by column: a text only after a yes."""
    assert {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()} == {
        "chat": {"key", "language", "place", "level", "pending", "misses", "last_used",
                 "asked"},
        "update": {"update_id", "answered"},
        "count": {"day", "intent", "language", "decision", "number"},
        "inbox": {"id", "day", "language", "text"},
        "reminder": {"id", "key", "chat", "language", "place", "level", "about", "school_year",
                     "wanted", "opens", "closes", "created"},
        "due": {"reminder", "what", "at", "leased"},
    }  # fmt: skip
