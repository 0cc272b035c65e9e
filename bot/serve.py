"""The program as an operator runs it: web chat, Telegram and health pages in one process."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import uvicorn
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
from bot.channels.web.caller import NEAR
from bot.channels.web.connection import Connection
from bot.channels.web.page import WebChat
from bot.channels.web.poster import poster_routes
from bot.channels.web.statistics import Statistics
from bot.conversation import Dialogue
from bot.logs import set_up_logs
from bot.memory import ChatKeys, Memory, MigrationError, database_url, hash_secret, unusable
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:  # because a plain `serve` watches no files
    from bot.editing.watching import LiveDialogue

STALE = 90.0
"""Seconds after which polling that Telegram does not answer counts as broken."""
HOUR = 3600.0
OPEN = 512
"""Connections at the same time; a program may open twice as many files on most machines."""
GRACE = 4
"""Seconds that answers under way get when the program stops."""
LAST = 9.0
"""Seconds after which it ends in any case: who stops it kills it after 10."""
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


def serve(settings: Settings, dialogue: Dialogue, live: LiveDialogue | None = None) -> int:
    """Serves until it is stopped; 1 when it had to stop by itself.

    Args:
        settings: of the operator.
        dialogue: what answers.
        live: the same, when saved content is to count at once.

    Raises:
        SettingsError: the address, the data folder or the database cannot be used.
    """
    secrets = [
        one.get_secret_value()
        for one in (
            settings.telegram_token,
            settings.webhook_secret,
            settings.hash_key,
            settings.statistics_password,
        )
        if one
    ]
    set_up_logs(settings.log_level, secrets)
    if without := dialogue.engine.without:
        _log.warning("Questions are understood by their letters alone: %s", without)
    if settings.telegram_token and not (settings.operator_name and settings.operator_contact):
        _log.warning(
            "/privacy names nobody who answers for this bot. Set OUDERBOT_OPERATOR_NAME and "
            "OUDERBOT_OPERATOR_CONTACT."
        )
    try:
        service = Service(settings, dialogue, live)
    except OSError as error:
        raise SettingsError(
            f"OUDERBOT_DATA is '{settings.data}'. Allowed: a folder that can be written "
            f"({error.strerror})."
        ) from None
    try:
        listening = socket.create_server((settings.host, settings.port))
    except OSError as error:
        raise SettingsError(
            f"OUDERBOT_HOST and OUDERBOT_PORT are '{settings.host}' and {settings.port}: nothing "
            f"can listen there ({error.strerror or error}). Choose others."
        ) from None
    with listening:
        return asyncio.run(_serve(settings, service, listening))


class _Server(uvicorn.Server):
    """A server that leaves signals to the program, which then ends with 0 as it should."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing to capture."""
        yield


async def _serve(settings: Settings, service: Service, listening: socket.socket) -> int:
    service.stop = asyncio.Event()
    await service.open()
    server = _Server(
        uvicorn.Config(
            service.application(),
            log_config=None,
            access_log=False,
            server_header=False,
            http=Connection,
            forwarded_allow_ips=list(NEAR),
            limit_concurrency=OPEN,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=GRACE,
        )
    )
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows ends the process by itself
            loop.add_signal_handler(name, service.stop.set)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    sys.stdout.write(f"Ouderbot is at http://{settings.host}:{settings.port}/\n")
    sys.stdout.flush()
    stopping = asyncio.create_task(service.stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    last = threading.Timer(LAST, os._exit, (1,))
    last.daemon = True
    last.start()
    stopping.cancel()
    await serving
    if service.failure:
        sys.stderr.write(f"{service.failure}\n")
        return 1
    return 0
