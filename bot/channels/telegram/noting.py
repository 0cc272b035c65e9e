"""Noting what was sent, with patience: what is not noted would be sent again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

PAUSES = (0.5,) * 50
"""Seconds between the tries; less than other programs wait with new turns when the database is
back (memory/turns.py)."""


async def noted(note: Callable[[], Awaitable[None]]) -> None:
    """Writes a note, trying again while the database gives no answer.

    Raises:
        sqlalchemy.exc.SQLAlchemyError, OSError: it gave none to the last try either.
    """
    for pause in (*PAUSES, None):
        try:
            await note()
        except (SQLAlchemyError, OSError):
            if pause is None:
                raise
            await asyncio.sleep(pause)
        else:
            return
