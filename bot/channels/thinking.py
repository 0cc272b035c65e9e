"""What is worked out beside the event loop, and in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

THINKING = 10.0
"""Seconds that a question may take to be understood; most take some hundredths of one."""

Parameters = ParamSpec("Parameters")
Found = TypeVar("Found")


class TooSlowError(Exception):
    """A question was not understood in time; asked again, it would not be either."""


async def in_time(
    work: Callable[Parameters, Found], *arguments: Parameters.args, **named: Parameters.kwargs
) -> Found:
    """What some work gives, done in a thread of its own.

    Raises:
        TooSlowError: it takes too long; what it still gives is lost.
    """
    try:
        async with asyncio.timeout(THINKING):
            return await asyncio.to_thread(work, *arguments, **named)
    except TimeoutError:
        raise TooSlowError from None
