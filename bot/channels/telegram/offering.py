"""Answers inline queries: who types behind `@bot` in another chat gets a list of cards."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy.exc import SQLAlchemyError
from telegram import InlineQuery
from telegram.error import TelegramError

from bot.catalogue import Message
from bot.channels.allowance import Allowance, Limit
from bot.channels.telegram.inline import CACHED, articles, asked_of, way_in
from bot.channels.thinking import TooSlowError, in_time
from bot.conversation import Asked, Dialogue
from bot.memory import Memory

LETTERS = Limit(60, 60)
"""Of one person; Telegram asks after every few letters."""
HOUR = 3600.0
SEASON = timedelta(days=60)
"""What was asked within this time is offered first."""
_log = logging.getLogger(__name__)


class Offering:
    """Lists cards for a few words; a list that comes too late is nobody's loss.

    Args:
        dialogue: finds the cards.
        memory: knows what is asked most.
        today: the clock.
        picture: address of the small picture beside each card, if there is one.
    """

    def __init__(
        self, dialogue: Dialogue, memory: Memory, today: Callable[[], date], picture: str | None
    ) -> None:
        self._dialogue = dialogue
        self._memory = memory
        self._today = today
        self._picture = picture
        self._asked = (-HOUR, Asked())
        self.letters = Allowance(LETTERS)

    async def answer(self, query: InlineQuery, username: str) -> None:
        """Answers a query, unless its sender asks too much; `username` is the bot's own."""
        if self.letters.take(query.from_user.id) != "answer":
            return
        offers, asked = self._dialogue.offers, await self._most_asked()
        try:
            found = await in_time(offers.search, query.query, self._today(), asked)
        except TooSlowError:
            _log.warning("an inline query took too long")
            return
        say = self._dialogue.menu.word
        code = self._dialogue.language_of((query.from_user.language_code or "").split("-")[0])
        ask = {
            offer.reply.language: say(offer.reply.language, Message.ASK_YOURSELF) for offer in found
        }
        try:
            await query.answer(
                articles(found, username, ask, self._picture),
                cache_time=CACHED,
                is_personal=True,
                button=None if found else way_in(say(code, Message.NOTHING_FOUND)),
            )
        except TelegramError as error:
            _log.debug("an inline query was not answered (%s)", type(error).__name__)

    async def _most_asked(self) -> Asked:
        """What was asked most this season; looked up once an hour, not at every letter."""
        looked, asked = self._asked
        if time.monotonic() - looked > HOUR:
            today = self._today()
            try:
                asked = asked_of(await self._memory.counts(today - SEASON, today))
            except (SQLAlchemyError, OSError) as error:
                _log.warning("what was asked most is not known (%s)", type(error).__name__)
            self._asked = (time.monotonic(), asked)
        return asked
