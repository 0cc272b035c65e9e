"""A page behind a password (HTTP Basic), which nobody gets to know by guessing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.web.caller import caller_of

GUESSES = 10
"""So many wrong passwords an address may give …"""
WINDOW = 600.0
"""… within so many seconds; until they are over, the right one is refused too."""
ADDRESSES = 1000
"""Of so many addresses the wrong guesses are remembered, in memory alone."""


class Password:
    """Lets in whoever knows it, under any user name.

    Args:
        password: compared in constant time.
        clock: in seconds.
    """

    def __init__(self, password: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._digest = _digest(password.encode())
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def refusal(self, request: Request) -> Response | None:
        """None for the right password; else 401, or 429 after too many wrong ones."""
        given = _given(request.headers.get("Authorization", ""))
        if given is None:
            return _unknown()
        caller = caller_of(request)
        guesses = self._wrong.get(caller, deque())
        now = self._clock()
        while guesses and guesses[0] <= now - WINDOW:
            guesses.popleft()
        if len(guesses) >= GUESSES:
            wait = max(1, round(guesses[0] + WINDOW - now))
            return PlainTextResponse(
                f"Too many wrong passwords. Try again in {wait} seconds.\n",
                status_code=429,
                headers={"Retry-After": str(wait), "Cache-Control": "no-store"},
            )
        if hmac.compare_digest(_digest(given), self._digest):
            self._wrong.pop(caller, None)
            return None
        guesses.append(now)
        self._wrong[caller] = guesses
        self._wrong.move_to_end(caller)
        if len(self._wrong) > ADDRESSES:
            self._wrong.popitem(last=False)
        return _unknown()


def _unknown() -> Response:
    return PlainTextResponse(
        "The password is OUDERBOT_STATISTICS_PASSWORD; any user name will do.\n",
        status_code=401,
        headers={
            "WWW-Authenticate": 'Basic realm="Ouderbot", charset="UTF-8"',
            "Cache-Control": "no-store",
        },
    )


def _digest(password: bytes) -> bytes:
    """Of the same length for every password, so that the time tells not even that."""
    return hashlib.sha256(password).digest()


def _given(header: str) -> bytes | None:
    """The password of an `Authorization` header; None when it holds none."""
    scheme, _, value = header.partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        plain = base64.b64decode(value.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    _, colon, password = plain.partition(b":")
    return password if colon else None
