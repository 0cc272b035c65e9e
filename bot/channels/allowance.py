"""How much one chat or address may ask: a burst is fine, a flood is not.

It stands in the program's own memory, so each replica has its own, and a restart begins anew.
"""

from __future__ import annotations

import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["answer", "tell", "ignore"]
"""What to do with a message: answer it, say once that there are too many, or keep silent."""
MOST = 10_000
"""So many chats are told apart; beyond that the one that was silent longest counts as new."""


@dataclass(frozen=True)
class Limit:
    """So many messages at once, and as many again spread over so many seconds."""

    messages: int
    seconds: float


@dataclass(frozen=True)
class _Left:
    """What is left of an allowance at a moment, and whether the excess was spoken of already."""

    messages: float
    at: float
    told: bool


class Allowance:
    """What is left for each chat or address: a leaky bucket (ITU-T I.371, annex A).

    Messages beyond the limit use up what comes back meanwhile, so that a flood stays unanswered
    until it calms down, and who waits a few seconds is answered again. It is spoken of again only
    after half of the allowance has come back. What is full again is forgotten.

    Args:
        limit: for each of them.
        clock: in seconds.
    """

    def __init__(self, limit: Limit, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._left: OrderedDict[Hashable, _Left] = OrderedDict()

    def __len__(self) -> int:
        return len(self._left)

    @contextlib.contextmanager
    def asking(self, key: Hashable) -> Iterator[Verdict]:
        """What to do with one more message; one that fails and comes again does not count twice."""
        before = self._left.get(key)
        verdict = self.take(key)
        try:
            yield verdict
        except BaseException:
            if before is None:
                self._left.pop(key, None)
            else:
                self._left[key] = before
            raise

    def take(self, key: Hashable) -> Verdict:
        """What to do with one more message, which counts."""
        most, seconds = self._limit.messages, self._limit.seconds
        now = self._clock()
        self._forget(now)
        before = self._left.pop(key, _Left(most, now, told=False))
        left = min(most, before.messages + (now - before.at) * most / seconds)
        told = before.told and left < most / 2
        answered = left >= 1
        self._left[key] = _Left(max(left - 1, 0), now, told or not answered)
        if answered:
            return "answer"
        return "ignore" if told else "tell"

    def wait(self, key: Hashable) -> int:
        """Seconds until the next message is answered, at least 1."""
        left = self._left.get(key)
        lacks = max(1 - left.messages, 0) if left else 0
        return max(1, round(lacks * self._limit.seconds / self._limit.messages))

    def _forget(self, now: float) -> None:
        """Forgets what is full again, and what is too much to remember; the oldest come first."""
        while self._left:
            oldest = next(iter(self._left))
            full = self._left[oldest].at <= now - self._limit.seconds
            if not full and len(self._left) < MOST:
                return
            del self._left[oldest]
