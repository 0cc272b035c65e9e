"""The database below the memory: SQLite in a file, or PostgreSQL for several replicas."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from sqlalchemy import event, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry

from bot.memory.migrations import MigrationError, upgrade
from bot.memory.tables import Base
from bot.memory.turns import Turns
from bot.settings import Settings, SettingsError

CONNECTING = 5.0
"""Seconds that PostgreSQL gets to take a connection."""
ANSWERING = 10.0
"""Seconds that PostgreSQL gets to answer, and that a writer of SQLite waits for another."""
CONNECTIONS = 8
"""To PostgreSQL at most; ten programs then stay below the 100 that it takes by default."""
PAUSE = 0.05
OPENING = 60.0
"""Seconds that a program waits for others that bring the tables up to date."""
TURN = 0x6F75646572626F74
"""The advisory lock of PostgreSQL that programs take while they do so: "ouderbot" in ASCII."""


def database_url(settings: Settings) -> str:
    """The database of the settings, or a SQLite file in the data folder."""
    if settings.database_url:
        return settings.database_url
    settings.data.mkdir(parents=True, exist_ok=True)
    return f"sqlite+aiosqlite:///{Path(settings.data).resolve() / 'memory.sqlite'}"


def unusable(error: SQLAlchemyError | OSError | MigrationError) -> SettingsError:
    """Why the database of the settings cannot be used, and what to do, for who runs a command."""
    if isinstance(error, MigrationError):
        return SettingsError(str(error))
    words = str(getattr(error, "orig", error)).splitlines()
    reason = words[0] if words else type(error).__name__
    return SettingsError(
        f"The database of OUDERBOT_DATABASE_URL cannot be used: {reason}. Start it, or leave the "
        "setting out for a file in OUDERBOT_DATA."
    )


class Database:
    """Gives transactions, and brings the tables up to date.

    A connection that broke, as when the server was restarted, is replaced before it is used.

    Args:
        url: in SQLAlchemy's async form.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._session = async_sessionmaker(self._engine, expire_on_commit=False)
        self.is_sqlite = self._engine.dialect.name == "sqlite"
        self._turn = asyncio.Lock() if self.is_sqlite else contextlib.nullcontext()
        self._turns = None if self.is_sqlite else Turns(self._engine)

    async def open(self) -> None:
        """Brings the tables up to date; of programs that start at once, one after the other.

        Raises:
            sqlalchemy.exc.SQLAlchemyError, OSError: the database cannot be used.
            MigrationError: it was made by a newer program.
        """
        try:
            async with asyncio.timeout(OPENING), self._engine.connect() as connection:
                await (_turn_on_sqlite if self.is_sqlite else _turn_on_postgresql)(connection)
                await connection.run_sync(upgrade)
                await connection.commit()
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Closes every connection."""
        if self._turns:
            await self._turns.close()
        await self._engine.dispose()

    async def check(self) -> None:
        """Asks the database for an answer.

        Raises:
            sqlalchemy.exc.SQLAlchemyError, OSError: it gives none.
        """
        async with self._engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    def reading(self) -> AsyncSession:
        """A session that reads."""
        return self._session()

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A transaction; on SQLite one after the other, which is faster than waiting for locks."""
        async with self._turn, self._session.begin() as session:
            yield session

    def turn(self, key: str) -> AbstractAsyncContextManager[None]:
        """The turn of a chat, which one program at a time has; SQLite has one program alone."""
        return self._turns.of(key) if self._turns else contextlib.nullcontext()

    async def wipe(self) -> None:
        """Takes what was deleted out of SQLite's journal too."""
        if self.is_sqlite:
            async with self._turn, self._engine.connect() as connection:
                await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def insert_into(session: AsyncSession, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what happens when the row is there already (`on_conflict_…`)."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def _engine(url: str) -> AsyncEngine:
    """An engine whose errors and logs hold no values."""
    if url.startswith("sqlite"):
        engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": ANSWERING})
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        return engine
    return create_async_engine(
        url,
        pool_pre_ping=True,
        pool_size=CONNECTIONS // 2,
        max_overflow=CONNECTIONS // 2,
        pool_timeout=ANSWERING,
        hide_parameters=True,
        connect_args={"timeout": CONNECTING, "command_timeout": ANSWERING},
    )


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """A killed process loses nothing, deleted rows are really gone, with what belongs to them."""
    cursor = connection.cursor()
    for pragma in ("secure_delete=ON", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


async def _turn_on_sqlite(connection: AsyncConnection) -> None:
    """Begins a transaction that nobody else can begin, with readers beside it (WAL)."""
    while True:
        try:
            await connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            await connection.rollback()
            if "locked" not in str(error.orig):
                raise
            await asyncio.sleep(PAUSE)  # because SQLite itself does not wait here
        else:
            break
    await connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _turn_on_postgresql(connection: AsyncConnection) -> None:
    """Waits until no other program brings the tables up to date; the commit lets the next in."""
    while not await connection.scalar(select(func.pg_try_advisory_xact_lock(TURN))):
        await connection.rollback()
        await asyncio.sleep(PAUSE)
