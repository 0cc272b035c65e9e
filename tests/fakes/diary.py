"""Which reminders came when, held against the stories that they follow."""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tests.fakes.lean_bot_api import Said
from tests.fakes.story import SENTENCES, Sent, Story

NOTED = 3.0
"""Seconds within which what was sent is noted, unless its sender is killed."""


@dataclass(frozen=True)
class Wisher:
    """A chat that asked for a reminder, and the messages that it must get."""

    story: Story
    expected: frozenset[Sent]


@dataclass
class Balance:
    """What is counted of a season.

    Args:
        due: messages that had to come, and how many came on their day.
        lost: those that did not come on their day.
        after: messages after the last day of aanmelden.
        strange: other messages that had not to come on their day.
        repeats: messages that came again on their day, by cause; `none` has no excuse.
    """

    due: int = 0
    came: int = 0
    lost: int = 0
    after: int = 0
    strange: int = 0
    repeats: Counter[str] = field(default_factory=Counter)


class Diary:
    """Notes what chats get.

    Args:
        today: the day of the simulated season.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._wishers: dict[int, Wisher] = {}
        self._got: defaultdict[int, dict[Sent, list[Said]]] = defaultdict(dict)
        self._spent: set[int] = set()
        self._killed: dict[str, float] = {}
        self.balance = Balance()

    def expect(self, chat: int, wisher: Wisher) -> None:
        """Notes what a chat must get."""
        self._wishers[chat] = wisher
        self.balance.due += len(wisher.expected)

    def killed(self, program: str) -> None:
        """Notes that a program was killed just now."""
        self._killed[program] = time.perf_counter()

    def take(self, message: Said) -> None:
        """Notes a message; the calendar file that follows one is none of its own."""
        if message.method != "sendMessage":
            return
        day, balance = self._today(), self.balance
        wisher = self._wishers[message.chat]
        kind = next((name for name, text in SENTENCES.items() if text in message.text), "late")
        copies = self._got[message.chat].setdefault((day, kind), [])
        if copies:
            balance.repeats[self._cause(copies)] += 1
        elif (day, kind) in wisher.expected:
            balance.came += 1
        else:
            known = wisher.story.known(day)
            over = known is not None and known.closes < day
            balance.after += over
            balance.strange += not over
        copies.append(message)

    def close(self) -> Balance:
        """The balance, when the season is over."""
        self.balance.lost = self.balance.due - self.balance.came
        return self.balance

    def _cause(self, copies: list[Said]) -> str:
        """Why a message comes once more; each copy before it explains one repeat."""
        for copy in copies:
            if id(copy) in self._spent:
                continue
            self._spent.add(id(copy))
            if not copy.told:
                return "silence"
            if self._killed.get(copy.program, math.inf) - copy.at < NOTED:
                return "killed"
        return "none"
