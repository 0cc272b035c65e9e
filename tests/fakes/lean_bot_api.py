"""A Bot API that costs little, for benchmarks: it must not be what is measured.

It refuses nothing that it is not told to refuse; `bot_api` is the one that looks at everything.
Programs that share it have addresses of their own, so that it knows whose message it takes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

from tests.fakes.bot_api import PROFILE, USERNAME

Fault = Literal["flood", "failure", "silence"]
"""Refused with 429; refused with 502; taken, but the program is never told so."""
SENDING = {"sendMessage", "sendPhoto", "sendDocument", "editMessageText"}
PATIENCE = 1
"""Seconds of `retry_after`."""
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'name="chat_id"\r\n(?:[^\r]+\r\n)*\r\n(-?\d+)')
_ME = {"id": 123456, "is_bot": True, "first_name": "Ouderbot", "username": USERNAME}


def by_chance(
    chance: random.Random, shares: Sequence[tuple[Fault, float]]
) -> Callable[[], Fault | None]:
    """Faults that each befall a share of the messages that are sent."""

    def fault() -> Fault | None:
        left = chance.random()
        for one, share in shares:
            left -= share
            if left < 0:
                return one
        return None

    return fault


@dataclass(frozen=True, slots=True)
class Said:
    """A message that was taken.

    Args:
        chat: to whom.
        program: by whom, as in the address that it was given.
        method: such as sendMessage.
        text: with its tags; empty for a picture or a file.
        buttons: as JSON, or empty.
        at: when, in seconds of `time.perf_counter`.
        told: whether the program learns that it was taken.
    """

    chat: int
    program: str
    method: str
    text: str
    buttons: str
    at: float
    told: bool


class LeanBotApi:
    """The server; it runs in the event loop of who uses it.

    Args:
        take: is given every message that is taken.
        fault: what goes wrong with a call that sends, if anything.
    """

    def __init__(
        self, take: Callable[[Said], None], fault: Callable[[], Fault | None] = lambda: None
    ) -> None:
        self._take = take
        self._fault = fault
        self._profile: dict[tuple[str, str], object] = {}
        self._updates: dict[int, bytes] = {}
        self._polls: dict[asyncio.Transport, tuple[int, asyncio.TimerHandle]] = {}
        self._message = 1
        self.faults: dict[Fault, int] = {"flood": 0, "failure": 0, "silence": 0}
        self.webhooks: set[str] = set()
        self.port = 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[LeanBotApi]:
        """Serves on a free port of 127.0.0.1."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Wire(self), "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for _, timer in self._polls.values():
                timer.cancel()

    def base(self, program: str = "program") -> str:
        """What OUDERBOT_TELEGRAM_API of a program is set to."""
        return f"http://127.0.0.1:{self.port}/{program}/bot"

    def put(self, number: int, update: bytes) -> None:
        """Gives an update to who polls."""
        self._updates[number] = update
        for transport, (offset, timer) in list(self._polls.items()):
            timer.cancel()
            del self._polls[transport]
            self._poll(transport, offset, 100, 0)

    def call(self, transport: asyncio.Transport, path: str, body: bytes) -> None:
        """Answers one call."""
        _, program, _, method = path.split("/", 3)
        if method in SENDING:
            self._send(transport, program, method, body)
            return
        data = dict(parse_qsl(body.decode()))
        if method == "getUpdates":
            offset, limit = int(data.get("offset", 0)), int(data.get("limit", 100))
            self._poll(transport, offset, limit, float(data.get("timeout", 0)))
        elif method[3:] in PROFILE:
            _answer(transport, self._read_profile(method, data))
        else:
            if method == "setWebhook":
                self.webhooks.add(program)
            _answer(transport, _ME if method == "getMe" else True)

    def gone(self, transport: asyncio.Transport) -> None:
        """Forgets a poll whose program has gone."""
        if held := self._polls.pop(transport, None):
            held[1].cancel()

    def _send(self, transport: asyncio.Transport, program: str, method: str, body: bytes) -> None:
        fault = self._fault()
        if fault:
            self.faults[fault] += 1
        if fault == "flood":
            again = {"parameters": {"retry_after": PATIENCE}}
            _write(transport, 429, {"ok": False, "error_code": 429, "description": "-", **again})
            return
        if fault == "failure":
            _write(transport, 502, {"ok": False, "error_code": 502, "description": "-"})
            return
        if body.startswith(b"--"):
            found = _CHAT.search(body)
            data = {"chat_id": found[1].decode() if found else "0"}
        else:
            data = dict(parse_qsl(body.decode()))
        chat, told = int(data["chat_id"]), fault != "silence"
        text, buttons = data.get("text", ""), data.get("reply_markup", "")
        self._take(Said(chat, program, method, text, buttons, time.perf_counter(), told))
        if told:
            self._message += 1
            number = int(data.get("message_id", self._message))
            place = {"id": chat, "type": "private"}
            _answer(transport, {"message_id": number, "date": int(time.time()), "chat": place})

    def _poll(self, transport: asyncio.Transport, offset: int, limit: int, seconds: float) -> None:
        for number in [number for number in self._updates if number < offset]:
            del self._updates[number]
        if self._updates or not seconds:
            batch = [
                update for _, update in zip(range(limit), self._updates.values(), strict=False)
            ]
            _write(transport, 200, b'{"ok":true,"result":[' + b",".join(batch) + b"]}")
            return
        later = asyncio.get_running_loop().call_later(seconds, self._end_poll, transport)
        self._polls[transport] = (offset, later)

    def _end_poll(self, transport: asyncio.Transport) -> None:
        offset, _ = self._polls.pop(transport)
        self._poll(transport, offset, 100, 0)

    def _read_profile(self, method: str, data: dict[str, str]) -> object:
        """What is set in one language, as `bot_api` keeps it too."""
        field = method[3:]
        key, empty = PROFILE[field]
        place = (field, data.get("language_code", ""))
        if method.startswith("set"):
            self._profile[place] = json.loads(data[key]) if key == "commands" else data[key]
            return True
        held = self._profile.get(place, empty)
        return held if key == "commands" else {key: held}


class _Wire(asyncio.Protocol):
    """One connection of a program, on which requests follow each other."""

    def __init__(self, api: LeanBotApi) -> None:
        self._api = api
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if self._transport:
            self._api.gone(self._transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._transport:
            head, complete, rest = self._buffer.partition(b"\r\n\r\n")
            if not complete:
                return
            found = _LENGTH.search(head)
            length = int(found[1]) if found else 0
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            path = head.split(b" ", 2)[1].decode()
            self._api.call(self._transport, path, rest[:length])


def _answer(transport: asyncio.Transport, result: object) -> None:
    _write(transport, 200, {"ok": True, "result": result})


def _write(transport: asyncio.Transport, status: int, answer: object) -> None:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    transport.write(
        b"HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
        % (status, len(body), body)
    )
