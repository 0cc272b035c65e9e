"""The program as an operator runs it: one process, its address, its signals and its end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import uvicorn

from bot.channels.web.caller import NEAR
from bot.channels.web.connection import Connection
from bot.conversation import Dialogue
from bot.logs import set_up_logs
from bot.service import Service
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:  # because a plain `serve` watches no files
    from bot.editing.watching import LiveDialogue

OPEN = 512
"""Connections at the same time; a program may open twice as many files on most machines."""
GRACE = 4
"""Seconds that answers under way get when the program stops."""
LAST = 9.0
"""Seconds after which it ends in any case: who stops it kills it after 10."""
_log = logging.getLogger(__name__)


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
