"""A process that only sends reminders, by a clock that others set."""

from __future__ import annotations

import asyncio
import functools
import logging
import signal
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.catalogue import load
from bot.channels.telegram import reminding
from bot.conversation import Dialogue
from bot.memory import Memory
from bot.translation import Translations
from tests.fakes.bot_api import TOKEN
from tests.fakes.program import ROOT
from tests.fakes.shared_clock import SharedClock
from tests.fakes.story import Facts, stories

if TYPE_CHECKING:
    from bot.understanding import Engine

RATE = 200.0
"""Messages a second of one process: as fast as it can, because here seconds are minutes."""
PAUSE = 0.02
"""Seconds between two looks, likewise."""
TIMEOUT = 1.0
"""Seconds that the Bot API may take, likewise."""


@functools.cache
def dialogue() -> Dialogue:
    """What says the reminders; it understands no texts, and so needs no engine."""
    catalogue = load(ROOT)
    return Dialogue(catalogue, Translations(catalogue), cast("Engine", None))


def run(url: str, base: str, clock: Path, areas: int) -> None:
    """Sends until it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # because who started it stops it
    logging.getLogger().setLevel(logging.CRITICAL)
    asyncio.run(_send(url, base, SharedClock(clock), areas))


async def _send(url: str, base: str, clock: SharedClock, areas: int) -> None:
    speaking = dialogue()
    facts = Facts(speaking.catalogue, stories(speaking.catalogue, areas))

    def now() -> datetime:
        moment = clock.now()
        speaking.catalogue = facts.at(moment)
        return moment

    memory = Memory(url)
    await memory.open()
    request = HTTPXRequest(connection_pool_size=64, read_timeout=TIMEOUT)
    bot = Bot(TOKEN, base_url=base, request=request)
    await bot.initialize()
    reminding.PAUSE = PAUSE
    await reminding.Reminding(bot, speaking, memory, now, rate=RATE).run()
