"""Polling whose offset never passes an update that is not answered.

The library's own loop confirms updates as soon as they are in memory, so a crash loses them; it
ends without a word on a 404, and repeats an unreadable update for ever. This one does not.
"""

from __future__ import annotations

import asyncio
import logging
import time

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.channels.telegram.channel import ALLOWED, WAITING, TelegramChannel, UnansweredError
from bot.channels.telegram.sending import seconds_of

LONG_POLL = 25
"""Seconds that Telegram holds an empty answer back."""
REFUSALS = 5
"""So many refusals in a row (bad token, or another program polls) end the program."""
RETRIES = 6
"""So often an update that fails for a reason of ours is tried again before it is given up."""
READING = 0.003
"""Seconds of pause for each update under way, because every poll brings it again; reading one takes
about a tenth of that."""
GRACE = 3.0
"""Seconds that answers under way get when the program stops."""
_log = logging.getLogger(__name__)


class PollingError(Exception):
    """Polling cannot go on; the text says why and what to do."""


class Polling:
    """One polling loop.

    Args:
        channel: answers the updates.
        long_poll: seconds; shorter in tests.
    """

    def __init__(self, channel: TelegramChannel, long_poll: int = LONG_POLL) -> None:
        self._channel = channel
        self._long_poll = long_poll
        self._unfinished: dict[int, asyncio.Task[None]] = {}
        self._next = 0
        self._refused = 0
        self.last_good: float | None = None

    def age(self) -> float | None:
        """Seconds since the last poll that Telegram answered; None before the first."""
        return None if self.last_good is None else time.monotonic() - self.last_good

    async def run(self) -> None:
        """Polls until it is cancelled.

        Raises:
            PollingError: Telegram refuses the token, or another program polls for this bot.
        """
        try:
            while True:
                await self._once()
        finally:
            if self._unfinished:
                await asyncio.wait(self._unfinished.values(), timeout=GRACE)
            for task in self._unfinished.values():
                task.cancel()
            await asyncio.gather(*self._unfinished.values(), return_exceptions=True)

    async def _once(self) -> None:
        offset = min(self._unfinished, default=self._next)
        try:
            updates = await self._channel.application.bot.get_updates(
                offset=offset,
                limit=WAITING,  # from the oldest unfinished one on, so that no more of them wait
                timeout=0 if self._unfinished or self.last_good is None else self._long_poll,
                allowed_updates=ALLOWED,
            )
        except (InvalidToken, Forbidden) as error:
            await self._refusal("Telegram does not know the token", error)
            return
        except Conflict as error:
            await self._refusal("another program polls for this bot", error)
            return
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
            return
        except NetworkError as error:
            _log.warning("polling failed (%s), trying again", type(error).__name__)
            await asyncio.sleep(1)
            return
        self.last_good = time.monotonic()
        self._refused = 0
        for update in updates:
            if update.update_id not in self._unfinished and update.update_id >= self._next:
                self._next = update.update_id + 1
                task = asyncio.create_task(self._finish(update))
                self._unfinished[update.update_id] = task
        if self._unfinished:
            await asyncio.wait(
                self._unfinished.values(), timeout=0.5, return_when=asyncio.FIRST_COMPLETED
            )
            await asyncio.sleep(READING * len(self._unfinished))
            self._unfinished = {
                number: task for number, task in self._unfinished.items() if not task.done()
            }

    async def _refusal(self, reason: str, error: Exception) -> None:
        self._refused += 1
        if self._refused >= REFUSALS:
            raise PollingError(
                f"{reason} ({type(error).__name__}). Check OUDERBOT_TELEGRAM_TOKEN, and that only "
                "one Ouderbot polls; several replicas need OUDERBOT_PUBLIC_URL."
            ) from None
        _log.warning("%s, trying again", reason)
        await asyncio.sleep(self._refused)

    async def _finish(self, update: Update) -> None:
        """Answers an update, trying again while Telegram or the database cannot be reached."""
        faults = 0
        attempt = 0
        while faults < RETRIES:
            try:
                await self._channel.handle(update)
            except UnansweredError:
                pass
            except (SQLAlchemyError, OSError) as error:
                _log.warning("the database gives no answer (%s)", type(error).__name__)
            except Exception as error:  # noqa: BLE001  # because whatever it is, polling goes on
                faults += 1
                _log.error("an update could not be handled: %s", type(error).__name__)
            else:
                return
            await asyncio.sleep(min(2**attempt, 30))
            attempt = min(attempt + 1, 5)
        _log.error("an update is given up after %d tries", RETRIES)
