"""The Telegram channel: an update in, its answer out, exactly once as far as can be.

An update counts as answered once Telegram has taken the answer; then its id is remembered. So a
crash loses none, and repeats one only when it fell between those two moments.
"""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError
from telegram import InlineQuery, LinkPreviewOptions, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot.catalogue import Message
from bot.channels.metrics import Metrics
from bot.channels.telegram.inline import CACHED, THUMBNAIL, articles, asked_of, way_in
from bot.channels.telegram.invitation import invitation
from bot.channels.telegram.question import question
from bot.channels.telegram.render import Outgoing, messages
from bot.channels.telegram.request import CountedRequest
from bot.conversation import Asked, Chat, Dialogue
from bot.memory import ChatKeys, Count, Memory, count_of
from bot.settings import Settings

AT_ONCE = 8
"""So many updates are answered at the same time; few, so that a crash repeats few."""
ATTEMPTS = 4
"""So often an answer is sent before the update is given back, to come again later."""
PATIENCE = 30.0
"""Seconds that one attempt waits at most when Telegram asks for patience."""
ALLOWED = ["message", "edited_message", "callback_query", "inline_query"]
"""The kinds of update that the bot asks Telegram for."""
HOUR = 3600.0
SEASON = timedelta(days=60)
"""What was asked within this time is offered first in other chats."""
_log = logging.getLogger(__name__)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


class UnansweredError(Exception):
    """An update could not be answered now; it must come again."""


class TolerantRequest(CountedRequest):
    """The request that fetches updates; one that the library cannot read arrives without content.

    Otherwise a single unreadable update would make `get_updates` fail for ever.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> object:  # type: ignore[override]  # because a list of updates is what getUpdates gives
        """The payload as JSON, every unreadable update reduced to its id."""
        data = HTTPXRequest.parse_json_payload(payload)
        result = data.get("result") if isinstance(data, dict) else None
        if isinstance(result, list):
            data["result"] = [readable(one) for one in result]
        return data


def readable(update: dict[str, object]) -> dict[str, object]:
    """An update as it came, or only its id when the library cannot read it."""
    try:
        Update.de_json(update, None)
    except Exception as error:  # noqa: BLE001  # because anything can be in outside data
        _log.warning("an update could not be read (%s), it is passed over", type(error).__name__)
        return {"update_id": update["update_id"]}
    return update


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
        self._asked = (-HOUR, Asked())
        self._dutch_first = settings.card_order == "dutch-first"
        outside = settings.public_url
        self._picture = outside.rstrip("/") + THUMBNAIL if outside else None
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._errors: dict[int, Exception] = {}
        # Sent, but not noted yet; when the note fails, only the note is tried again.
        self._sent: dict[int, tuple[str | None, Chat | None, Count | None]] = {}
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
        with self._metrics.answering("telegram"):
            await self._handle(update)

    async def _handle(self, update: Update) -> None:
        if update.inline_query:
            async with self._room:
                await self._offer(update.inline_query)
            return
        chat = update.effective_chat.id if update.effective_chat else 0
        lock = self._locks.setdefault(chat, asyncio.Lock())
        async with lock, self._room:
            number = update.update_id
            if number not in self._sent:
                if await self._memory.answered(number):
                    return
                await self.application.process_update(update)
                error = self._errors.pop(number, None)
                if isinstance(error, UnansweredError):
                    raise error
                self._sent.setdefault(number, (None, None, None))
            key, remembered, count = self._sent[number]
            await self._memory.settle(number, key, remembered, datetime.now(UTC), count)
            del self._sent[number]

    async def _respond(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        asked = question(update, self.application.bot.username)
        chat = update.effective_chat
        if update.callback_query:
            await self._acknowledge(update)
        if asked is None or chat is None:
            return
        private = chat.type == ChatType.PRIVATE
        key = self._keys.of("telegram", chat.id)
        before = await self._memory.recall(key) if private else Chat()
        today = self._today()
        with self._metrics.understanding.time():
            answer = await asyncio.to_thread(self._dialogue.respond, asked, before, today)
        reply = answer.reply if private else answer.reply.brief()
        outgoing = messages(reply, dutch_first=self._dutch_first)
        if picture := invitation(reply, self.application.bot.username):
            outgoing.append(picture)
        if not (reply.in_place and await self._edit(update, outgoing)):
            for one in outgoing:
                await self._send(chat.id, one)
        count = count_of(asked, before, answer.reply, today)
        self._metrics.replied("telegram", answer.reply, count)
        if private and not asked.forwarded:
            self._sent[update.update_id] = (key, answer.chat, count)
        elif private:
            self._sent[update.update_id] = (None, None, count)

    async def _offer(self, query: InlineQuery) -> None:
        """Lists cards for a few words; a list that comes too late is nobody's loss."""
        offers = self._dialogue.offers
        asked = await self._most_asked()
        found = await asyncio.to_thread(offers.search, query.query, self._today(), asked)
        say = self._dialogue.menu.word
        code = self._dialogue.language_of((query.from_user.language_code or "").split("-")[0])
        ask = {
            offer.reply.language: say(offer.reply.language, Message.ASK_YOURSELF) for offer in found
        }
        try:
            await query.answer(
                articles(found, self.application.bot.username, ask, self._picture),
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

    async def _edit(self, update: Update, outgoing: list[Outgoing]) -> bool:
        """Puts a reply in place of the message whose button was pressed, where that can be."""
        query = update.callback_query
        if query is None or len(outgoing) != 1:
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
                await self._send_once(chat_id, outgoing)
            except Forbidden:
                return
            except BadRequest as error:
                _log.error(
                    "Telegram refuses a message (%s)", type(error).__name__
                )  # because a traceback could hold text
                raise
            except RetryAfter as error:
                await asyncio.sleep(min(seconds_of(error), PATIENCE))
            except NetworkError:
                await asyncio.sleep(min(0.25 * 2**attempt, PATIENCE))
            else:
                return
        raise UnansweredError

    async def _send_once(self, chat_id: int, outgoing: Outgoing) -> None:
        bot = self.application.bot
        if outgoing.picture:
            await bot.send_photo(
                chat_id,
                outgoing.picture,
                caption=outgoing.html,
                parse_mode=ParseMode.HTML,
                reply_markup=outgoing.keyboard,
            )
            return
        await bot.send_message(
            chat_id,
            outgoing.html,
            parse_mode=ParseMode.HTML,
            reply_markup=outgoing.keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

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
