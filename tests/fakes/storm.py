"""Replicas of the program behind nginx on one PostgreSQL, a crowd that asks, and what goes wrong.

Everything runs on this machine. What goes wrong is chance with a fixed seed: replicas are killed
(-9) and started again, the database crashes and comes back, the Bot API refuses (429, 502) or
takes a message and never says so, and updates are delivered to two replicas at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.telegram.webhook import PATH
from tests.fakes.bot_api import TOKEN
from tests.fakes.crowd import Account, Ask, Crowd
from tests.fakes.lean_bot_api import Fault, LeanBotApi, by_chance
from tests.fakes.nginx import Nginx
from tests.fakes.postgresql import PostgresServer
from tests.fakes.postman import Postman
from tests.fakes.program import Program

SECRET = "a-secret_of_the_storm"
TWICE = 0.02
FAULTS: tuple[tuple[Fault, float], ...] = (
    ("flood", 0.003), ("failure", 0.003), ("silence", 0.001)
)  # fmt: skip
"""Shares of the messages that are sent."""
AWAY = 2.0
"""Seconds that the database stays away at most."""

STARTS = 10
"""So often a replica is started that ends at once."""


@dataclass(frozen=True)
class Size:
    """How much of a storm.

    Args:
        rate: updates a second of all chats.
        kill: seconds between kills, on average.
        crash: the same between crashes of the database.
    """

    updates: int
    chats: int = 200
    replicas: int = 3
    rate: float = 75.0
    kill: float = 20.0
    crash: float = 60.0
    seed: int = 11


@dataclass
class Weather:
    """What went wrong: how often each, and the updates under way at the kills."""

    kills: int = 0
    crashes: int = 0
    under_way: int = 0
    faults: dict[Fault, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Survived:
    """What came out of a storm, and how many seconds it took."""

    account: Account
    weather: Weather
    seconds: float


class Storm:
    """One storm.

    Args:
        size: of it.
        asks: what the crowd asks.
        folder: for what the programs write.
    """

    def __init__(self, size: Size, asks: Sequence[Ask], folder: Path) -> None:
        self._size = size
        self._chance = random.Random(size.seed)  # noqa: S311  # because runs must be alike
        self._replicas = [Program(_made(folder / str(n))) for n in range(size.replicas)]
        self._lives = [0] * size.replicas
        self._nginx = Nginx(_made(folder / "nginx"), [one.port for one in self._replicas])
        self._postman = Postman(self._nginx.url + PATH, SECRET)
        self._crowd = Crowd(
            self._postman, asks, chats=size.chats, rate=size.rate, twice=TWICE, seed=size.seed
        )
        self._api = LeanBotApi(self._crowd.take, by_chance(self._chance, FAULTS))
        self._weather = Weather()

    async def rage(self) -> Survived:
        """Lets the crowd talk while things go wrong."""
        async with self._standing() as database:
            begun = time.perf_counter()
            faults = [asyncio.create_task(work) for work in (self._kill(), self._crash(database))]
            try:
                await self._crowd.talk(self._size.updates)
                seconds = time.perf_counter() - begun
            finally:
                for task in faults:
                    task.cancel()
                ended = await asyncio.gather(*faults, return_exceptions=True)
            for error in ended:
                if isinstance(error, Exception):
                    raise error
        self._weather.faults = dict(self._api.faults)
        return Survived(self._crowd.close(), self._weather, seconds)

    @contextlib.asynccontextmanager
    async def _standing(self) -> AsyncIterator[PostgresServer]:
        """Database, replicas and load balancer, all stopped in the end whatever happens."""
        database = await asyncio.to_thread(PostgresServer.in_a_new_folder)
        try:
            await asyncio.to_thread(database.start)
            url = await asyncio.to_thread(database.new_database)
            for one in self._replicas:
                one.environment |= {
                    "OUDERBOT_TELEGRAM_TOKEN": TOKEN,
                    "OUDERBOT_PUBLIC_URL": self._nginx.url,
                    "OUDERBOT_WEBHOOK_SECRET": SECRET,
                    "OUDERBOT_DATABASE_URL": url,
                    "OUDERBOT_HASH_KEY": "the-same-for-all",
                    "OUDERBOT_LOG_LEVEL": "WARNING",
                }
            async with self._api.running():
                with self._nginx.running():
                    await asyncio.gather(*map(self._start, range(len(self._replicas))))
                    yield database
        finally:
            for one in self._replicas:
                if one.process:
                    await asyncio.to_thread(one.stop, signal.SIGKILL)
            await self._postman.close()
            await asyncio.to_thread(database.remove)

    def _name(self, number: int) -> str:
        """A replica in its present life, by which the Bot API tells whose message it takes."""
        return f"{number}-{self._lives[number]}"

    async def _start(self, number: int) -> None:
        """Starts a replica, again and again while it finds no database, as a supervisor does."""
        self._lives[number] += 1
        replica = self._replicas[number]
        replica.environment["OUDERBOT_TELEGRAM_API"] = self._api.base(self._name(number))
        for _ in range(STARTS):
            with contextlib.suppress(TimeoutError):
                await asyncio.to_thread(replica.start)
                return
        raise TimeoutError(replica.log.read_text("utf-8"))

    async def _kill(self) -> None:
        """Kills one replica or, less often, more of them, and starts them again."""
        while True:
            await asyncio.sleep(self._chance.expovariate(1 / self._size.kill))
            many = self._chance.choices((1, 2, self._size.replicas), (10, 1, 1))[0]
            fallen = self._chance.sample(range(self._size.replicas), many)
            self._weather.under_way += self._crowd.under_way()
            for number in fallen:
                replica = self._replicas[number]
                assert replica.process is not None
                replica.process.kill()
                self._weather.kills += 1
                self._crowd.killed(self._name(number))
            for number in fallen:
                await asyncio.to_thread(self._replicas[number].stop)
            await asyncio.gather(*map(self._start, fallen))

    async def _crash(self, database: PostgresServer) -> None:
        """Takes the database away, for a while."""
        while True:
            await asyncio.sleep(self._chance.expovariate(1 / self._size.crash))
            self._weather.crashes += 1
            await asyncio.to_thread(database.crash)
            try:
                await asyncio.sleep(self._chance.uniform(0, AWAY))
            finally:
                await asyncio.to_thread(database.start)


async def storm(size: Size, asks: Sequence[Ask]) -> Survived:
    """One storm in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="ouderbot-") as folder:
        return await Storm(size, asks, Path(folder)).rage()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
