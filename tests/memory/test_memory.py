"""What is remembered, for how long, and how it is forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.catalogue import Level
from bot.conversation import Action, Chat
from bot.memory import ChatKeys, Memory, database_url, hash_secret
from bot.memory.tables import Base
from bot.settings import Settings

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHAT = Chat("ar", "11002", Level.BASIS, Action("ask", "lop-vinden"), 1)


@pytest.fixture
async def memory(tmp_path: Path) -> AsyncIterator[Memory]:
    memory = Memory(f"sqlite+aiosqlite:///{tmp_path / 'memory.sqlite'}")
    await memory.open()
    yield memory
    await memory.close()


async def test_a_chat_is_remembered_as_it_was(memory: Memory) -> None:
    """Language, place, level, the open question and misses; the last one counts."""
    await memory.keep("key", Chat(), NOW.date())
    await memory.keep("key", CHAT, NOW.date())

    assert await memory.recall("key") == CHAT
    assert await memory.recall("other") is None


async def test_forgetting_leaves_nothing_on_the_disk(memory: Memory, tmp_path: Path) -> None:
    """After /vergeet not even the file holds the row."""
    await memory.keep("key-to-be-forgotten", CHAT, NOW.date())
    await memory.keep("key-to-be-forgotten", None, NOW.date())

    assert await memory.recall("key-to-be-forgotten") is None
    for file in list(tmp_path.iterdir()):  # noqa: ASYNC240  # because nothing else waits here
        assert b"key-to-be-forgotten" not in file.read_bytes()


async def test_what_is_old_goes(memory: Memory) -> None:
    """Chats after 12 months without a question, answered updates after 48 hours."""
    await memory.keep("old", CHAT, NOW.date() - timedelta(days=366))
    await memory.keep("new", CHAT, NOW.date() - timedelta(days=364))
    await memory.settle(1, None, None, NOW - timedelta(hours=49))
    await memory.settle(2, None, None, NOW - timedelta(hours=47))
    await memory.tidy(NOW)

    assert (await memory.recall("old"), await memory.recall("new")) == (None, CHAT)
    assert (await memory.answered(1), await memory.answered(2)) == (False, True)


async def test_an_update_can_be_noted_twice(memory: Memory) -> None:
    """Two replicas that answer the same update do not fall over it."""
    await memory.settle(7, "key", CHAT, NOW)
    await memory.settle(7, "key", CHAT, NOW)

    assert await memory.answered(7)


def test_nothing_else_can_be_stored() -> None:
    """The tables hold what README says is stored, column by column, and no text or id."""
    assert {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()} == {
        "chat": {"key", "language", "place", "level", "pending", "misses", "last_used"},
        "update": {"update_id", "answered"},
    }


def test_keys_tell_nothing(tmp_path: Path) -> None:
    """A keyed hash, different for each key and channel, the key in a file of its own."""
    settings = Settings(data=tmp_path)
    secret = hash_secret(settings)

    assert hash_secret(settings) == secret
    assert (tmp_path / "hash-key").stat().st_mode & 0o777 == 0o600
    assert ChatKeys(secret).of("telegram", 5) != ChatKeys(secret).of("web", 5)
    assert ChatKeys(secret).of("telegram", 5) != ChatKeys("other").of("telegram", 5)
    assert "memory.sqlite" in database_url(settings)
