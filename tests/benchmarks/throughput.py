"""Updates a second of one program on one core, beside a bot that only repeats (`make load`).

The fake Bot API and the parents have the other core. First as many updates as the program bears,
then half of that at a steady rate. Run as `python -m tests.benchmarks.throughput [UPDATES]`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue import load
from bot.channels.telegram.webhook import PATH
from bot.conversation import Dialogue
from bot.translation import Translations
from bot.understanding import Engine
from tests.benchmarks import record, texts
from tests.benchmarks.pressure import Pressure, Reached
from tests.benchmarks.texts import Text
from tests.fakes.bot_api import TOKEN
from tests.fakes.postman import Postman
from tests.fakes.program import ROOT, Program, free_port

UPDATES = 3_000
WARM = 200
"""Updates before it is measured."""
SECRET = "secret"
WAYS = ("webhook", "polling")
TARGETS = {"letters": 60.0, "encoder": 25.0}
"""Updates a second, by what decides."""
SLOWEST = 0.25
"""Seconds of p99 at half of the rate."""
SAYS = {
    "letters": "phrases of the catalogue, which their letters decide",
    "encoder": "free questions, which need the encoder",
}


@dataclass(frozen=True)
class Run:
    """What one bot reached: all that it bears, and half of that."""

    full: Reached
    half: Reached


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What this thread starts stays on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@asynccontextmanager
async def ouderbot(base: str, way: str, port: int, core: int) -> AsyncIterator[None]:
    """This program with its own database, as an operator runs it."""
    with tempfile.TemporaryDirectory() as folder:
        program = Program(
            Path(folder), OUDERBOT_TELEGRAM_TOKEN=TOKEN, OUDERBOT_TELEGRAM_API=base,
            OUDERBOT_LOG_LEVEL="WARNING", OUDERBOT_PORT=str(port),
        )  # fmt: skip
        program.url = f"http://127.0.0.1:{port}"
        if way == "webhook":
            program.environment["OUDERBOT_PUBLIC_URL"] = program.url
            program.environment["OUDERBOT_WEBHOOK_SECRET"] = SECRET

        def start() -> None:
            with on_core(core):
                program.start()

        try:
            await asyncio.to_thread(start)
            yield
        finally:
            await asyncio.to_thread(program.stop)


@asynccontextmanager
async def echo(base: str, way: str, port: int, core: int) -> AsyncIterator[None]:
    """The bot that repeats; the warm-up waits for it."""
    command = [sys.executable, "-m", "tests.benchmarks.echo", base, way, str(port)]
    with on_core(core):
        process = subprocess.Popen(command, cwd=ROOT)  # noqa: ASYNC220, S603  # because nothing waits yet, and it is this program
    try:
        yield
    finally:
        process.kill()
        process.wait()


BOTS = {"ouderbot": ouderbot, "echo": echo}


async def measure(bot: str, way: str, asked: Sequence[Text], updates: int) -> Run:
    """What a bot reaches with some texts."""
    sys.stderr.write(f"{bot} by {way}\n")
    port = free_port()
    url = f"http://127.0.0.1:{port}{PATH}"
    postman = Postman(url, SECRET) if way == "webhook" else None
    pressure = Pressure(asked, postman)
    core = max(os.sched_getaffinity(0))
    others = os.sched_getaffinity(0) - {core}
    async with (
        pressure.api.running() as api,
        BOTS[bot](api.base(), way, port, core),
    ):
        with on_core(min(others)) if others else on_core(core):
            await pressure.saturate(WARM)
            full = await pressure.saturate(updates)
            half = await pressure.steady(updates, full.rate / 2)
    if postman:
        await postman.close()
    return Run(full, half)


def page(found: dict[tuple[str, str], Run], bare: dict[str, Run], updates: int) -> list[str]:
    """The results in Markdown."""
    columns = (
        "what is asked",
        "way",
        "updates a second",
        "wanted",
        "beside",
        "p50",
        "p99",
        "wanted",
    )
    rows = [
        _row(SAYS[kind], way, run, bare[way], TARGETS[kind]) for (kind, way), run in found.items()
    ]
    rows += [_row("a bare bot that repeats the text", way, run, run) for way, run in bare.items()]
    about = (
        "One program with SQLite on one core; the fake Bot API and the parents on the other. "
        f"{updates:,} updates a figure."
    )
    means = (
        "*Updates a second* is what it bears when there are always more to answer. *Beside* is "
        "that rate as a part of what a bare python-telegram-bot bot reaches in the same run, which "
        "understands nothing, remembers nothing, and confirms an update before it is answered. "
        "*p50* and *p99* are from the delivery of an update to its answer, at half of the rate."
    )
    return [about, means, "", *record.table(columns, rows)]


def _row(what: str, way: str, run: Run, bare: Run, wanted: float | None = None) -> list[str]:
    rate, p50, p99 = run.full.rate, run.half.p50, run.half.p99
    return [
        what,
        way,
        f"{rate:.0f}",
        f"≥ {wanted:.0f}: {_met(is_so=rate >= wanted)}" if wanted else "",
        f"{rate / bare.full.rate:.2f}x",
        f"{1000 * p50:.0f} ms",
        f"{1000 * p99:.0f} ms",
        f"≤ {1000 * SLOWEST:.0f} ms: {_met(is_so=p99 <= SLOWEST)}" if wanted else "",
    ]


def _met(*, is_so: bool) -> str:
    return "met" if is_so else "**missed**"


async def main() -> None:
    """Measures everything and writes the page."""
    updates = int(sys.argv[1]) if len(sys.argv) > 1 else UPDATES
    catalogue = load(ROOT)
    dialogue = Dialogue(catalogue, Translations(catalogue), Engine(catalogue))
    asked = {"letters": texts.known(dialogue, 2_000), "encoder": texts.free(dialogue)}
    bare = {way: await measure("echo", way, asked["letters"], updates) for way in WAYS}
    found = {
        (kind, way): await measure("ouderbot", way, asked[kind], updates)
        for kind in asked
        for way in WAYS
    }
    command = "python -m tests.benchmarks.throughput"
    record.keep("throughput", command, page(found, bare, updates))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is stopped
    asyncio.run(main())
