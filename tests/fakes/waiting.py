"""What a database of reminders still has to send, seen from outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.memory.tables import DueRow, ReminderRow
from bot.settings import BRUSSELS
from tests.fakes.story import EARLY, Story


class Waiting:
    """Looks into the tables.

    Args:
        url: of the database.
        told: the stories that the dates follow.
    """

    def __init__(self, url: str, told: Sequence[Story]) -> None:
        self._engine = create_async_engine(url)
        self._stories = told

    async def now(self, moment: datetime) -> int:
        """Messages that are due, and reminders whose dates changed without news of it."""
        due = select(func.count()).select_from(DueRow).where(DueRow.at <= moment)
        async with self._engine.connect() as connection:
            number = int(await connection.scalar(due) or 0)
            here = moment.astimezone(BRUSSELS)
            if number or here.time() < EARLY:
                return number
            for story in self._stories:
                dates = story.known(here.date())
                told = and_(
                    ReminderRow.opens.is_not_distinct_from(dates.opens if dates else None),
                    ReminderRow.closes.is_not_distinct_from(dates.closes if dates else None),
                )
                news = exists().where(DueRow.reminder == ReminderRow.id, DueRow.what == "news")
                lacking = select(func.count()).where(ReminderRow.place == story.place, ~told, ~news)
                number += int(await connection.scalar(lacking) or 0)
        return number

    async def next(self, moment: datetime, most: int) -> list[datetime]:
        """When the next messages are due, so many at most."""
        soonest = select(DueRow.at).where(DueRow.at > moment).order_by(DueRow.at).limit(most)
        async with self._engine.connect() as connection:
            found = await connection.scalars(soonest)
            return [one.replace(tzinfo=one.tzinfo or UTC) for one in found if one]

    async def close(self) -> None:
        """Closes every connection."""
        await self._engine.dispose()
