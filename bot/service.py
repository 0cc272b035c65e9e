"""Everything that runs while the program serves: web chat, Telegram and health pages."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.metrics import Metrics
from bot.channels.telegram.channel import ALLOWED, TelegramChannel
from bot.channels.telegram.polling import Polling, PollingError
from bot.channels.telegram.profile import set_profile
from bot.channels.telegram.reminding import Reminding
from bot.channels.telegram.sending import seconds_of
from bot.channels.telegram.webhook import PATH, Webhook
from bot.channels.web.calendar import calendar_routes
from bot.channels.web.page import WebChat
from bot.channels.web.poster import poster_routes
from bot.channels.web.statistics import Statistics
from bot.conversation import Dialogue
from bot.memory import ChatKeys, Memory, MigrationError, database_url, hash_secret, unusable
from bot.settings import Settings

if TYPE_CHECKING:  # because a plain `serve` watches no files
    from bot.editing.watching import LiveDialogue

STALE = 90.0
"""Seconds after which polling that Telegram does not answer counts as broken."""
HOUR = 3600.0
CONNECTIONS = 40
"""How many calls of the webhook Telegram makes at once."""
BROKEN = {"no answer", "not heard", "stopped"}
"""What /readyz says of a part that does not work."""
_log = logging.getLogger(__name__)


class Service:
    """Everything that runs while the program serves.

    Args:
        settings: of the operator.
        dialogue: what answers.
        live: the same, when its content is edited while it talks.
    """

    def __init__(
        self, settings: Settings, dialogue: Dialogue, live: LiveDialogue | None = None
    ) -> None:
        self._settings = settings
        self._live = live
        self._memory = Memory(database_url(settings))
        keys = ChatKeys(hash_secret(settings))
        notices = live.content.notices if live else None
        self._metrics = Metrics()
        self._web = WebChat(
            settings, dialogue, self._memory, keys, settings.day,
            notices=notices, metrics=self._metrics,
        )  # fmt: skip
        self._statistics = Statistics(
            settings.statistics_password, dialogue, self._memory, settings.day
        )
        self._dialogue = dialogue
        self._telegram = (
            TelegramChannel(
                settings, dialogue, self._memory, keys, settings.day, metrics=self._metrics
            )
            if settings.telegram_token
            else None
        )
        polls = self._telegram is not None and settings.public_url is None
        self._polling = Polling(self._telegram) if self._telegram and polls else None
        self._beside: list[asyncio.Task[None]] = []
        self.failure: str | None = None
        self.stop: asyncio.Event | None = None

    def application(self) -> Starlette:
        """The web application."""
        routes: list[BaseRoute] = [
            *self._web.routes(),
            *poster_routes(self._settings, self._dialogue),
            *calendar_routes(self._dialogue, self._settings.day),
            *self._statistics.routes(),
            Route("/healthz", self._healthy),
            Route("/readyz", self._ready),
            Route("/metrics", self._measured),
        ]
        secret = self._settings.webhook_secret
        if self._telegram and self._settings.public_url and secret:
            webhook = Webhook(self._telegram, secret.get_secret_value())
            routes.append(Route(PATH, webhook.__call__, methods=["POST"]))
        return Starlette(routes=routes, lifespan=self._lifespan)

    async def open(self) -> None:
        """Opens the memory.

        Raises:
            SettingsError: the database cannot be used.
        """
        try:
            await self._memory.open()
        except (SQLAlchemyError, OSError, MigrationError) as error:
            raise unusable(error) from None

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._tidy())]
        if self._telegram:
            tasks.append(asyncio.create_task(self._run_telegram(self._telegram)))
        if self._live:
            tasks.append(asyncio.create_task(self._live.follow()))
        try:
            yield
        finally:
            tasks.extend(self._beside)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._telegram:
                with contextlib.suppress(TelegramError, RuntimeError):
                    await self._telegram.application.shutdown()
            await self._memory.close()

    async def _run_telegram(self, channel: TelegramChannel) -> None:
        """Connects, then polls, or leaves the rest to the webhook; a failure ends the program."""
        try:
            await self._connect(channel)
            if self._polling:
                await self._polling.run()
        except InvalidToken:
            self._fail("Telegram does not know this token. Check OUDERBOT_TELEGRAM_TOKEN.")
        except PollingError as error:
            self._fail(str(error))
        except BadRequest as error:
            self._fail(f"Telegram refuses OUDERBOT_PUBLIC_URL ({error}). It must begin with https.")
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001  # because a loop that is dead must end the program, whatever killed it
            self._fail(f"Telegram stopped: {type(error).__name__}.")

    async def _connect(self, channel: TelegramChannel) -> None:
        bot = channel.application.bot
        while True:
            try:
                await channel.application.initialize()
                if self._settings.public_url and self._settings.webhook_secret:
                    await bot.set_webhook(
                        self._settings.public_url.rstrip("/") + PATH,
                        secret_token=self._settings.webhook_secret.get_secret_value(),
                        allowed_updates=ALLOWED,
                        max_connections=CONNECTIONS,
                    )
                else:
                    await bot.delete_webhook(drop_pending_updates=False)
            except (InvalidToken, BadRequest):
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except NetworkError as error:
                _log.warning("Telegram cannot be reached (%s), trying again", type(error).__name__)
                await asyncio.sleep(3)
            else:
                break
        _log.info("connected to Telegram as @%s", bot.username)
        reminding = Reminding(
            bot, self._dialogue, self._memory, self._settings.now,
            dutch_first=self._settings.card_order == "dutch-first", metrics=self._metrics,
        )  # fmt: skip
        for work in (set_profile(bot, self._dialogue), reminding.run()):
            self._beside.append(asyncio.create_task(work))

    async def _tidy(self) -> None:
        while True:
            try:
                await self._memory.tidy(datetime.now(UTC))
            except (SQLAlchemyError, OSError) as error:
                _log.warning("the memory was not tidied (%s)", type(error).__name__)
            await asyncio.sleep(HOUR)

    def _fail(self, reason: str) -> None:
        self.failure = reason
        if self.stop:
            self.stop.set()

    async def _healthy(self, _: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def _ready(self, _: Request) -> Response:
        """503 when the database is gone or Telegram has not been heard for too long."""
        checks = await self._checks()
        return JSONResponse(checks, status_code=503 if BROKEN & set(checks.values()) else 200)

    async def _measured(self, _: Request) -> Response:
        """What Prometheus reads."""
        ready = {part: found not in BROKEN for part, found in (await self._checks()).items()}
        return Response(self._metrics.text(ready), media_type=CONTENT_TYPE_LATEST)

    async def _checks(self) -> dict[str, str]:
        """Each part of the program and how it is."""
        without = self._dialogue.engine.without
        checks = {
            "catalogue": "ok" if not self._live or self._live.content.usable else "the last good",
            "understanding": f"letters alone: {without}" if without else "ok",
            "database": "ok",
            "telegram": "off",
        }
        try:
            await self._memory.check()
        except (SQLAlchemyError, OSError):
            checks["database"] = "no answer"
        if self._telegram:
            checks["telegram"] = "webhook"
        if self._polling:
            age = self._polling.age()
            checks["telegram"] = "ok" if age is not None and age < STALE else "not heard"
        if self.failure:
            checks["telegram"] = "stopped"
        return checks
