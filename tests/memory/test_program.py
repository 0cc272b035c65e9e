"""The whole program on PostgreSQL, and while its server crashes and comes back."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.memory import Count, Memory
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.parent import TODAY
from tests.fakes.postgresql import PostgresServer
from tests.fakes.program import ROOT, Program


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as running:
        yield running


def counted(url: str) -> dict[Count, int]:
    """What is in the database."""

    async def read() -> dict[Count, int]:
        memory = Memory(url)
        found = await memory.counts(TODAY, TODAY)
        await memory.close()
        return found

    return asyncio.run(read())


def test_the_server_crashes_while_the_program_runs(
    postgresql: PostgresServer, api: FakeBotApi, tmp_path: Path
) -> None:
    """/readyz says so; who asked meanwhile is answered afterwards, once, and counted once."""
    url = postgresql.new_database()
    program = Program(
        tmp_path,
        OUDERBOT_DATABASE_URL=url,
        OUDERBOT_TELEGRAM_TOKEN=TOKEN,
        OUDERBOT_TELEGRAM_API=api.base,
    )
    program.start()
    api.say(1, "wat is een lop")
    api.wait_for(lambda: api.to(1))
    api.wait_for(lambda: httpx.get(f"{program.url}/readyz").status_code == 200)
    postgresql.crash()
    try:
        api.wait_for(lambda: httpx.get(f"{program.url}/readyz", timeout=10).status_code == 503)
        metrics = httpx.get(f"{program.url}/metrics", timeout=10).text
        api.say(2, "wat is een lop")
        time.sleep(1.5)
        assert not api.to(2)
    finally:
        postgresql.start()
    api.wait_for(lambda: api.to(2))
    api.wait_for(lambda: httpx.get(f"{program.url}/readyz").status_code == 200)
    api.wait_for(lambda: sum(counted(url).values()) == 2)
    assert program.stop() == 0

    assert 'ouderbot_ready{part="database"} 0.0' in metrics
    assert 'ouderbot_ready{part="telegram"} 1.0' in metrics
    assert (len(api.to(1)), len(api.to(2))) == (1, 1)
    assert counted(url) == {Count(TODAY, "lop-wat", "nl", "answer"): 2}
    assert "Traceback" not in program.log.read_text()


@pytest.mark.parametrize("what", ["database", "server"])
def test_a_database_that_is_not_there_ends_the_program_with_the_remedy(
    postgresql: PostgresServer, tmp_path: Path, what: str
) -> None:
    """A sentence and exit 2, no traceback."""
    missing = postgresql.url("gone")
    if what == "server":
        missing = f"postgresql+asyncpg://postgres@/x?host={tmp_path}"
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        cwd=ROOT,
        env=Program(tmp_path, OUDERBOT_DATABASE_URL=missing).environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 2
    assert "OUDERBOT_DATABASE_URL cannot be used: " in ended.stderr
    assert "Traceback" not in ended.stderr
