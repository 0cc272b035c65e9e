"""A season of reminders in minutes: replicas that send them on one database, and are killed.

All read one clock. It runs `PACE` times as fast as real time while anything is to be sent, because
leases and pauses are in its minutes; when all is sent, it leaps to the next messages, but never
past the last moment of their day.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import random
import tempfile
import time as real
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.conversation import Chat, Reminder
from bot.conversation.reminder import Wanted
from bot.memory import ChatKeys, Memory, Wish
from bot.memory.moments import LAST
from bot.settings import BRUSSELS
from tests.fakes.diary import Balance, Diary, Wisher
from tests.fakes.lean_bot_api import Fault, LeanBotApi, by_chance
from tests.fakes.postgresql import PostgresServer
from tests.fakes.reminder_replica import dialogue, run
from tests.fakes.shared_clock import SharedClock
from tests.fakes.story import BEGINS, ENDS, YEAR, Facts, stories
from tests.fakes.waiting import Waiting

PACE = 15.0
LEAP = 400
"""So many messages at most become due at once."""
STALLED = 2.5
"""Seconds without progress after which what is left waits for the lease of a dead replica."""
HOLD = 1.0
"""Seconds without a leap after a date has changed, until every replica knows of it."""
LEASE = timedelta(minutes=2)
FAULTS: tuple[tuple[Fault, float], ...] = (("flood", 0.002), ("failure", 0.002), ("silence", 0.001))
"""Shares of the messages that are sent."""
LANGUAGES = ("nl", "fr", "ar", "tr", "en")
WANTED: tuple[Wanted, ...] = ("all", "all", "all", "all", "week", "opens", "closes")
FIRST = 50_000
"""The first chat; they are numbered."""


@dataclass(frozen=True)
class Plan:
    """How much of a season.

    Args:
        messages: that have to come, about.
        replicas: that send them.
        areas: whose dates have their own story, 24 at most.
        kill: real seconds between kills, on average.
        sqlite: whether the database is SQLite, which only one replica can use.
    """

    messages: int
    replicas: int = 3
    areas: int = 24
    kill: float = 12.0
    sqlite: bool = False
    seed: int = 13


@dataclass
class Lived:
    """What came out of a season, and how many real seconds it took."""

    balance: Balance
    reminders: int = 0
    kills: int = 0
    seconds: float = 0.0
    faults: dict[Fault, int] = field(default_factory=dict)


class Season:
    """One season.

    Args:
        plan: of it.
        folder: for the clock and the database.
    """

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan = plan
        self._folder = folder
        self._chance = random.Random(plan.seed)  # noqa: S311  # because runs must be alike
        self._path = folder / "clock"
        self._clock = SharedClock(self._path)
        self._stories = stories(dialogue().catalogue, plan.areas)
        self._facts = Facts(dialogue().catalogue, self._stories)
        self._diary = Diary(lambda: self._clock.now().astimezone(BRUSSELS).date())
        self._api = LeanBotApi(self._diary.take, by_chance(self._chance, FAULTS))
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.fakes.preloaded"])
        self._replicas: dict[str, BaseProcess] = {}
        self._lived = Lived(self._diary.balance)

    async def live(self) -> Lived:
        """From the first day to the last."""
        begun = real.perf_counter()
        self._clock.set(_at(BEGINS, 6))
        async with self._database() as url, self._api.running():
            await self._fill(url)
            killing = asyncio.create_task(self._kill(url))
            try:
                for number in range(self._plan.replicas):
                    self._start(f"{number}-0", url)
                await self._pass(url)
            finally:
                killing.cancel()
                await asyncio.gather(killing, return_exceptions=True)
                for process in self._replicas.values():
                    process.kill()
                    process.join()
        self._diary.close()
        self._lived.faults = dict(self._api.faults)
        self._lived.seconds = real.perf_counter() - begun
        return self._lived

    @contextlib.asynccontextmanager
    async def _database(self) -> AsyncIterator[str]:
        if self._plan.sqlite:
            yield f"sqlite+aiosqlite:///{self._folder / 'memory.sqlite'}"
            return
        server = await asyncio.to_thread(PostgresServer.in_a_new_folder)
        try:
            await asyncio.to_thread(server.start)
            yield await asyncio.to_thread(server.new_database)
        finally:
            await asyncio.to_thread(server.remove)

    async def _fill(self, url: str) -> None:
        """Chats ask to be reminded, until so many messages will be due."""
        memory, keys = Memory(url), ChatKeys("season")
        await memory.open()
        now, chat = self._clock.now(), FIRST
        day = now.astimezone(BRUSSELS).date() - timedelta(days=1)
        while self._diary.balance.due < self._plan.messages:
            chat += 1
            story = self._stories[chat % len(self._stories)]
            wanted, language = self._chance.choice(WANTED), self._chance.choice(LANGUAGES)
            dates = story.changes[0][1]
            reminder = Reminder(language, story.subject, YEAR, dates, day, wanted)
            key = keys.of("telegram", chat)
            await memory.settle(chat, key, Chat(language), now, wish=Wish(chat, reminder))
            self._diary.expect(chat, Wisher(story, frozenset(story.expected(wanted))))
            self._lived.reminders += 1
        await memory.close()

    def _start(self, name: str, url: str) -> None:
        about = (url, self._api.base(name), self._path, self._plan.areas)
        process = self._context.Process(target=run, args=about)
        process.start()
        self._replicas[name] = process

    async def _kill(self, url: str) -> None:
        """Kills a replica now and then, and starts another one in its place."""
        while True:
            await asyncio.sleep(self._chance.expovariate(1 / self._plan.kill))
            name = self._chance.choice(list(self._replicas))
            process = self._replicas.pop(name)
            process.kill()
            self._diary.killed(name)
            self._lived.kills += 1
            await asyncio.to_thread(process.join)
            number, life = name.split("-")
            self._start(f"{number}-{int(life) + 1}", url)

    async def _pass(self, url: str) -> None:
        """Lets the time pass."""
        waiting = Waiting(url, self._stories)
        end, changes = _at(ENDS, 20), self._facts.moments()
        before = moved = real.perf_counter()
        left, held = -1, 0.0
        try:
            while (now := self._clock.now()) < end:
                await asyncio.sleep(0.02)
                at = real.perf_counter()
                now += timedelta(seconds=(at - before) * PACE)
                before = at
                self._clock.set(now)
                open_now = await waiting.now(now)
                if open_now != left:
                    left, moved = open_now, at
                if not open_now and at > held:
                    now = _leap(now, await waiting.next(now, LEAP), changes, end)
                    self._clock.set(now)
                    before = real.perf_counter()
                    held = before + HOLD if now in changes else 0.0
                elif open_now and at - moved > STALLED:
                    self._clock.set(now + LEASE)
                    moved = at
        finally:
            await waiting.close()


def _leap(now: datetime, dues: list[datetime], changes: list[datetime], end: datetime) -> datetime:
    """The moment to leap to: the next change of a date, or some messages that are due next."""
    change = min((one for one in changes if one > now), default=end)
    if not dues:
        return min(change, end)
    evening = datetime.combine(dues[0].astimezone(BRUSSELS), LAST, BRUSSELS)
    return max(now, min(max(dues[0], min(dues[-1], evening)), change))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), BRUSSELS)


async def season(plan: Plan) -> Lived:
    """One season in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="ouderbot-") as folder:
        return await Season(plan, Path(folder)).live()
