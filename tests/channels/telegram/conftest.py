"""The channel that the tests of this folder talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.conversation import Dialogue
from bot.memory import ChatKeys, Memory
from bot.settings import Settings
from tests.fakes.bench import Bench
from tests.fakes.bot_api import TOKEN
from tests.fakes.offline import OfflineRequest
from tests.fakes.parent import TODAY


@pytest.fixture
async def bench(dialogue: Dialogue, tmp_path: Path) -> AsyncIterator[Bench]:
    memory = Memory(f"sqlite+aiosqlite:///{tmp_path / 'memory.sqlite'}")
    await memory.open()
    request = OfflineRequest()
    channel = TelegramChannel(
        Settings(telegram_token=TOKEN),
        dialogue,
        memory,
        ChatKeys("test"),
        lambda: TODAY,
        request=request,
        updates_request=OfflineRequest(),
    )
    await channel.application.initialize()
    yield Bench(channel, request, memory)
    await channel.application.shutdown()
    await memory.close()
