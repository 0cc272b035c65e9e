"""The updates of Telegram that were answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.memory.database import insert_into
from bot.memory.tables import UpdateRow

ANSWERED = timedelta(hours=48)
"""Telegram repeats an update for 24 hours; the ids of answered ones are kept twice as long."""


async def note(session: AsyncSession, update_id: int, now: datetime) -> bool:
    """Notes that an update was answered; False when another replica did so before."""
    noted = await session.scalar(
        insert_into(session, UpdateRow)
        .values(update_id=update_id, answered=now)
        .on_conflict_do_nothing()
        .returning(UpdateRow.update_id)
    )
    return noted is not None


async def answered(session: AsyncSession, update_id: int) -> bool:
    """Whether an update was answered before."""
    found = await session.scalar(
        select(UpdateRow.update_id).where(UpdateRow.update_id == update_id)
    )
    return found is not None


async def tidy(session: AsyncSession, now: datetime) -> None:
    """Forgets the updates that Telegram will not repeat any more."""
    await session.execute(delete(UpdateRow).where(UpdateRow.answered < now - ANSWERED))
