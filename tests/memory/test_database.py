"""The database is opened by many at once, from any earlier form, and survives its own restart."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.conversation import Chat
from bot.memory import Memory, MigrationError
from bot.memory.tables import Base
from tests.fakes.postgresql import PostgresServer
from tests.fakes.replica import COUNT, OF_ALL, start_at_once

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
REPLICAS = 10

first_form = sa.MetaData()
sa.Table(
    "chat",
    first_form,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("language", sa.String(3)),
    sa.Column("place", sa.String(5)),
    sa.Column("level", sa.String(9)),
    sa.Column("pending", sa.String(64)),
    sa.Column("misses", sa.SmallInteger, nullable=False),
    sa.Column("last_used", sa.Date, nullable=False, index=True),
)
sa.Table(
    "update",
    first_form,
    sa.Column("update_id", sa.BigInteger, primary_key=True),
    sa.Column("answered", sa.DateTime(timezone=True), nullable=False, index=True),
)
"""The tables as programs made them before there were migrations."""


async def leave_behind(url: str) -> None:
    """Makes a database as such a program left it, with a chat in it."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(first_form.create_all)
        chat = {"key": "old", "language": "tr", "misses": 0, "last_used": DAY}
        await connection.execute(first_form.tables["chat"].insert().values(chat))
    await engine.dispose()


async def difference(engine: AsyncEngine) -> list[object]:
    """What would have to be changed in a database for the models to agree with it."""

    def compare(connection: sa.Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))

    async with engine.connect() as connection:
        return await connection.run_sync(compare)


@pytest.mark.parametrize("old", [False, True])
async def test_models_and_migrations_agree(database: str, old: bool) -> None:  # noqa: FBT001  # because pytest names it
    """From nothing and from the first form the migrations lead to what the models say."""
    if old:
        await leave_behind(database)
    engine = create_async_engine(database)
    assert await difference(engine)
    memory = Memory(database)
    await memory.open()
    found = await difference(engine)
    await memory.close()
    await engine.dispose()

    assert not found


async def test_a_database_from_before_migrations_keeps_what_it_holds(database: str) -> None:
    """Its chat is still known, and it counts from now on."""
    await leave_behind(database)
    memory = Memory(database)
    await memory.open()
    await memory.keep("new", Chat("ar"), DAY, COUNT)

    assert (await memory.recall("old"), await memory.recall("new")) == (Chat("tr"), Chat("ar"))
    assert await memory.counts(DAY, DAY) == {COUNT: 1}
    await memory.close()


@pytest.mark.parametrize("old", [False, True])
async def test_ten_programs_start_at_once(database: str, old: bool) -> None:  # noqa: FBT001  # because pytest names it
    """Each brings the tables up to date or waits for another; the update of all counts once."""
    if old:
        await leave_behind(database)
    ended = await asyncio.to_thread(start_at_once, database, REPLICAS)
    assert ended == [0] * REPLICAS

    memory = Memory(database)
    await memory.open()
    assert all([await memory.answered(number) for number in (*range(REPLICAS), OF_ALL)])
    assert await memory.counts(DAY, DAY) == {COUNT: REPLICAS + 1}
    await memory.close()


async def test_a_newer_database_is_refused_with_the_remedy(database: str) -> None:
    """Nothing in it is touched."""
    memory = Memory(database)
    await memory.open()
    engine = create_async_engine(database)
    async with engine.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    with pytest.raises(MigrationError, match=r"revision 9999.*newer.*Start that version"):
        await memory.open()
    await memory.close()


async def test_opening_twice_changes_nothing(database: str) -> None:
    """A restart keeps what was remembered."""
    for _ in range(2):
        memory = Memory(database)
        await memory.open()
        await memory.keep("key", Chat("tr"), DAY, COUNT)
        await memory.close()
    memory = Memory(database)
    await memory.open()

    assert await memory.counts(DAY, DAY) == {COUNT: 2}
    await memory.close()


async def test_the_server_crashes_and_comes_back(postgresql: PostgresServer) -> None:
    """While it is gone every call says so; afterwards the first call works, and nothing is lost."""
    memory = Memory(postgresql.new_database())
    await memory.open()
    await memory.settle(1, "key", Chat("tr"), NOW, count=COUNT)
    postgresql.crash()
    try:
        for _ in range(2):
            with pytest.raises((SQLAlchemyError, OSError)):
                await memory.check()
            with pytest.raises((SQLAlchemyError, OSError)):
                await memory.settle(2, "key", None, NOW)
    finally:
        postgresql.start()

    assert await memory.answered(1)
    await memory.settle(2, "key", Chat("ar"), NOW, count=COUNT)
    assert await memory.recall("key") == Chat("ar")
    assert await memory.counts(DAY, DAY) == {COUNT: 2}
    await memory.close()


@pytest.mark.parametrize("name", ["gone", "server"])
async def test_a_database_that_is_not_there_is_an_error_of_a_known_kind(
    postgresql: PostgresServer, tmp_path: Path, name: str
) -> None:
    """So that the program can say what to do: no database of that name, no server."""
    url = postgresql.url("gone")
    if name == "server":
        url = f"postgresql+asyncpg://postgres@/x?host={tmp_path}"
    memory = Memory(url)
    with pytest.raises((SQLAlchemyError, OSError)):
        await memory.open()


async def test_a_file_that_is_no_database_is_an_error_of_a_known_kind(tmp_path: Path) -> None:
    """Likewise for SQLite, and the file stays as it is."""
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"not a database, but somebody's notes" * 40)
    memory = Memory(f"sqlite+aiosqlite:///{path}")
    with pytest.raises(SQLAlchemyError, match="not a database"):
        await memory.open()
    assert path.read_bytes() == b"not a database, but somebody's notes" * 40
