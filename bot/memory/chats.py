"""What is remembered of a chat."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import Level
from bot.conversation import Action, Chat
from bot.memory.database import insert_into
from bot.memory.tables import ChatRow

IDLE = timedelta(days=365)
"""A chat without a question for so long is forgotten."""
MOST_MISSES = 99


async def recall(session: AsyncSession, key: str) -> Chat | None:
    """What is remembered of a chat."""
    row = await session.get(ChatRow, key)
    if row is None:
        return None
    pending = Action.parse(row.pending) if row.pending else None
    level = Level(row.level) if row.level else None
    return Chat(row.language, row.place, level, pending, row.misses, row.asked)


async def put(session: AsyncSession, key: str, chat: Chat | None, today: date) -> None:
    """Remembers a chat, in place of what was remembered of it; None forgets it."""
    if chat is None:
        await session.execute(delete(ChatRow).where(ChatRow.key == key))
        return
    values = {
        "language": chat.language,
        "place": chat.place,
        "level": chat.level.value if chat.level else None,
        "pending": str(chat.pending) if chat.pending else None,
        "misses": min(chat.misses, MOST_MISSES),
        "asked": chat.asked,
        "last_used": today,
    }
    await session.execute(
        insert_into(session, ChatRow)
        .values(key=key, **values)
        .on_conflict_do_update(index_elements=["key"], set_=values)
    )


async def tidy(session: AsyncSession, today: date) -> None:
    """Forgets the chats that were idle for long enough."""
    await session.execute(delete(ChatRow).where(ChatRow.last_used < today - IDLE))
