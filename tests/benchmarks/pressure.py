"""Updates pressed on a bot: as many as it bears, or at a steady rate."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles

from tests.benchmarks.texts import Text
from tests.fakes.lean_bot_api import LeanBotApi, Said
from tests.fakes.postman import Postman
from tests.fakes.updates import said

CHATS = 2_000
"""So many parents take turns, so that none of them asks more than the bot lets one ask."""
AT_ONCE = 32
"""Updates under way when as many come as it bears; Telegram's own bound is 40 here."""
SLOWEST = 120.0
"""Seconds until an update counts as never answered."""


@dataclass(frozen=True)
class Reached:
    """What a bot reached.

    Args:
        rate: updates answered a second.
        p50, p99: seconds from an update's delivery to its answer.
    """

    rate: float
    p50: float
    p99: float


class Pressure:
    """The parents of one bot; each has one question open at most.

    Args:
        texts: what they type, in this order, then again.
        postman: brings updates by webhook; without one they wait to be fetched.
    """

    def __init__(self, texts: Sequence[Text], postman: Postman | None) -> None:
        self._texts: Iterator[Text] = itertools.cycle(texts)
        self._postman = postman
        self._number = 1000
        self._free = deque(range(10_001, 10_001 + CHATS))
        self._open: dict[int, tuple[float, asyncio.Future[float]]] = {}
        self.api = LeanBotApi(self._take)

    async def saturate(self, updates: int) -> Reached:
        """Keeps `AT_ONCE` updates under way."""
        left = iter(range(updates))
        took: list[float] = []

        async def parents() -> None:
            took.extend([await self._ask() for _ in left])

        begun = time.perf_counter()
        await asyncio.gather(*(parents() for _ in range(AT_ONCE)))
        return _reached(took, time.perf_counter() - begun)

    async def steady(self, updates: int, rate: float) -> Reached:
        """Asks at a rate, whether earlier ones are answered or not, as independent people do."""
        chance = random.Random(3)  # noqa: S311  # because it must be the same each time
        begun = at = time.perf_counter()
        asked = []
        for _ in range(updates):
            at += chance.expovariate(rate)
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            asked.append(asyncio.create_task(self._ask()))
        took = await asyncio.gather(*asked)
        return _reached(took, time.perf_counter() - begun)

    async def _ask(self) -> float:
        """Asks one question; the seconds until its answer."""
        chat, text = self._free.popleft(), next(self._texts)
        self._number += 1
        update = said(self._number, chat, text.text, text.language)
        begun = time.perf_counter()
        answered = asyncio.get_running_loop().create_future()
        self._open[chat] = (begun, answered)
        async with asyncio.timeout(SLOWEST):
            if self._postman is None:
                self.api.put(self._number, update)
            else:
                while await self._postman.deliver(update) != 200:  # noqa: ASYNC110  # because the bot is another process
                    await asyncio.sleep(0.2)
            took: float = await answered
        self._free.append(chat)
        return took

    def _take(self, message: Said) -> None:
        """Of several messages of one answer the first one counts."""
        waits = self._open.pop(message.chat, None)
        if waits:
            begun, answered = waits
            answered.set_result(message.at - begun)


def _reached(took: Sequence[float], seconds: float) -> Reached:
    parts = quantiles(took, n=100)
    return Reached(len(took) / seconds, parts[49], parts[98])
