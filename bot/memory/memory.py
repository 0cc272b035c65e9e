"""What is remembered between messages, as the channels use it."""

from __future__ import annotations

from datetime import date, datetime

from bot.conversation import Chat
from bot.memory import chats, counts, updates
from bot.memory.counts import Count
from bot.memory.database import Database


class Memory:
    """Remembers chats and answered updates, and counts.

    Every method raises `sqlalchemy.exc.SQLAlchemyError` or `OSError` when the database gives no
    answer; nothing of it is remembered then.

    Args:
        url: a database in SQLAlchemy's async form.
    """

    def __init__(self, url: str) -> None:
        self._database = Database(url)

    async def open(self) -> None:
        """Brings the tables up to date, whatever state they are in and whoever else does.

        Raises:
            MigrationError: the database was made by a newer program.
        """
        await self._database.open()

    async def close(self) -> None:
        """Closes every connection."""
        await self._database.close()

    async def check(self) -> None:
        """Asks the database for an answer."""
        await self._database.check()

    async def recall(self, key: str) -> Chat | None:
        """What is remembered of a chat."""
        async with self._database.reading() as session:
            return await chats.recall(session, key)

    async def keep(
        self, key: str, chat: Chat | None, today: date, count: Count | None = None
    ) -> None:
        """Remembers a chat, in place of what was remembered of it, and counts.

        None forgets it, so that nothing of it is left on the disk.
        """
        async with self._database.writing() as session:
            await chats.put(session, key, chat, today)
            if count:
                await counts.add(session, count)
        if chat is None:
            await self._database.wipe()

    async def settle(
        self,
        update_id: int,
        key: str | None,
        chat: Chat | None,
        now: datetime,
        count: Count | None = None,
    ) -> None:
        """Notes that an update was answered and, with a key, what to remember of its chat.

        All in one transaction, so that little time passes between an answer and its note. What
        another replica noted before is left as it is.
        """
        async with self._database.writing() as session:
            if not await updates.note(session, update_id, now):
                return
            if key is not None:
                await chats.put(session, key, chat, now.date())
            if count:
                await counts.add(session, count)
        if key is not None and chat is None:
            await self._database.wipe()

    async def answered(self, update_id: int) -> bool:
        """Whether an update was answered before."""
        async with self._database.reading() as session:
            return await updates.answered(session, update_id)

    async def counts(self, first: date, last: date) -> dict[Count, int]:
        """The counts of some days, both ends included; exact, so not to be shown as they are."""
        async with self._database.reading() as session:
            return await counts.between(session, first, last)

    async def first_counted(self) -> date | None:
        """The first day that something was counted on."""
        async with self._database.reading() as session:
            return await counts.first_day(session)

    async def tidy(self, now: datetime) -> None:
        """Removes what has been kept long enough."""
        async with self._database.writing() as session:
            await updates.tidy(session, now)
            await chats.tidy(session, now.date())
            await counts.tidy(session, now.date())
        await self._database.wipe()
