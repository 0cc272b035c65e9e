"""Sends reminders when their time has come, news of dates that changed, and announcements.

Several programs may do so beside each other: the database gives each message to one of them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.catalogue import Catalogue
from bot.channels.metrics import Metrics
from bot.channels.telegram.calendar import calendar_of
from bot.channels.telegram.noting import noted
from bot.channels.telegram.render import messages
from bot.channels.telegram.sending import seconds_of, send
from bot.conversation import Dialogue, Reply, Told
from bot.memory import Due, Memory, awake
from bot.settings import BRUSSELS

RATE = 25.0
"""Messages a second at most, of all programs together: Telegram takes 30, answers come first."""
PAUSE = 5.0
"""Seconds until it looks again when there was nothing to send."""
COMPARING = timedelta(hours=1)
"""So often the dates are held against what chats were told, beside at the start and a reload."""
AGAIN = timedelta(minutes=1)
"""After so long a message is tried again that Telegram did not take."""
MARGIN = timedelta(seconds=45)
"""A message is sent only if its lease lasts so much longer, which is more than sending takes."""
GRACE = 3.0
"""Seconds that messages under way get when the program stops."""
_log = logging.getLogger(__name__)


class Reminding:
    """The loop that sends.

    Args:
        bot: connected.
        dialogue: what says them.
        memory: what holds them.
        now: the clock.
        dutch_first: the order of a card.
        metrics: of the program.
        rate: messages a second at most.
    """

    def __init__(  # noqa: PLR0913  # because each is a room of the house
        self,
        bot: Bot,
        dialogue: Dialogue,
        memory: Memory,
        now: Callable[[], datetime],
        *,
        dutch_first: bool = False,
        metrics: Metrics | None = None,
        rate: float = RATE,
    ) -> None:
        self._bot = bot
        self._dialogue = dialogue
        self._memory = memory
        self._now = now
        self._dutch_first = dutch_first
        self._metrics = metrics or Metrics()
        self._rate = rate
        self._compared: tuple[Catalogue, datetime] | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Sends until it is cancelled; what is under way then is finished."""
        try:
            while True:
                try:
                    sent = await self.once()
                except (SQLAlchemyError, OSError) as error:
                    _log.warning("reminders wait for the database (%s)", type(error).__name__)
                    sent = 0
                except Exception as error:  # noqa: BLE001  # because whatever it is, the others are sent
                    _log.error("reminders wait, because of %s", type(error).__name__)
                    sent = 0
                if not sent:
                    await asyncio.sleep(PAUSE)
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=GRACE)
            for task in self._under_way:
                task.cancel()

    async def once(self) -> int:
        """Compares the dates when it is time, and sends what is due now, a second's worth.

        Returns:
            How many messages were taken.
        """
        await self._compare()
        now = self._now()
        if not awake(now):
            return 0
        dues = await self._memory.claim(now, int(self._rate))
        tasks = []
        for due in dues:
            task = asyncio.create_task(self._finish(due))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            tasks.append(task)
            await asyncio.sleep(1 / self._rate)
        if tasks:
            await asyncio.wait(tasks)
        for error in filter(None, (task.exception() for task in tasks)):
            _log.warning("a reminder waits for its lease to end (%s)", type(error).__name__)
        return len(dues)

    async def _compare(self) -> None:
        now, catalogue = self._now(), self._dialogue.catalogue
        if self._compared:
            known, at = self._compared
            if known is catalogue and at <= now < at + COMPARING:
                return
        await self._memory.compare(self._dialogue.dates, now)
        await self._memory.announce(self._dialogue.audiences(_day(now)), now)
        self._compared = (catalogue, now)

    async def _finish(self, due: Due) -> None:
        """Sends a message and notes it; only in between a crash makes it come twice."""
        now = self._now()
        if now + MARGIN > due.until:
            return  # whoever holds the next lease sends it
        today = _day(now)
        told = await asyncio.to_thread(self._told, due, today)
        if told.reply:
            try:
                await self._send(due.chat, told.reply, today)
            except Forbidden:
                await self._memory.forget_reminders(due.key)
                return
            except BadRequest as error:
                _log.error("Telegram refuses a reminder (%s)", type(error).__name__)
            except RetryAfter as error:
                await self._memory.postpone(due, now + timedelta(seconds=seconds_of(error)))
                return
            except TelegramError:
                await self._memory.postpone(due, now + AGAIN)
                return
            else:
                self._metrics.reminded(due.part or "news")
        await noted(lambda: self._memory.finish(due, told.dates, now))

    def _told(self, due: Due, today: date) -> Told:
        """What a message says; an announcement tells no dates."""
        if due.reminder.subject.about == "news":
            return Told(self._dialogue.announced(due.reminder, due.what, today), None)
        return self._dialogue.told(due.reminder, due.part, today)

    async def _send(self, chat: int, reply: Reply, today: date) -> None:
        """Sends a message; its file, which comes after it, is not worth to send all of it again."""
        for one in messages(reply, dutch_first=self._dutch_first):
            await send(self._bot, chat, one)
        if file := await asyncio.to_thread(calendar_of, reply, self._dialogue, today):
            try:
                await send(self._bot, chat, file)
            except TelegramError as error:
                _log.warning("a calendar file was not sent (%s)", type(error).__name__)


def _day(now: datetime) -> date:
    """The day in Brussels."""
    return now.astimezone(BRUSSELS).date()
