"""Programs that open one memory at the same moment, as replicas do when all are started."""

from __future__ import annotations

import asyncio
import multiprocessing
from datetime import UTC, date, datetime
from threading import Barrier

from bot.conversation import Chat
from bot.memory import Count, Memory

COUNT = Count(date(2026, 11, 22), "lop-wat", "nl", "answer")
OF_ALL = 1000
"""The update that every replica got."""


def start_at_once(url: str, number: int) -> list[int | None]:
    """Runs so many programs to their end; returns their exit codes.

    Each opens the memory, settles an update of its own (0, 1, …) and one that all of them got,
    both of the same chat.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    together = context.Barrier(number)
    programs = [context.Process(target=_run, args=(url, own, together)) for own in range(number)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(60)
    return [program.exitcode for program in programs]


def _run(url: str, own: int, together: Barrier) -> None:
    asyncio.run(_settle(url, own, together))


async def _settle(url: str, own: int, together: Barrier) -> None:
    memory = Memory(url)
    together.wait(60)
    await memory.open()
    for update in (own, OF_ALL):
        await memory.settle(update, "key", Chat("nl"), datetime.now(UTC), count=COUNT)
    await memory.close()
