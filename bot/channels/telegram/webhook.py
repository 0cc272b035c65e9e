"""The webhook: 200 only after an update is answered, so that Telegram repeats what was not."""

from __future__ import annotations

import hmac
import json
import logging

from starlette.requests import Request
from starlette.responses import Response
from telegram import Update

from bot.channels.telegram.channel import TelegramChannel, UnansweredError, readable

PATH = "/telegram"
LARGEST = 512 * 1024
"""Bytes of an update that are read; Telegram's are some kilobytes."""
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
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return Response(status_code=413)
        try:
            data = json.loads(body)
        except ValueError:
            data = None
        if not isinstance(data, dict) or not isinstance(data.get("update_id"), int):
            _log.warning("a webhook call was no update, it is passed over")
            return Response(status_code=200)
        update = Update.de_json(readable(data), self._channel.application.bot)
        try:
            await self._channel.handle(update)
        except UnansweredError:
            return Response(status_code=503)
        except Exception as error:  # noqa: BLE001  # because whatever it is, Telegram must send it again
            _log.error(
                "an update could not be handled: %s", type(error).__name__
            )  # because a traceback could hold text
            return Response(status_code=503)
        return Response(status_code=200)
