"""A memory on each of both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.memory import Memory


@pytest.fixture
async def memory(database: str) -> AsyncIterator[Memory]:
    memory = Memory(database)
    await memory.open()
    yield memory
    await memory.close()
