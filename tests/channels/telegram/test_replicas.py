"""Several programs with one memory: what Telegram gives to two of them is answered once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack


from bot.channels.telegram.channel import TelegramChannel
from bot.conversation import Dialogue
from bot.memory import ChatKeys, Memory
from bot.settings import Settings
from tests.fakes.bench import Bench
from tests.fakes.bot_api import TOKEN
from tests.fakes.offline import OfflineRequest
from tests.fakes.parent import TODAY
from tests.fakes.postgresql import PostgresServer

UPDATES = 20


@contextlib.asynccontextmanager
async def replica(dialogue: Dialogue, url: str) -> AsyncIterator[Bench]:
    """One program."""
    memory, request = Memory(url), OfflineRequest()
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


async def test_an_update_that_two_programs_get_at_once_is_answered_once(
    dialogue: Dialogue, postgresql: PostgresServer
) -> None:
    """As when a load balancer or Telegram takes a slow call for a lost one."""
    url = postgresql.new_database()
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(replica(dialogue, url)) for _ in range(2)]
        for number in range(UPDATES):
            update = one.update("wat is een lop", chat=100 + number)
            await asyncio.gather(one.gets(update), other.gets(update))
        sent = [message["chat_id"] for bench in (one, other) for message in bench.request.sent()]

    assert sorted(map(int, sent)) == list(range(100, 100 + UPDATES))
