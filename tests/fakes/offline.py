"""A request class for handlers: records what the bot sends, answers without a network."""

from __future__ import annotations

import json
from typing import Any

from telegram.request import BaseRequest, RequestData

from tests.fakes.bot_api import USERNAME, decoded


class OfflineRequest(BaseRequest):
    """Answers every call as a friendly Telegram would; `calls` holds (method, parameters)."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refuse: list[tuple[int, dict[str, Any]]] = []

    @property
    def read_timeout(self) -> float | None:
        """None: nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_: object,
        **__: object,
    ) -> tuple[int, bytes]:
        """Records one call; the next of `refuse` is its answer when there is one."""
        del method
        name = url.rsplit("/", 1)[1]
        parameters = request_data.json_parameters if request_data else {}
        call = {key: decoded(value) for key, value in parameters.items()}
        files = request_data.multipart_data if request_data else None
        if files:
            call["files"] = [(file[0], file[1]) for file in files.values()]
        self.calls.append((name, call))
        if self.refuse and name in {"sendMessage", "editMessageText"}:
            status, body = self.refuse.pop(0)
            return status, json.dumps({"ok": False, "error_code": status, **body}).encode()
        result: Any = True
        if name == "getMe":
            result = {"id": 1, "is_bot": True, "first_name": "O", "username": USERNAME}
        if name in {"sendMessage", "sendPhoto", "sendDocument", "editMessageText"}:
            chat = int(parameters["chat_id"])
            result = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}}
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def of(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method."""
        return [parameters for name, parameters in self.calls if name == method]

    def sent(self) -> list[dict[str, Any]]:
        """The messages that were sent."""
        return self.of("sendMessage")
