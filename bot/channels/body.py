"""The body of a request from outside: never too big, never waited for too long."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

READING = 10.0
"""Seconds that a body may take to arrive."""


class BodyError(Exception):
    """A body was not read.

    Args:
        status: of the answer: 400 it broke off, 408 it is too slow, 413 it is too big.
    """

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def read_body(request: Request, largest: int) -> bytes:
    """The body of a request.

    Args:
        request: whose body was not read yet.
        largest: bytes that it may have.

    Raises:
        BodyError: it has more, it is too slow, or it breaks off.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(READING):
            async for chunk in request.stream():
                body += chunk
                if len(body) > largest:
                    raise BodyError(413)
    except TimeoutError:
        raise BodyError(408) from None
    except ClientDisconnect:
        raise BodyError(400) from None
    return bytes(body)
