"""Of several programs one at a time has the turn of a chat, whatever happens to the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.memory import Memory
from tests.fakes.postgresql import PostgresServer

SOON, BLOCKED = 5.0, 0.5
"""Seconds: a server that has just been started gives turns within them; nothing comes in them."""


@pytest.fixture
async def programs(postgresql: PostgresServer) -> AsyncIterator[list[Memory]]:
    url = postgresql.new_database()
    memories = [Memory(url) for _ in range(2)]
    for memory in memories:
        await memory.open()
    yield memories
    for memory in memories:
        await memory.close()


async def take(memory: Memory, key: str = "chat") -> None:
    """Takes a turn and gives it back."""
    async with memory.turn(key):
        pass


async def test_one_at_a_time(programs: list[Memory]) -> None:
    """The turn of one chat waits for its end; that of another does not."""
    one, other = programs
    async with one.turn("chat"):
        await take(other, "another chat")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(BLOCKED):
                await take(other)
    await take(other)


async def test_who_is_gone_has_no_turn(programs: list[Memory]) -> None:
    """A program that ends in the middle of an answer holds nobody up."""
    one, other = programs
    await one.turn("chat").__aenter__()
    await one.close()
    async with asyncio.timeout(SOON):
        await take(other)


async def test_a_restart_of_the_database_ends_all_turns(
    programs: list[Memory], postgresql: PostgresServer
) -> None:
    """What was under way goes on, and new turns are given again."""
    one, other = programs
    await take(other)
    async with one.turn("chat"):
        await asyncio.to_thread(postgresql.crash)
        with pytest.raises((SQLAlchemyError, OSError)):
            await take(other)
    await asyncio.to_thread(postgresql.start)
    await take(one)
    await take(other)


async def test_one_program_alone_needs_none(database: str) -> None:
    """On SQLite there is nobody to wait for, on PostgreSQL nobody is."""
    memory = Memory(database)
    await memory.open()
    async with asyncio.timeout(SOON):
        await take(memory)
        await take(memory)
    await memory.close()
