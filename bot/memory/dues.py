"""The messages of reminders that are still to be sent, and who sends them.

Several programs share the work. Each takes some with a lease; what it has sent it removes. What a
program leaves behind that is killed comes back when its lease ends.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal, cast

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import Level
from bot.conversation import About, Dates, Part, Reminder, Subject, Wanted
from bot.memory.database import insert_into
from bot.memory.moments import end_of, moment
from bot.memory.tables import ChatRow, DueRow, ReminderRow
from bot.settings import BRUSSELS

NEWS: Literal["news"] = "news"
"""That the date is known, was moved or is no longer certain; which of them shows when it is sent.
While it waits, no other message of the reminder does."""
LEASE = timedelta(minutes=2)
SPAN = timedelta(seconds=1)
"""So far apart do programs take messages, so that together they send no more than one would."""
TURN = 0x72656D696E646572
"""The advisory lock of PostgreSQL that they take while they do so: "reminder" in ASCII."""


@dataclass(frozen=True)
class Due:
    """A message that this program may send until its lease ends.

    Args:
        id: of the reminder.
        what: a part of the reminder, `news` of its date, or the name of an announcement.
        key: of the chat.
        chat: its real id.
        reminder: in the language that the chat speaks now.
        until: the end of the lease.
    """

    id: int
    what: str
    key: str
    chat: int
    reminder: Reminder
    until: datetime

    @property
    def part(self) -> Part | None:
        """The part of a reminder; None for news of its date, and for an announcement."""
        news = self.what == NEWS or self.reminder.subject.about == "news"
        return None if news else cast("Part", self.what)


def dates_from(opens: date | None, closes: date | None) -> Dates | None:
    """Dates as they are stored: both, or neither."""
    return Dates(opens, closes) if opens and closes else None


def reminder_of(row: ReminderRow) -> Reminder:
    """A row as the conversation knows it."""
    return Reminder(
        row.language,
        Subject(row.place, Level(row.level), cast("About", row.about)),
        row.school_year,
        dates_from(row.opens, row.closes),
        row.created,
        cast("Wanted", row.wanted),
    )


async def plan(
    session: AsyncSession, id_: int, key: str, reminder: Reminder, after: datetime
) -> None:
    """Notes what is to be sent of a reminder after a moment."""
    days = reminder.dates.days(reminder.wanted) if reminder.dates else {}
    for what, day in days.items():
        at = moment(key, day)
        if at >= after:
            await add(session, id_, what, at)


async def add(session: AsyncSession, id_: int, what: str, at: datetime) -> None:
    """Notes one message, unless it is noted already."""
    await session.execute(
        insert_into(session, DueRow).values(reminder=id_, what=what, at=at).on_conflict_do_nothing()
    )


async def drop(session: AsyncSession, id_: int, but: Collection[str] = ()) -> None:
    """Removes the messages of a reminder, but for some."""
    await session.execute(delete(DueRow).where(DueRow.reminder == id_, DueRow.what.not_in(but)))


async def claim(session: AsyncSession, now: datetime, most: int) -> list[Due]:
    """Takes messages whose time has come, the oldest first; none while another program does."""
    if session.get_bind().dialect.name == "postgresql" and not await session.scalar(
        select(func.pg_try_advisory_xact_lock(TURN))
    ):
        return []
    until = now + LEASE
    just_taken = select(DueRow.what).where(DueRow.leased > until - SPAN)
    if await session.scalar(just_taken.limit(1)):
        return []
    free = or_(DueRow.leased.is_(None), DueRow.leased <= now)
    picked = (
        select(DueRow.reminder, DueRow.what)
        .where(DueRow.at <= now, free)
        .order_by(DueRow.at)
        .limit(most)
        .with_for_update(skip_locked=True)  # SQLite, which has one writer, leaves it out
        .cte("picked")
    )
    taken = await session.execute(
        update(DueRow)
        .where(tuple_(DueRow.reminder, DueRow.what).in_(select(picked.c.reminder, picked.c.what)))
        .values(leased=until)
        .returning(DueRow.reminder, DueRow.what)
    )
    found = [(id_, what) for id_, what in taken]
    ids = {id_ for id_, _ in found}
    rows = await session.execute(
        select(ReminderRow, ChatRow.language)
        .outerjoin(ChatRow, ChatRow.key == ReminderRow.key)
        .where(ReminderRow.id.in_(ids))
    )
    held = {row.id: (row, language or row.language) for row, language in rows}
    return [
        Due(
            id_, what, row.key, row.chat, replace(reminder_of(row), language=language), until
        )
        for id_, what in found
        if id_ in held
        for row, language in [held[id_]]
    ]  # fmt: skip


async def finish(session: AsyncSession, due: Due, dates: Dates | None, now: datetime) -> None:
    """Removes a message that was sent or has nothing to say; after the last one the reminder goes.

    What it told of `dates` is noted; other ones than before are followed by their own messages. An
    announcement is noted as sent.
    """
    if due.reminder.subject.about == "news":
        await _change(session, due, at=None)
        return
    row = await session.get(ReminderRow, due.id, with_for_update=True)
    if row is None:
        return
    if due.part and dates == reminder_of(row).dates:
        await session.execute(delete(DueRow).where(_is(due)))
    else:
        row.opens, row.closes = (dates.opens, dates.closes) if dates else (None, None)
        await session.flush()
        await drop(session, due.id)
        tomorrow = end_of(now.astimezone(BRUSSELS).date())
        await plan(session, due.id, row.key, reminder_of(row), tomorrow)
    left = await session.scalar(select(DueRow.what).where(DueRow.reminder == due.id).limit(1))
    if dates and left is None:
        await session.execute(delete(ReminderRow).where(ReminderRow.id == due.id))


async def postpone(session: AsyncSession, due: Due, at: datetime) -> None:
    """Gives a message back, to be sent later."""
    await _change(session, due, at)


async def _change(session: AsyncSession, due: Due, at: datetime | None) -> None:
    await session.execute(update(DueRow).where(_is(due)).values(at=at, leased=None))


def _is(due: Due) -> ColumnElement[bool]:
    return and_(DueRow.reminder == due.id, DueRow.what == due.what)
