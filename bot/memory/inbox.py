"""Questions that the bot could not place and whose senders agreed; nobody can tell whose they are.

Every question stands in a row of its own. The same text on the same day stands there once, because
a form that is sent twice is no second question.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import Kept
from bot.memory.tables import InboxRow

KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Entry:
    """A question of the inbox.

    Args:
        id: its number, which no other ever gets.
        day: on which its sender agreed.
    """

    id: int
    day: date
    language: str
    text: str


async def put(session: AsyncSession, kept: Kept, today: date) -> None:
    """Keeps a question."""
    same = select(InboxRow.id).where(
        InboxRow.day == today, InboxRow.language == kept.language, InboxRow.text == kept.text
    )
    if await session.scalar(same.limit(1)) is None:
        session.add(InboxRow(day=today, language=kept.language, text=kept.text))


async def held(session: AsyncSession) -> list[Entry]:
    """Every question, the oldest first."""
    rows = await session.scalars(select(InboxRow).order_by(InboxRow.id))
    return [Entry(one.id, one.day, one.language, one.text) for one in rows]


async def remove(session: AsyncSession, ids: Collection[int]) -> None:
    """Removes questions; numbers of none are passed over."""
    await session.execute(delete(InboxRow).where(InboxRow.id.in_(ids)))


async def tidy(session: AsyncSession, today: date) -> None:
    """Removes what has been kept for 90 days."""
    await session.execute(delete(InboxRow).where(InboxRow.day < today - KEPT))
