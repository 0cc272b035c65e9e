"""The webhook: 200 only after an update is answered, so that Telegram repeats what was not."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging

from starlette.requests import Request
from starlette.responses import Response
from telegram import Update

from bot.channels.body import BodyError, read_body
from bot.channels.telegram.channel import TelegramChannel, UnansweredError
from bot.channels.telegram.shape import readable

PATH = "/telegram"
LARGEST = 512 * 1024
"""Bytes of an update that are read; Telegram's are some kilobytes."""
MOST = 2**63
"""Numbers of updates are below this, which is what a database takes."""
_log = logging.getLogger(__name__)


class Webhook:
    """The endpoint that Telegram calls.

    Args:
        channel: answers the updates.
        secret: what Telegram sends in its header; compared in constant time.
    """

    def __init__(self, channel: TelegramChannel, secret: str) -> None:
        self._channel = channel
        self._secret = secret.encode()

    async def __call__(self, request: Request) -> Response:
        """200: answered, or not readable and therefore not wanted again; 503: send it again."""
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode()
        if not hmac.compare_digest(given, self._secret):
            return Response(status_code=403)
        if self._channel.full:
            return Response(status_code=503)
        try:
            data = json.loads(await read_body(request, LARGEST))
        except BodyError as error:
            return Response(status_code=error.status)
        except (ValueError, RecursionError):
            data = None
        number = data.get("update_id") if isinstance(data, dict) else None
        if type(number) is not int or not 0 <= number < MOST:
            _log.warning("a webhook call was no update, it is passed over")
            return Response(status_code=200)
        update = Update.de_json(readable(data), self._channel.application.bot)
        try:
            await self._channel.handle(update)
        except UnansweredError:
            return Response(status_code=503)
        except asyncio.CancelledError:  # the program stops, and Telegram shall know at once
            return Response(status_code=503)
        except Exception as error:  # noqa: BLE001  # because whatever it is, Telegram must send it again
            _log.error(
                "an update could not be handled: %s", type(error).__name__
            )  # because a traceback could hold text
            return Response(status_code=503)
        return Response(status_code=200)
