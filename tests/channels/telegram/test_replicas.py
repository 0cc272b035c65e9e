"""Several programs with one memory: what Telegram gives to two of them is answered once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.telegram.channel import TelegramChannel, UnansweredError
from bot.conversation import Dialogue
from bot.memory import ChatKeys, Memory
from bot.settings import Settings
from tests.fakes.asks import asks
from tests.fakes.bench import Bench
from tests.fakes.bot_api import TOKEN
from tests.fakes.offline import OfflineRequest
from tests.fakes.parent import TODAY
from tests.fakes.postgresql import PostgresServer
from tests.fakes.season import Plan, season
from tests.fakes.storm import Size, storm

UPDATES = 20


class Crash(OfflineRequest):
    """The database crashes while Telegram takes the first message, and comes back soon."""

    def __init__(self, server: PostgresServer) -> None:
        super().__init__()
        self._server = server
        self.over: asyncio.Task[None] | None = None

    async def do_request(self, url: str, *arguments: Any, **options: Any) -> tuple[int, bytes]:  # noqa: ANN401  # because they are the library's
        answer = await super().do_request(url, *arguments, **options)
        if url.endswith("sendMessage") and self.over is None:
            await asyncio.to_thread(self._server.crash)
            self.over = asyncio.create_task(self._end())
        return answer

    async def _end(self) -> None:
        await asyncio.sleep(1)
        await asyncio.to_thread(self._server.start)


@contextlib.asynccontextmanager
async def replica(
    dialogue: Dialogue, url: str, request: OfflineRequest | None = None
) -> AsyncIterator[Bench]:
    """One program."""
    memory, request = Memory(url), request or OfflineRequest()
    await memory.open()
    channel = TelegramChannel(
        Settings(telegram_token=TOKEN), dialogue, memory, ChatKeys("test"), lambda: TODAY,
        request=request, updates_request=OfflineRequest(),
    )  # fmt: skip
    await channel.application.initialize()
    try:
        yield Bench(channel, request, memory)
    finally:
        await channel.application.shutdown()
        await memory.close()


@contextlib.asynccontextmanager
async def two(
    dialogue: Dialogue, server: PostgresServer, request: OfflineRequest | None = None
) -> AsyncIterator[tuple[Bench, Bench]]:
    """Two programs with one memory; the first one has this connection to Telegram."""
    url = server.new_database()
    async with replica(dialogue, url, request) as one, replica(dialogue, url) as other:
        yield one, other


async def test_an_update_that_two_programs_get_at_once_is_answered_once(
    dialogue: Dialogue, postgresql: PostgresServer
) -> None:
    """As when a load balancer or Telegram takes a slow call for a lost one."""
    async with two(dialogue, postgresql) as (one, other):
        for number in range(UPDATES):
            update = one.update("wat is een lop", chat=100 + number)
            await asyncio.gather(one.gets(update), other.gets(update))
        sent = [message["chat_id"] for bench in (one, other) for message in bench.request.sent()]

    assert sorted(map(int, sent)) == list(range(100, 100 + UPDATES))


async def test_a_restart_of_the_database_between_an_answer_and_its_note(
    dialogue: Dialogue, postgresql: PostgresServer
) -> None:
    """The note is tried again; given back, the update would be answered by another program too."""
    crash = Crash(postgresql)
    async with two(dialogue, postgresql, crash) as (one, other):
        update = one.update("wat is een lop", chat=100)
        with contextlib.suppress(SQLAlchemyError, OSError):  # then Telegram gives it to another one
            await one.gets(update)
        assert crash.over is not None
        await crash.over
        await other.gets(update)
        sent = [*one.request.sent(), *other.request.sent()]

    assert len(sent) == 1


async def test_a_restart_of_the_database_while_two_programs_have_an_update(
    dialogue: Dialogue, postgresql: PostgresServer
) -> None:
    """Who answered it notes that, before the other one gets the turn that the restart ended."""
    crash = Crash(postgresql)
    async with two(dialogue, postgresql, crash) as (one, other):
        update = one.update("wat is een lop", chat=100)
        answering = asyncio.create_task(one.gets(update))
        while crash.over is None:  # noqa: ASYNC110  # because the crash has no event
            await asyncio.sleep(0.01)
        while not await _handled(other, update):  # noqa: ASYNC110  # because Telegram tries too
            await asyncio.sleep(0.01)
        await answering
        sent = [*one.request.sent(), *other.request.sent()]

    assert len(sent) == 1


async def _handled(bench: Bench, update: dict[str, Any]) -> bool:
    """Whether a program confirms an update."""
    try:
        await bench.gets(update)
    except (SQLAlchemyError, OSError, UnansweredError):
        return False
    return True


async def test_a_small_storm(
    dialogue: Dialogue, record_property: Callable[[str, object], None]
) -> None:
    """Killed, refused and without a database: nothing lost, in order, no repeat without excuse."""
    size = Size(400, chats=50, rate=50, kill=3, crash=4, seed=16)
    survived = await storm(size, asks(dialogue, 300))
    account, weather = survived.account, survived.weather
    record_property(
        "measured",
        f"storm: {account.asked} updates, {weather.kills} kills, {weather.crashes} crashes of the "
        f"database: {account.lost} lost, repeats {dict(account.repeats)}",
    )

    assert account.asked == 400
    assert (account.lost, account.disorder, account.strange) == (0, 0, [])
    assert account.repeats["none"] == 0
    assert weather.kills
    assert weather.crashes
    assert account.twice


@pytest.mark.parametrize(
    "plan",
    [Plan(300, areas=6, kill=2), Plan(100, areas=6, kill=2, replicas=1, sqlite=True)],
    ids=["postgresql", "sqlite"],
)
async def test_a_small_season(plan: Plan, record_property: Callable[[str, object], None]) -> None:
    """Killed all the time: each reminder on its day, none after the date, none twice."""
    lived = await season(plan)
    balance = lived.balance
    record_property(
        "measured",
        f"season: {balance.due} messages, {lived.kills} kills: {balance.lost} lost, "
        f"repeats {dict(balance.repeats)}",
    )

    assert balance.due >= plan.messages
    assert (balance.lost, balance.after, balance.strange) == (0, 0, 0)
    assert balance.repeats["none"] == 0
    assert lived.kills
