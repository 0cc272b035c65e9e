"""Turns: of several programs one at a time answers a chat.

PostgreSQL gives them, for as long as the connection stands that asked for them. So nothing of a
turn is stored, and a program that is killed gives its turns back at once. When the server itself
was restarted, all turns are over; then no new one is given until answers that were just sent have
been noted.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

PAUSE = 0.1
"""Seconds until it is asked again whether the turn of another program is over."""
SETTLING = 2.0
"""Seconds after a start of the server in which no turn is given."""


class Turns:
    """Takes and gives back turns, on a connection of its own.

    Args:
        engine: of a PostgreSQL.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: AsyncConnection | None = None
        self._one_by_one = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        """Waits until no other program has the turn of a chat; this program asks once at a time.

        Raises:
            sqlalchemy.exc.SQLAlchemyError, OSError: the database gives no answer.
        """
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], signed=True)
        while not await self._ask(func.pg_try_advisory_lock(number)):  # noqa: ASYNC110  # because the other program is no task of this one
            await asyncio.sleep(PAUSE)
        taken_on = self._connection
        try:
            yield
        finally:
            # Where that connection is gone, the turn went with it.
            if self._connection and self._connection is taken_on:
                with contextlib.suppress(SQLAlchemyError, OSError):
                    await self._ask(func.pg_advisory_unlock(number))

    async def close(self) -> None:
        """Gives back all turns."""
        if self._connection:
            given_up, self._connection = self._connection, None
            await given_up.close()

    async def _ask(self, question: ColumnElement[bool]) -> bool:
        async with self._one_by_one:
            if self._connection is None:
                self._connection = await self._connect()
            try:
                return bool(await self._connection.scalar(select(question)))
            except BaseException:  # also when it is cancelled, because then nobody knows the answer
                broken, self._connection = self._connection, None
                await broken.invalidate()
                await broken.close()
                raise

    async def _connect(self) -> AsyncConnection:
        """A connection to a server that has run for a while."""
        connection = await self._engine.connect()
        runs = select(func.clock_timestamp() - func.pg_postmaster_start_time())
        try:
            age: timedelta | None = await connection.scalar(runs)
            await asyncio.sleep(max(0.0, SETTLING - age.total_seconds()) if age else 0)
        except BaseException:
            await connection.close()
            raise
        return connection
