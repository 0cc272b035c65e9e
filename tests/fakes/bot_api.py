"""A small Bot API on loopback that refuses what Telegram refuses, for tests of the whole program.

It keeps real offsets, holds long polls, delivers by webhook until it hears 200, and fails on
demand. Rules from the Bot API: 4,096 characters of text after the tags are read, 64 bytes of
callback data, balanced HTML of known tags, known chats, known methods.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
USERNAME = "ouder_testbot"
PROFILE: dict[str, tuple[str, Any]] = {
    "MyCommands": ("commands", []),
    "MyName": ("name", ""),
    "MyDescription": ("description", ""),
    "MyShortDescription": ("short_description", ""),
}
TOKEN = "123456:TEST-token_that_must_never_be_logged_0"


def _length(text: str) -> int:
    """Telegram counts in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


class _Text(HTMLParser):
    """Reads Telegram's HTML; `error` says what Telegram would refuse, `entities` its quotations."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.error = ""
        self.entities: list[dict[str, Any]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        if self._open:
            self.error = f"can't find end tag corresponding to start tag {self._open[-1]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.error = f'unsupported start tag "{tag}"'
        self._open.append(tag)
        if tag == "blockquote":
            kind = "expandable_blockquote" if ("expandable", None) in attrs else "blockquote"
            self.entities.append({"type": kind, "offset": _length(self.text)})

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.error = f"unexpected end tag {tag}"
        elif tag == "blockquote":
            self.entities[-1]["length"] = _length(self.text) - self.entities[-1]["offset"]

    def handle_data(self, data: str) -> None:
        self.text += data


class FakeBotApi:
    """The server and what it has seen.

    Args:
        delay: seconds that sendMessage takes.
    """

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.updates: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []
        self.edited: list[dict[str, Any]] = []
        self.listed: list[list[dict[str, Any]]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: dict[str, deque[tuple[int, dict[str, Any]]]] = defaultdict(deque)
        self.blocked: set[int] = set()
        self.chats: set[int] = set()
        self.profile: dict[tuple[str, str], Any] = {}
        self.webhook: dict[str, str] | None = None
        self.accepted_by_webhook: set[int] = set()
        self.in_flight: set[int] = set()
        self.confirmed = 0
        self.fetched = 0
        self._next_update, self._next_message = 1000, 1
        self._lock = threading.Lock()
        self.port = 0

    # What tests do.

    @contextlib.contextmanager
    def running(self) -> Iterator[FakeBotApi]:
        """Serves on a free port of 127.0.0.1 in a thread of its own."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)  # its noise when killed
        app = Starlette(routes=[Route("/bot{token}/{method}", self._call, methods=["GET", "POST"])])
        server = uvicorn.Server(
            uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False)
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        self.port = server.servers[0].sockets[0].getsockname()[1]
        deliverer = threading.Thread(target=self._deliver, daemon=True)
        self._serving = True
        deliverer.start()
        try:
            yield self
        finally:
            self._serving = False
            deliverer.join(5)
            server.should_exit = True
            server.force_exit = True
            thread.join(5)

    @property
    def base(self) -> str:
        """What OUDERBOT_TELEGRAM_API is set to."""
        return f"http://127.0.0.1:{self.port}/bot"

    def fail(self, method: str, status: int, times: int = 1, **parameters: object) -> None:
        """Makes the next calls of a method fail, such as 429 with retry_after."""
        self.faults[method].extend([(status, parameters)] * times)

    def put(self, **content: object) -> int:
        """An update of any content; returns its id."""
        with self._lock:
            self._next_update += 1
            self.updates.append({"update_id": self._next_update, **content})
            return self._next_update

    def message(self, chat: int, language: str = "nl", **content: object) -> dict[str, Any]:
        """A message of a parent in a private chat."""
        with self._lock:
            self._next_message += 1
            number = self._next_message
        self.chats.add(chat)
        user = {"id": chat, "is_bot": False, "first_name": "Ouder", "language_code": language}
        return {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Ouder"},
            "from": user,
            **content,
        }

    def say(self, chat: int, text: str, language: str = "nl") -> int:
        """A parent types a text; returns the update's id."""
        return self.put(message=self.message(chat, language, text=text))

    def press(self, chat: int, data: str, language: str = "nl", html: str = "buttons") -> int:
        """A parent presses a button below a message of some HTML; returns the update's id."""
        read = _Text(html)
        message = self.message(chat, language, text=read.text, entities=read.entities)
        user = message.pop("from")
        query = {
            "id": str(self._next_message),
            "from": user,
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return self.put(callback_query=query)

    def to(self, chat: int) -> list[dict[str, Any]]:
        """The messages that a chat got."""
        return [one for one in self.sent if one["chat_id"] == chat]

    def wait_for(self, condition: Any, seconds: float = 20.0) -> None:  # noqa: ANN401  # because any callable will do
        """Waits until a condition holds.

        Raises:
            TimeoutError: it does not.
        """
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.02)

    # What Telegram does.

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"]
        if request.path_params["token"] != TOKEN:
            return _refused(401, "Unauthorized")
        async with request.form() as form:
            data: dict[str, Any] = {
                key: await value.read() if isinstance(value, UploadFile) else decoded(value)
                for key, value in form.items()
            }
        self.calls.append((method, data))
        if self.faults[method]:
            status, parameters = self.faults[method].popleft()
            return _refused(status, "on demand", **parameters)
        if method[:3] in {"set", "get"} and method[3:] in PROFILE:
            return JSONResponse({"ok": True, "result": self._profile(method, data)})
        handler = getattr(self, f"_{method}", None)
        if handler is None:
            return _refused(404, "Not Found")
        result = await handler(data)
        if isinstance(result, Response):
            return result
        return JSONResponse({"ok": True, "result": result})

    async def _getMe(self, _: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        return {"id": 123456, "is_bot": True, "first_name": "Ouderbot", "username": USERNAME}

    async def _getUpdates(self, data: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        if self.webhook:
            return _refused(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = int(data.get("offset") or 0)
        end = time.monotonic() + float(data.get("timeout") or 0)
        with self._lock:
            self.updates = [one for one in self.updates if one["update_id"] >= offset]
            self.confirmed = max(self.confirmed, offset)
            self.in_flight = {number for number in self.in_flight if number >= offset}
        while True:
            batch = self.updates[: int(data.get("limit") or 100)]
            if batch or time.monotonic() >= end:
                self.in_flight |= {one["update_id"] for one in batch}
                self.fetched += len(batch)
                return batch
            await asyncio.sleep(0.02)

    async def _sendMessage(self, data: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        chat = int(data["chat_id"])
        if chat in self.blocked:
            return _refused(403, "Forbidden: bot was blocked by the user")
        if chat not in self.chats:
            return _refused(400, "Bad Request: chat not found")
        text = str(data.get("text") or "")
        if data.get("parse_mode") == "HTML":
            read = _Text(text)
            if read.error:
                return _refused(400, f"Bad Request: can't parse entities: {read.error}")
            text = read.text
        if not text.strip():
            return _refused(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return _refused(400, "Bad Request: message is too long")
        rows = (data.get("reply_markup") or {}).get("inline_keyboard", [])
        if refused := _refused_buttons(rows):
            return refused
        await asyncio.sleep(self.delay)
        with self._lock:
            self._next_message += 1
            number = self._next_message
            self.sent.append({"chat_id": chat, "text": text, "html": data["text"], "rows": rows})
        return {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
            "text": text,
        }

    async def _sendPhoto(self, data: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        read = _Text(str(data.get("caption") or ""))
        if read.error or len(read.text.encode("utf-16-le")) // 2 > 1024:
            return _refused(400, f"Bad Request: caption: {read.error or 'too long'}")
        return await self._sendMessage({**data, "text": data.get("caption") or " photo"})

    async def _sendDocument(self, data: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        return await self._sendPhoto({**data, "caption": data.get("caption") or " document"})

    async def _editMessageText(self, data: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        result = await self._sendMessage(data)
        if isinstance(result, Response):
            return result
        self.edited.append(self.sent.pop())
        return {**result, "message_id": int(data["message_id"])}

    async def _answerInlineQuery(self, data: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        results = data["results"]
        names = [one["id"] for one in results]
        if len(results) > 50 or len(names) != len(set(names)):
            return _refused(400, "Bad Request: RESULTS_TOO_MUCH or RESULT_ID_DUPLICATE")
        for one in results:
            read = _Text(one["input_message_content"]["message_text"])
            if read.error or not 0 < len(read.text.encode("utf-16-le")) // 2 <= 4096:
                return _refused(400, f"Bad Request: MESSAGE_TOO_LONG or {read.error}")
            if not 1 <= len(one["id"].encode()) <= 64:
                return _refused(400, "Bad Request: RESULT_ID_INVALID")
            if refused := _refused_buttons(one["reply_markup"]["inline_keyboard"]):
                return refused
        self.listed.append(results)
        return True

    async def _answerCallbackQuery(self, _: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        return True

    async def _setWebhook(self, data: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        self.webhook = {"url": data["url"], "secret": data.get("secret_token", "")}
        return True

    async def _deleteWebhook(self, _: dict[str, Any]) -> Any:  # noqa: N802, ANN401  # because the Bot API is called so
        self.webhook = None
        return True

    def _profile(self, method: str, data: dict[str, Any]) -> Any:  # noqa: ANN401  # because it is JSON
        """The pairs of the profile: setMyName and getMyName, and so on."""
        field = method[3:]
        key, empty = PROFILE[field]
        place = (field, data.get("language_code") or "")
        if method.startswith("set"):
            self.profile[place] = data[key]
            return True
        held = self.profile.get(place, empty)
        return held if field == "MyCommands" else {key: held}

    def _deliver(self) -> None:
        """Calls the webhook with every update until it hears 200, many at once."""
        asyncio.run(self._deliver_all())

    async def _deliver_all(self) -> None:
        under_way: set[int] = set()
        async with httpx.AsyncClient(timeout=20) as client:
            tasks: set[asyncio.Task[None]] = set()
            while self._serving:
                if self.webhook:
                    for update in list(self.updates):
                        if update["update_id"] not in under_way and len(under_way) < 40:
                            under_way.add(update["update_id"])
                            task = asyncio.create_task(self._post(client, update, under_way))
                            tasks.add(task)
                            task.add_done_callback(tasks.discard)
                await asyncio.sleep(0.01)
            for task in tasks:
                task.cancel()

    async def _post(
        self, client: httpx.AsyncClient, update: dict[str, Any], under_way: set[int]
    ) -> None:
        number = update["update_id"]
        try:
            while self._serving and self.webhook:
                self.in_flight.add(number)
                try:
                    answer = await client.post(
                        self.webhook["url"],
                        json=update,
                        headers={"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret"]},
                    )
                    if answer.status_code == 200:
                        with self._lock:
                            self.updates = [u for u in self.updates if u["update_id"] != number]
                        self.accepted_by_webhook.add(number)
                        return
                except httpx.HTTPError:
                    pass
                finally:
                    self.in_flight.discard(number)
                await asyncio.sleep(0.2)
        finally:
            under_way.discard(number)


def _refused_buttons(rows: list[list[dict[str, Any]]]) -> Response | None:
    """What Telegram says of buttons that it does not take."""
    for button in (button for row in rows for button in row):
        if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
            return _refused(400, "Bad Request: BUTTON_DATA_INVALID")
        if not 1 <= len(button.get("copy_text", {"text": "x"})["text"]) <= 256:
            return _refused(400, "Bad Request: COPY_TEXT_INVALID")
        kinds = {"callback_data", "url", "copy_text", "switch_inline_query_chosen_chat"}
        if len(kinds & button.keys()) != 1:
            return _refused(400, "Bad Request: a button needs exactly one thing to do")
    return None


def decoded(value: Any) -> Any:  # noqa: ANN401  # because it is JSON
    """A form's value as JSON where it is an object, a list or a truth."""
    if isinstance(value, str) and (value[:1] in {"{", "["} or value in {"true", "false"}):
        with contextlib.suppress(ValueError):
            return json.loads(value)
    return value


def _refused(status: int, description: str, **parameters: object) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return JSONResponse(body, status_code=status)
