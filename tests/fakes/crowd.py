"""Parents of many chats who ask at a steady rate, and who know which answer is theirs.

A real Telegram calls a webhook with many updates at once, but keeps the order of a chat as far as
answers permit. Here that is a rule: of one chat the next update is delivered only after the
earlier one was confirmed with 200, and an update is delivered again until it is. Some updates are
delivered twice at the same moment, as happens when a call is thought to be lost.

Every update carries a running number of its chat. A bot does not repeat what it is asked, so each
asks about another municipality, which stands in the buttons of the answer.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.fakes.lean_bot_api import Said
from tests.fakes.postman import Postman
from tests.fakes.updates import pressed, said

AGAIN, SELDOM = 0.25, 2.0
"""Seconds until an update that was not confirmed is delivered again: at first, and at most."""
FIRST = 20_000
"""The first chat; they are numbered."""
_MARK = re.compile(r"_(\d{5})(?=[_\"])")


def marks(buttons: str) -> set[str]:
    """The municipalities that buttons name (as JSON), by NIS code."""
    return set(_MARK.findall(buttons))


@dataclass(frozen=True)
class Ask:
    """Something to ask, whose answer names one municipality in its buttons.

    Args:
        place: its NIS code.
        data: of a button; or None for a text.
        text: what is typed instead.
    """

    place: str
    language: str
    data: str | None = None
    text: str = ""


@dataclass
class Copy:
    """One answer that the Bot API took.

    Args:
        program: who sent it.
        told: whether the program learnt that it was taken.
        spent: whether it already explained a repeat.
    """

    program: str
    told: bool
    spent: bool = False


@dataclass
class Asked:
    """One update, and what became of it; times in seconds of `time.perf_counter`."""

    number: int
    chat: int
    place: str
    body: bytes
    written: float
    confirmed: float | None = None
    answered: float | None = None
    copies: list[Copy] = field(default_factory=list)


@dataclass
class Account:
    """What is counted.

    Args:
        strange: messages that answer none of the chat's updates, and its last one.
        repeats: answers after the first to one update, by cause; `none` has no excuse.
    """

    asked: int = 0
    delivered: int = 0
    twice: int = 0
    lost: int = 0
    disorder: int = 0
    strange: list[str] = field(default_factory=list)
    repeats: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)


class Crowd:
    """The parents.

    Args:
        postman: brings their updates.
        asks: what they ask, in turn; neighbours name different municipalities.
        chats: how many they are.
        rate: updates a second, of all together.
        twice: the share of updates that is delivered twice at once.
        seed: of what is chance.
    """

    def __init__(  # noqa: PLR0913  # because each is a size of the crowd
        self,
        postman: Postman,
        asks: Sequence[Ask],
        *,
        chats: int,
        rate: float,
        twice: float = 0.0,
        seed: int = 7,
    ) -> None:
        self._postman = postman
        self._asks = asks
        self._chats = chats
        self._rate = rate
        self._twice = twice
        self._chance = random.Random(seed)  # noqa: S311  # because runs must be alike
        self._history: dict[int, list[Asked]] = {FIRST + one: [] for one in range(chats)}
        self._killed: dict[str, float] = {}
        self._beside: set[asyncio.Task[None]] = set()
        self.account = Account()

    async def talk(self, updates: int) -> None:
        """Asks so many questions, and waits until each is confirmed."""
        begun = time.perf_counter()
        shares = [len(range(one, updates, self._chats)) for one in range(self._chats)]
        async with asyncio.TaskGroup() as group:
            for one, share in enumerate(shares):
                group.create_task(self._parent(one, share, begun))
        if self._beside:
            await asyncio.wait(self._beside)

    def killed(self, program: str) -> None:
        """Notes that a program was killed just now."""
        self._killed[program] = time.perf_counter()

    def under_way(self) -> int:
        """How many updates are delivered and not confirmed."""
        last = (asked[-1] for asked in self._history.values() if asked)
        return sum(one.confirmed is None for one in last)

    def take(self, message: Said) -> None:
        """Finds the update that an answer belongs to."""
        found = marks(message.buttons)
        history = self._history.get(message.chat, [])
        asked = next((one for one in reversed(history) if {one.place} == found), None)
        if asked is None:
            last = history[-1].body.decode() if history else "nothing"
            self.account.strange.append(f"{message.text!r} after {last}")
            return
        if asked is not history[-1]:
            self.account.disorder += 1
        if asked.answered is None:
            asked.answered = message.at
        else:
            self.account.repeats[self._cause(asked)] += 1
        asked.copies.append(Copy(message.program, message.told))

    def close(self) -> Account:
        """The account, when all is over."""
        for asked in (one for history in self._history.values() for one in history):
            self.account.asked += 1
            if asked.answered is None or asked.confirmed is None:
                self.account.lost += 1
            else:
                self.account.took.append(asked.answered - asked.written)
        return self.account

    async def _parent(self, one: int, share: int, begun: float) -> None:
        chat, history = FIRST + one, self._history[FIRST + one]
        for number in range(share):
            turn = number * self._chats + one
            written = begun + turn / self._rate
            await asyncio.sleep(max(0.0, written - time.perf_counter()))
            ask = self._asks[(number + one * 7) % len(self._asks)]
            body = (
                said(turn + 1, chat, ask.text, ask.language)
                if ask.data is None
                else pressed(turn + 1, chat, ask.data, ask.language)
            )
            history.append(Asked(number, chat, ask.place, body, written))
            await self._deliver(history[-1])

    async def _deliver(self, asked: Asked) -> None:
        """Delivers an update until it is confirmed."""
        if self._chance.random() < self._twice:
            self.account.twice += 1
            other = asyncio.create_task(self._again(asked))
            self._beside.add(other)
            other.add_done_callback(self._beside.discard)
        await self._again(asked)

    async def _again(self, asked: Asked) -> None:
        pause = AGAIN
        while asked.confirmed is None:
            self.account.delivered += 1
            status = await self._postman.deliver(asked.body)
            if status == 200:
                asked.confirmed = asked.confirmed or time.perf_counter()
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, SELDOM)

    def _cause(self, asked: Asked) -> str:
        """Why an update is answered once more; each answer before it explains one repeat."""
        for copy in asked.copies:
            if copy.spent:
                continue
            died = self._killed.get(copy.program)
            if not copy.told:
                copy.spent = True
                return "silence"
            if died and (asked.confirmed is None or died < asked.confirmed):
                copy.spent = True
                return "killed"
        return "none"
