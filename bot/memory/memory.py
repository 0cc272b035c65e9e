"""What is remembered between messages, on SQLite or PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, event, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry

from bot.catalogue import Level
from bot.conversation import Action, Chat
from bot.memory.tables import Base, ChatRow, UpdateRow
from bot.settings import Settings

IDLE = timedelta(days=365)
"""A chat without a question for so long is forgotten."""
ANSWERED = timedelta(hours=48)
"""Telegram repeats an update for 24 hours; the ids of answered ones are kept twice as long."""


class ChatKeys:
    """Turns chat ids into keyed hashes: without the key nobody can tell whose row it is.

    Args:
        secret: any text; the same one after every restart, or all chats are strangers again.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def of(self, channel: str, chat_id: object) -> str:
        """The hash of a chat, 64 hexadecimal digits (HMAC-SHA-256)."""
        return hmac.new(self._secret, f"{channel}:{chat_id}".encode(), hashlib.sha256).hexdigest()


def hash_secret(settings: Settings) -> str:
    """The key from the settings, or from a file in the data folder that is made once."""
    if settings.hash_key:
        return settings.hash_key.get_secret_value()
    path = settings.data / "hash-key"
    settings.data.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def database_url(settings: Settings) -> str:
    """The database of the settings, or a SQLite file in the data folder."""
    if settings.database_url:
        return settings.database_url
    settings.data.mkdir(parents=True, exist_ok=True)
    return f"sqlite+aiosqlite:///{Path(settings.data).resolve() / 'memory.sqlite'}"


class Memory:
    """Remembers chats and answered updates.

    Args:
        url: a database in SQLAlchemy's async form.
    """

    def __init__(self, url: str) -> None:
        self._engine: AsyncEngine = create_async_engine(
            url, pool_pre_ping=True, hide_parameters=True
        )
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine.sync_engine, "connect", _prepare_sqlite)
        self._session = async_sessionmaker(self._engine, expire_on_commit=False)
        one_writer = self._engine.dialect.name == "sqlite"
        self._turn = asyncio.Lock() if one_writer else contextlib.nullcontext()

    async def open(self) -> None:
        """Makes the tables that are not there yet."""
        async with self._engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def close(self) -> None:
        """Closes every connection."""
        await self._engine.dispose()

    async def check(self) -> None:
        """Asks the database for an answer.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: it gives none.
        """
        async with self._engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def recall(self, key: str) -> Chat | None:
        """What is remembered of a chat."""
        async with self._session() as session:
            row = await session.get(ChatRow, key)
        if row is None:
            return None
        pending = Action.parse(row.pending) if row.pending else None
        level = Level(row.level) if row.level else None
        return Chat(row.language, row.place, level, pending, row.misses)

    @contextlib.asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncSession]:
        """A transaction; on SQLite one after the other, which is faster than waiting for locks."""
        async with self._turn, self._session.begin() as session:
            yield session

    async def keep(self, key: str, chat: Chat | None, today: date) -> None:
        """Remembers a chat, in place of what was remembered of it; None forgets it."""
        async with self._writing() as session:
            await _put(session, key, chat, today)
        if chat is None:
            await self._wipe()

    async def _wipe(self) -> None:
        """Takes what was forgotten out of SQLite's journal too."""
        if self._engine.dialect.name == "sqlite":
            async with self._turn, self._engine.connect() as connection:
                await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    async def settle(
        self, update_id: int, key: str | None, chat: Chat | None, now: datetime
    ) -> None:
        """Notes that an update was answered and, with a key, what to remember of its chat.

        Both in one transaction, so that little time passes between an answer and its note.
        """
        try:
            async with self._writing() as session:
                session.add(UpdateRow(update_id=update_id, answered=now))
                await session.flush()
                if key is not None:
                    await _put(session, key, chat, now.date())
        except IntegrityError:
            return  # another replica answered it too
        if key is not None and chat is None:
            await self._wipe()

    async def answered(self, update_id: int) -> bool:
        """Whether an update was answered before."""
        async with self._session() as session:
            found = await session.scalar(
                select(UpdateRow.update_id).where(UpdateRow.update_id == update_id)
            )
        return found is not None

    async def tidy(self, now: datetime) -> None:
        """Removes what has been kept long enough."""
        async with self._writing() as session:
            await session.execute(delete(UpdateRow).where(UpdateRow.answered < now - ANSWERED))
            await session.execute(delete(ChatRow).where(ChatRow.last_used < now.date() - IDLE))


async def _put(session: AsyncSession, key: str, chat: Chat | None, today: date) -> None:
    if chat is None:
        await session.execute(delete(ChatRow).where(ChatRow.key == key))
        return
    await session.merge(
        ChatRow(
            key=key,
            language=chat.language,
            place=chat.place,
            level=chat.level.value if chat.level else None,
            pending=str(chat.pending) if chat.pending else None,
            misses=min(chat.misses, 99),
            last_used=today,
        )
    )


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers beside one writer, a killed process loses nothing, deleted rows really gone."""
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "busy_timeout=5000",
        "secure_delete=ON",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
