"""What chats asked to be reminded of, held against what is known of the dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import Level
from bot.catalogue.level import following
from bot.conversation import Dates, Reminder, Subject
from bot.memory import dues
from bot.memory.database import insert_into
from bot.memory.dues import NEWS, dates_from, reminder_of
from bot.memory.moments import end_of, soon
from bot.memory.tables import DueRow, ReminderRow

AT_ONCE = 500
"""So many reminders are changed in one transaction, so that answers wait for none of them long."""

DatesOf = Callable[[Subject, str], Dates | None]
"""When aanmelden is, for a subject and a school year, as far as it is known."""


@dataclass(frozen=True)
class Wish:
    """What a chat wants of its reminders.

    Args:
        chat: its real id, which is stored with what is kept.
        keep: in place of its own of the same subject.
        remove: the subject of one.
    """

    chat: int
    keep: Reminder | None = None
    remove: Subject | None = None


@dataclass(frozen=True)
class Group:
    """Reminders that were told the same."""

    subject: Subject
    school_year: str
    dates: Dates | None


def _columns(subject: Subject) -> dict[str, str]:
    return {"place": subject.place, "level": subject.level.value, "about": subject.about}


async def fulfil(session: AsyncSession, key: str, wish: Wish) -> None:
    """Keeps or removes what a chat wants."""
    if wish.remove:
        await session.execute(delete(ReminderRow).where(_of(key, wish.remove)))
    if wish.keep:
        await _keep(session, key, wish.chat, wish.keep)


async def _keep(session: AsyncSession, key: str, chat: int, reminder: Reminder) -> None:
    """Keeps a reminder; what was planned for today and is still wanted stays so."""
    row = await session.scalar(select(ReminderRow).where(_of(key, reminder.subject)))
    same = row is not None and (row.school_year, reminder_of(row).dates) == (
        reminder.school_year,
        reminder.dates,
    )
    dates = reminder.dates
    values = {
        "chat": chat,
        "language": reminder.language,
        "school_year": reminder.school_year,
        "wanted": reminder.wanted,
        "opens": dates.opens if dates else None,
        "closes": dates.closes if dates else None,
        "created": reminder.created,
    }
    subject = _columns(reminder.subject)
    made = await session.scalars(
        insert_into(session, ReminderRow)
        .values(key=key, **subject, **values)
        .on_conflict_do_update(index_elements=["key", *subject], set_=values)
        .returning(ReminderRow.id)
    )
    id_ = made.one()
    if reminder.subject.about == "news":
        return
    wanted = dates.days(reminder.wanted) if dates else {}
    await dues.drop(session, id_, but=list(wanted) if same else [])
    await dues.plan(session, id_, key, reminder, end_of(reminder.created))


async def held(session: AsyncSession, key: str) -> list[Reminder]:
    """The reminders of a chat, the oldest first."""
    rows = await session.scalars(
        select(ReminderRow).where(ReminderRow.key == key).order_by(ReminderRow.id)
    )
    return [reminder_of(row) for row in rows]


async def forget(session: AsyncSession, key: str) -> None:
    """Removes the reminders of a chat."""
    await session.execute(delete(ReminderRow).where(ReminderRow.key == key))


async def groups(session: AsyncSession) -> list[Group]:
    """What chats were told of dates, each once."""
    told = (ReminderRow.place, ReminderRow.level, ReminderRow.school_year)
    rows = await session.execute(
        select(*told, ReminderRow.opens, ReminderRow.closes)
        .where(ReminderRow.about == "dates")
        .distinct()
    )
    return [
        Group(Subject(place, Level(level)), year, dates_from(opens, closes))
        for place, level, year, opens, closes in rows
    ]


async def compare(session: AsyncSession, group: Group, dates: Dates | None, now: datetime) -> bool:
    """Plans news for some of a group whose dates are others than told, or takes it back.

    Returns:
        Whether there were any; then there may be more.
    """
    news = exists().where(DueRow.reminder == ReminderRow.id, DueRow.what == NEWS)
    changed = dates != group.dates
    rows = await session.scalars(
        select(ReminderRow)
        .where(_told(group), ~news if changed else news)
        .order_by(ReminderRow.id)
        .limit(AT_ONCE)
        .with_for_update()
    )
    found = list(rows)
    for row in found:
        await dues.drop(session, row.id)
        if changed:
            await dues.add(session, row.id, NEWS, soon(row.key, now))
        else:
            await dues.plan(session, row.id, row.key, reminder_of(row), now)
    return bool(found)


async def tidy(session: AsyncSession, today: date) -> None:
    """Removes reminders whose school year has begun, and those with nothing more to say."""
    over = ReminderRow.school_year < following(today)
    silent = and_(
        ReminderRow.opens.is_not(None), ~exists().where(DueRow.reminder == ReminderRow.id)
    )
    await session.execute(delete(ReminderRow).where(or_(over, silent)))


def _of(key: str, subject: Subject) -> ColumnElement[bool]:
    is_about = (getattr(ReminderRow, name) == value for name, value in _columns(subject).items())
    return and_(ReminderRow.key == key, *is_about)


def _told(group: Group) -> ColumnElement[bool]:
    dates = group.dates
    return and_(
        *(getattr(ReminderRow, name) == value for name, value in _columns(group.subject).items()),
        ReminderRow.school_year == group.school_year,
        ReminderRow.opens == (dates.opens if dates else None),
        ReminderRow.closes == (dates.closes if dates else None),
    )
