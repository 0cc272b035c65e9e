"""The Telegram channel: an update in, its answer out, exactly once as far as can be.

An update counts as answered once Telegram has taken the answer; then its id is remembered. So a
crash loses none, and repeats one only when it fell between those two moments.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError
from telegram import Chat as TelegramChat
from telegram import LinkPreviewOptions, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.catalogue import NOOD, Message
from bot.channels.allowance import Allowance, Limit, Verdict
from bot.channels.metrics import Metrics
from bot.channels.telegram.calendar import calendar_of
from bot.channels.telegram.inline import THUMBNAIL
from bot.channels.telegram.invitation import invitation
from bot.channels.telegram.noting import noted
from bot.channels.telegram.offering import Offering
from bot.channels.telegram.question import question
from bot.channels.telegram.render import Outgoing, messages
from bot.channels.telegram.request import CountedRequest, TolerantRequest
from bot.channels.telegram.sending import seconds_of, send
from bot.channels.thinking import in_time
from bot.conversation import Answer, Chat, Dialogue, Kept, Question
from bot.memory import ChatKeys, Count, Memory, Wish, count_of
from bot.settings import Settings

MESSAGES = Limit(20, 60)
"""Of one chat."""
WAITING = 100
"""So many updates wait at most; the others stay with Telegram until there is room."""
ANSWERING = 60.0
"""Seconds that one answer may take, pauses included, before the update is given back."""
AT_ONCE = 8
"""So many updates are answered at the same time; few, so that a crash repeats few."""
ATTEMPTS = 4
"""So often an answer is sent before the update is given back, to come again later."""
PATIENCE = 30.0
"""Seconds that one attempt waits at most when Telegram asks for patience."""
ALLOWED = ["message", "edited_message", "callback_query", "inline_query"]
"""The kinds of update that the bot asks Telegram for."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Outcome:
    """What is to be noted of an update that was answered, each for `Memory.settle`."""

    key: str | None = None
    chat: Chat | None = None
    count: Count | None = None
    kept: Kept | None = None
    wish: Wish | None = None


class UnansweredError(Exception):
    """An update could not be answered now; it must come again."""


class TelegramChannel:
    """Answers Telegram updates.

    Args:
        settings: token, address of the Bot API, order of the card.
        dialogue: what answers.
        memory: what remembers chats and answered updates.
        keys: hashes chat ids.
        today: the clock.
        metrics: of the program.
        request, updates_request: for tests, instead of real connections.
    """

    def __init__(  # noqa: PLR0913  # because each is a room of the house
        self,
        settings: Settings,
        dialogue: Dialogue,
        memory: Memory,
        keys: ChatKeys,
        today: Callable[[], date],
        *,
        metrics: Metrics | None = None,
        request: BaseRequest | None = None,
        updates_request: BaseRequest | None = None,
    ) -> None:
        if settings.telegram_token is None:
            raise ValueError("the Telegram channel needs a token")
        self._dialogue = dialogue
        self._memory = memory
        self._keys = keys
        self._today = today
        self._metrics = metrics or Metrics()
        self._dutch_first = settings.card_order == "dutch-first"
        outside = settings.public_url
        picture = outside.rstrip("/") + THUMBNAIL if outside else None
        self._offering = Offering(dialogue, memory, today, picture)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._messages = Allowance(MESSAGES)
        self._errors: dict[int, Exception] = {}
        # Sent, but not noted yet; when the note fails, only the note is tried again.
        self._sent: dict[int, _Outcome] = {}
        self.application = (
            ApplicationBuilder()
            .token(settings.telegram_token.get_secret_value())
            .base_url(settings.telegram_api)
            .request(
                request or CountedRequest(self._metrics, connection_pool_size=64, pool_timeout=10)
            )
            .get_updates_request(
                updates_request
                or TolerantRequest(self._metrics, connection_pool_size=4, read_timeout=10)
            )
            .updater(None)
            .build()
        )
        said = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
        self.application.add_handler(MessageHandler(said, self._respond))
        self.application.add_handler(CallbackQueryHandler(self._respond))
        self.application.add_error_handler(self._note_error)

    async def handle(self, update: Update) -> None:
        """Answers an update, unless it was answered before.

        Raises:
            UnansweredError: Telegram or the database cannot be reached; the update must come again.
            sqlalchemy.exc.SQLAlchemyError: the database cannot be reached before or after it.
        """
        self._waiting += 1
        try:
            with self._metrics.answering("telegram"):
                await self._handle(update)
        finally:
            self._waiting -= 1

    @property
    def full(self) -> bool:
        """Whether so many updates wait that no other may come in."""
        return self._waiting >= WAITING

    async def _handle(self, update: Update) -> None:
        if update.inline_query:
            async with self._room:
                await self._offering.answer(update.inline_query, self.application.bot.username)
            return
        chat = update.effective_chat.id if update.effective_chat else 0
        lock = self._locks.setdefault(chat, asyncio.Lock())
        turn = self._memory.turn(self._keys.of("telegram", chat))
        async with lock, turn, self._room:
            number = update.update_id
            if number not in self._sent:
                if await self._memory.answered(number):
                    return
                try:
                    async with asyncio.timeout(ANSWERING):
                        await self.application.process_update(update)
                except TimeoutError:
                    raise UnansweredError from None
                error = self._errors.pop(number, None)
                if isinstance(error, UnansweredError):
                    raise error
                self._sent.setdefault(number, _Outcome())
            one = self._sent[number]

            async def note() -> None:
                await self._memory.settle(
                    number, one.key, one.chat, datetime.now(UTC), one.count,
                    kept=one.kept, wish=one.wish,
                )  # fmt: skip

            await noted(note)
            del self._sent[number]

    async def _respond(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        asked = question(update, self.application.bot.username)
        chat = update.effective_chat
        if update.callback_query:
            await self._acknowledge(update)
        if asked is None or chat is None:
            return
        with self._messages.asking(chat.id) as verdict:
            await self._answer(update, chat, asked, verdict)

    async def _answer(
        self, update: Update, chat: TelegramChat, asked: Question, verdict: Verdict
    ) -> None:
        private = chat.type == ChatType.PRIVATE
        key = self._keys.of("telegram", chat.id)
        before = await self._memory.recall(key) if private else Chat()
        today = self._today()
        if private and asked.screen == "reminders":
            asked = replace(asked, reminders=tuple(await self._memory.reminders(key)))
        with self._metrics.understanding.time():
            answer = await in_time(self._dialogue.respond, asked, before, today)
        if verdict != "answer" and answer.reply.intent != NOOD:
            await self._hold_back(chat, answer, verdict)
            # Who asks to be forgotten is, in any case.
            if private and not asked.forwarded and answer.chat is None:
                self._sent[update.update_id] = _Outcome(key)
            return
        reply = answer.reply if private else answer.reply.brief()
        outgoing = messages(reply, dutch_first=self._dutch_first)
        if picture := invitation(reply, self.application.bot.username):
            outgoing.append(picture)
        if not (reply.in_place and await self._edit(update, outgoing)):
            for one in outgoing:
                await self._send(chat.id, one)
        await self._calendar(chat, answer, today)
        count = count_of(asked, before, answer.reply, today)
        self._metrics.replied("telegram", answer.reply, count)
        if private and not asked.forwarded:
            wish = Wish(chat.id, answer.reminder, answer.remove)
            outcome = _Outcome(key, answer.chat, count, answer.inbox, wish)
            self._sent[update.update_id] = outcome
        elif private:
            self._sent[update.update_id] = _Outcome(count=count)

    async def _calendar(self, chat: TelegramChat, answer: Answer, today: date) -> None:
        """Sends the days of a reminder as a file, after the reply that names them."""
        if answer.reminder:
            file = await in_time(calendar_of, answer.reply, self._dialogue, today)
            if file:
                await self._send(chat.id, file)

    async def _hold_back(self, chat: TelegramChat, answer: Answer, verdict: Verdict) -> None:
        """Says once that there are too many messages, and is silent after that."""
        if verdict == "tell":
            language = answer.reply.language
            for one in messages(self._dialogue.sentence(language, Message.TOO_MANY_MESSAGES)):
                await self._send(chat.id, one)

    async def _edit(self, update: Update, outgoing: list[Outgoing]) -> bool:
        """Puts a reply in place of the message whose button was pressed, where that can be."""
        query = update.callback_query
        if query is None or len(outgoing) != 1:
            return False
        if query.message and not query.message.is_accessible:
            return False
        try:
            await query.edit_message_text(
                outgoing[0].html,
                parse_mode=ParseMode.HTML,
                reply_markup=outgoing[0].keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except BadRequest as error:
            return "not modified" in error.message  # pressed twice; else it is too old to edit
        return True

    async def _acknowledge(self, update: Update) -> None:
        """Stops the button's clock; a press that is too old for that is answered all the same."""
        if update.callback_query:
            try:
                await update.callback_query.answer()
            except TelegramError as error:
                _log.debug("a button press was not acknowledged (%s)", type(error).__name__)

    async def _send(self, chat_id: int, outgoing: Outgoing) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                await send(self.application.bot, chat_id, outgoing)
            except Forbidden:
                return
            except BadRequest as error:
                _log.error(
                    "Telegram refuses a message (%s)", type(error).__name__
                )  # because a traceback could hold text
                raise
            except RetryAfter as error:
                await self._pause(seconds_of(error))
            except NetworkError:
                await self._pause(0.25 * 2**attempt)
            else:
                return
        raise UnansweredError

    async def _pause(self, seconds: float) -> None:
        """Waits, and lets an update of another chat have the room meanwhile."""
        self._room.release()
        try:
            await asyncio.sleep(min(seconds, PATIENCE))
        finally:
            await self._room.acquire()

    async def _note_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Logs where, never what; says sorry once, unless the update comes again."""
        error = context.error
        if not isinstance(update, Update) or not isinstance(error, Exception):
            return
        passing = (NetworkError, SQLAlchemyError, OSError)
        if isinstance(error, passing) and not isinstance(error, BadRequest):
            error = UnansweredError()
        self._errors[update.update_id] = error
        if isinstance(error, UnansweredError):
            return
        where = "".join(traceback.format_tb(error.__traceback__))
        _log.error("an update could not be answered: %s\n%s", type(error).__name__, where)
        if update.effective_chat and update.effective_chat.type == ChatType.PRIVATE:
            user = update.effective_user
            code = (user.language_code or "").split("-")[0] if user else None
            language = self._dialogue.language_of(code)
            sorry = self._dialogue.menu.say(language, Message.WENT_WRONG)
            try:
                await self.application.bot.send_message(update.effective_chat.id, sorry.shown)
            except TelegramError:
                _log.warning("the apology could not be sent")
