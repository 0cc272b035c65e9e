"""The connection to the Bot API, which counts what fails."""

from __future__ import annotations

from typing import Any

from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels.metrics import Metrics

FAILED = 400
"""HTTP statuses from here on are refusals."""


class CountedRequest(HTTPXRequest):
    """Calls the Bot API.

    Args:
        metrics: counts calls that fail, by method.
        options: of the library's own request, such as its number of connections.
    """

    def __init__(self, metrics: Metrics, **options: Any) -> None:  # noqa: ANN401  # because they are the library's
        super().__init__(**options)
        self._metrics = metrics

    async def do_request(
        self,
        url: str,
        *arguments: Any,  # noqa: ANN401  # because they are the library's
        **options: Any,  # noqa: ANN401  # likewise
    ) -> tuple[int, bytes]:
        """One call: its HTTP status and what came back."""
        name = url.rpartition("/")[2]
        method = name if name.isalpha() else "file"
        try:
            status, payload = await super().do_request(url, *arguments, **options)
        except TelegramError as error:
            self._metrics.telegram_failed(method, type(error).__name__)
            raise
        if status >= FAILED:
            self._metrics.telegram_failed(method, str(status))
        return status, payload
