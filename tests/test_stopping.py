"""Told to stop, the program ends within ten seconds, and what it had not answered is not lost."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.channels.telegram.channel import WAITING
from bot.channels.telegram.webhook import PATH
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.postgresql import PostgresServer
from tests.fakes.program import Program

SECRET = "a-secret_of_the_test"


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as running:
        yield running


def telegram(api: FakeBotApi, folder: Path, way: str, **more: str) -> Program:
    """The program, connected to the fake Bot API."""
    program = Program(folder, OUDERBOT_TELEGRAM_TOKEN=TOKEN, OUDERBOT_TELEGRAM_API=api.base, **more)
    if way == "webhook":
        own = {"OUDERBOT_PUBLIC_URL": program.url, "OUDERBOT_WEBHOOK_SECRET": SECRET}
        program.environment |= own
    return program


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_it_stops_while_telegram_is_slow(
    api: FakeBotApi, tmp_path: Path, way: str, name: signal.Signals
) -> None:
    """Answers are on their way, a browser is half connected: it ends all the same, with 0."""
    program = telegram(api, tmp_path, way)
    program.start()
    api.wait_for(lambda: way == "polling" or api.webhook)
    api.delay = 60
    for chat in range(1, 21):
        api.say(chat, "wat is een lop")
    api.wait_for(lambda: any(called == "sendMessage" for called, _ in api.calls))
    with socket.create_connection(("127.0.0.1", program.port)) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        begun = time.monotonic()
        assert program.stop(name) == 0
        took = time.monotonic() - begun
    api.delay = 0
    program.start()
    api.wait_for(lambda: len({one["chat_id"] for one in api.sent}) == 20, 60)
    program.stop()

    assert took < 10
    assert "Traceback" not in program.log.read_text()


def test_it_stops_while_the_database_hangs(
    postgresql: PostgresServer, api: FakeBotApi, tmp_path: Path
) -> None:
    """A server that takes connections and says nothing holds nobody up."""
    program = telegram(api, tmp_path, "polling", OUDERBOT_DATABASE_URL=postgresql.new_database())
    program.start()
    api.say(1, "wat is een lop")
    api.wait_for(lambda: api.to(1))
    with postgresql.paused():
        api.say(2, "wat is een lop")
        time.sleep(0.5)
        begun = time.monotonic()
        program.stop()
        took = time.monotonic() - begun
    program.start()
    api.wait_for(lambda: api.to(2), 60)
    program.stop()

    assert took < 10


def test_no_more_wait_than_there_is_room_for(api: FakeBotApi, tmp_path: Path) -> None:
    """The rest stays with Telegram: fetched later, none lost."""
    program = telegram(api, tmp_path, "polling")
    program.start()
    api.wait_for(lambda: any(called == "getUpdates" for called, _ in api.calls))
    api.delay = 0.5
    numbers = [api.say(chat, "hallo") for chat in range(1, 2 * WAITING + 1)]
    api.wait_for(lambda: len(api.in_flight) >= WAITING)
    most = 0
    while len(api.sent) < 24:
        most = max(most, len(api.in_flight))
        time.sleep(0.02)
    api.delay = 0
    api.wait_for(lambda: len({one["chat_id"] for one in api.sent}) == len(numbers), 120)
    program.stop()

    assert most == WAITING


def test_a_full_webhook_sends_updates_back(api: FakeBotApi, tmp_path: Path) -> None:
    """503 beyond the bound, so that Telegram sends them again; each is answered at last."""
    program = telegram(api, tmp_path, "webhook")
    program.start()
    api.wait_for(lambda: api.webhook)
    api.delay = 30
    for chat in range(1, 31):
        api.say(chat, "hallo")
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    with httpx.Client(limits=httpx.Limits(max_connections=None)) as client:
        api.wait_for(lambda: _waiting(program) >= 30)
        own = [
            {"update_id": 50_000 + n, "message": api.message(500 + n, text="hallo")}
            for n in range(WAITING)
        ]
        given: list[int] = []
        for update in own:
            try:
                sent = client.post(
                    f"{program.url}{PATH}", json=update, headers=headers, timeout=0.2
                )
                given.append(sent.status_code)
            except httpx.TimeoutException:
                given.append(0)  # it waits for its turn
    held = _waiting(program)
    program.stop(signal.SIGKILL)
    api.delay = 0
    program.start()
    api.wait_for(lambda: {one["chat_id"] for one in api.sent} >= set(range(1, 31)), 60)
    program.stop()

    assert held == WAITING
    assert given.count(503) >= 30
    assert set(given) == {0, 503}


def _waiting(program: Program) -> int:
    """How many updates wait, as the program itself says."""
    text = httpx.get(f"{program.url}/metrics", timeout=10).text
    line = next(
        (one for one in text.splitlines() if one.startswith('ouderbot_queue{channel="telegram"}')),
        "0",
    )
    return int(float(line.split()[-1]))
