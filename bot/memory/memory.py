"""What is remembered between messages, as the channels use it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime

from bot.conversation import Audience, Chat, Dates, Kept, Reminder
from bot.memory import announcing, chats, counts, dues, inbox, reminders, updates
from bot.memory.counts import Count
from bot.memory.database import Database
from bot.memory.dues import Due
from bot.memory.inbox import Entry
from bot.memory.reminders import DatesOf, Wish


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
        self,
        key: str,
        chat: Chat | None,
        today: date,
        count: Count | None = None,
        *,
        kept: Kept | None = None,
    ) -> None:
        """Remembers a chat, in place of what was remembered of it, counts, and fills the inbox.

        None forgets it, so that nothing of it is left on the disk.
        """
        async with self._database.writing() as session:
            await chats.put(session, key, chat, today)
            if chat is None:
                await reminders.forget(session, key)
            if count:
                await counts.add(session, count)
            if kept:
                await inbox.put(session, kept, today)
        if chat is None:
            await self._database.wipe()

    async def settle(  # noqa: PLR0913  # because each goes into a table of its own
        self,
        update_id: int,
        key: str | None,
        chat: Chat | None,
        now: datetime,
        count: Count | None = None,
        *,
        kept: Kept | None = None,
        wish: Wish | None = None,
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
                if wish:
                    await reminders.fulfil(session, key, wish)
                if chat is None:
                    await reminders.forget(session, key)
            if count:
                await counts.add(session, count)
            if kept:
                await inbox.put(session, kept, now.date())
        if key is not None and (chat is None or (wish and wish.remove)):
            await self._database.wipe()

    def turn(self, key: str) -> AbstractAsyncContextManager[None]:
        """The turn of a chat: of several programs one at a time has it.

        Without it two programs that get the same update at once would both answer it. One program
        asks for the turn of a chat once at a time.
        """
        return self._database.turn(key)

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

    async def inbox(self) -> list[Entry]:
        """The questions that the bot could not place, the oldest first."""
        async with self._database.reading() as session:
            return await inbox.held(session)

    async def remove(self, ids: Collection[int]) -> None:
        """Removes questions of the inbox, so that nothing of them is left on the disk."""
        async with self._database.writing() as session:
            await inbox.remove(session, ids)
        await self._database.wipe()

    async def reminders(self, key: str) -> list[Reminder]:
        """The reminders of a chat."""
        async with self._database.reading() as session:
            return await reminders.held(session, key)

    async def compare(self, dates: DatesOf, now: datetime) -> None:
        """Plans news wherever the dates are others than a chat was told."""
        async with self._database.reading() as session:
            groups = await reminders.groups(session)
        for group in groups:
            known, more = dates(group.subject, group.school_year), True
            while more:
                async with self._database.writing() as session:
                    more = await reminders.compare(session, group, known, now)

    async def announce(self, audiences: Collection[Audience], now: datetime) -> None:
        """Plans the announcements that hold now, and takes the others back."""
        async with self._database.writing() as session:
            await announcing.withdraw(session, [one.name for one in audiences])
        for one in audiences:
            more = True
            while more:
                async with self._database.writing() as session:
                    more = await announcing.plan(session, one, now)

    async def claim(self, now: datetime, most: int) -> list[Due]:
        """Messages that this program may send now, and no other."""
        async with self._database.writing() as session:
            return await dues.claim(session, now, most)

    async def finish(self, due: Due, dates: Dates | None, now: datetime) -> None:
        """Notes that a message was sent, or says nothing any more, and which dates it told."""
        async with self._database.writing() as session:
            await dues.finish(session, due, dates, now)

    async def postpone(self, due: Due, at: datetime) -> None:
        """Gives a message back, to be sent later."""
        async with self._database.writing() as session:
            await dues.postpone(session, due, at)

    async def forget_reminders(self, key: str) -> None:
        """Removes the reminders of a chat, so that nothing of them is left on the disk."""
        async with self._database.writing() as session:
            await reminders.forget(session, key)
        await self._database.wipe()

    async def tidy(self, now: datetime) -> None:
        """Removes what has been kept long enough."""
        async with self._database.writing() as session:
            await updates.tidy(session, now)
            await chats.tidy(session, now.date())
            await counts.tidy(session, now.date())
            await inbox.tidy(session, now.date())
            await reminders.tidy(session, now.date())
        await self._database.wipe()
