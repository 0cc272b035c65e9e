"""Announcements, planned for the chats that asked for the news of their area, each once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import Audience
from bot.memory import dues
from bot.memory.moments import soon
from bot.memory.reminders import AT_ONCE
from bot.memory.tables import DueRow, ReminderRow


async def plan(session: AsyncSession, audience: Audience, now: datetime) -> bool:
    """Plans an announcement for some who did not get it and for whom it is not planned yet.

    Returns:
        Whether there were any; then there may be more.
    """
    known = exists().where(DueRow.reminder == ReminderRow.id, DueRow.what == audience.name)
    rows = await session.execute(
        select(ReminderRow.id, ReminderRow.key)
        .where(
            ReminderRow.about == "news",
            ReminderRow.place.in_(audience.places),
            ReminderRow.level.in_(audience.levels),
            ~known,
        )
        .order_by(ReminderRow.id)
        .limit(AT_ONCE)
        .with_for_update()
    )
    found = list(rows)
    for id_, key in found:
        await dues.add(session, id_, audience.name, soon(key, now))
    return bool(found)


async def withdraw(session: AsyncSession, but: Collection[str]) -> None:
    """Takes back what was planned and not sent, but for the announcements that still hold."""
    news = select(ReminderRow.id).where(ReminderRow.about == "news")
    await session.execute(
        delete(DueRow).where(
            DueRow.reminder.in_(news), DueRow.at.is_not(None), DueRow.what.not_in(but)
        )
    )
