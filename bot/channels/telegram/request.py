"""The connection to the Bot API, which counts what fails."""

from __future__ import annotations

from typing import Any

from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels.metrics import Metrics
from bot.channels.telegram.shape import readable

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


class TolerantRequest(CountedRequest):
    """The request that fetches updates; one that cannot be read arrives without content.

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
