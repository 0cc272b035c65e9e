"""The whole program against a fake Bot API: killed, refused, flooded, and it still answers."""

from __future__ import annotations

import json
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest

from bot.channels.telegram.channel import AT_ONCE
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.program import ROOT, Program

Way = Literal["polling", "webhook"]
UPDATES = 200
KILLS = 5


def telegram(api: FakeBotApi, folder: Path, way: Way) -> Program:
    """The program, connected to the fake Bot API."""
    program = Program(folder, OUDERBOT_TELEGRAM_TOKEN=TOKEN, OUDERBOT_TELEGRAM_API=api.base)
    if way == "webhook":
        program.environment |= {
            "OUDERBOT_PUBLIC_URL": program.url,
            "OUDERBOT_WEBHOOK_SECRET": "a-secret_of_the_test",
        }
    return program


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi(delay=0.03).running() as running:
        yield running


def test_killed_five_times_and_every_parent_is_answered(
    api: FakeBotApi, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """No update is lost; at each kill at most those are repeated that were in flight.

    By webhook several replicas are killed in test_replicas.py.
    """
    program = telegram(api, tmp_path, "polling")
    program.start()
    chance = random.Random(4)  # noqa: S311  # because the kills must fall the same way each time
    asked = 0
    allowed = KILLS * AT_ONCE
    for _ in range(KILLS):
        for _ in range(UPDATES // KILLS):
            asked += 1
            api.say(10_000 + asked, "hallo")
        goal = len(api.sent) + chance.randint(5, 20)
        api.wait_for(lambda goal=goal: len(api.sent) >= goal, 60)
        program.stop(signal.SIGKILL)
        program.start()
    api.wait_for(lambda: len({one["chat_id"] for one in api.sent}) >= UPDATES, 60)
    time.sleep(1)
    program.stop()
    answers = Counter(one["chat_id"] for one in api.sent)
    lost = UPDATES - len(answers)
    repeats = sum(answers.values()) - len(answers)
    record_property(
        "measured",
        f"polling: {UPDATES} updates, {KILLS} kills: {lost} lost, {repeats} repeated "
        f"(at most {allowed} were in flight)",
    )

    assert lost == 0
    assert repeats <= allowed


@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_a_poison_update_blocks_nobody(api: FakeBotApi, tmp_path: Path, way: Way) -> None:
    """What the library cannot read is passed over; the question after it is answered."""
    program = telegram(api, tmp_path, way)
    program.start()
    api.put(message={"text": "no chat, no date"})
    api.put(message="not even an object")
    api.say(5, "wat is een lop")
    api.wait_for(lambda: api.to(5))
    program.stop()

    assert "LOP" in api.to(5)[0]["text"]


def test_what_waits_is_not_fetched_over_and_over(api: FakeBotApi, tmp_path: Path) -> None:
    """Unconfirmed updates come with every poll, so while many wait it polls less often."""
    program = telegram(api, tmp_path, "polling")
    program.start()
    api.delay = 0.0
    for chat in range(1, UPDATES + 1):
        api.say(chat, "wat is een lop")
    api.wait_for(lambda: len(api.sent) >= UPDATES, 60)
    program.stop()

    assert api.fetched < 15 * UPDATES


def test_faults_of_telegram_are_survived(api: FakeBotApi, tmp_path: Path) -> None:
    """5xx and 429 on fetching and sending, one 404: the answer comes all the same."""
    program = telegram(api, tmp_path, "polling")
    program.start()
    api.fail("getUpdates", 502, 2)
    api.fail("getUpdates", 404, 1)
    api.fail("getUpdates", 429, 1, retry_after=1)
    api.fail("sendMessage", 500, 1)
    api.fail("sendMessage", 429, 1, retry_after=1)
    api.say(6, "wat is een lop")
    api.wait_for(lambda: api.to(6), 30)

    assert program.process is not None
    assert program.process.poll() is None
    assert program.stop() == 0


@pytest.mark.parametrize(("status", "words"), [(401, "does not know"), (409, "another program")])
def test_a_refusal_that_stays_ends_the_program_with_a_reason(
    api: FakeBotApi, tmp_path: Path, status: int, words: str
) -> None:
    """A dead polling loop is never a silent one."""
    program = telegram(api, tmp_path, "polling")
    api.fail("getUpdates", status, 50)
    program.start()
    assert program.process is not None

    assert program.process.wait(40) == 1
    assert words in program.log.read_text()


def test_nothing_secret_and_nothing_private_is_logged(api: FakeBotApi, tmp_path: Path) -> None:
    """At the chattiest level: no token, no question, no name, no chat id."""
    program = telegram(api, tmp_path, "polling")
    program.start()
    api.fail("sendMessage", 502, 1)
    api.say(987654321, "mijn geheime vraag over blauwebessensoep")
    api.wait_for(lambda: api.to(987654321))
    program.stop()
    logged = program.log.read_text()

    assert TOKEN not in logged
    assert TOKEN.split(":")[1] not in logged
    for word in ("blauwebessensoep", "987654321", 'Ouder"', "first_name"):
        assert word not in logged


def test_nothing_of_a_message_is_on_the_disk(api: FakeBotApi, tmp_path: Path) -> None:
    """After conversations the data folder holds no text, no name and no chat id."""
    program = telegram(api, tmp_path, "polling")
    program.start()
    for number in range(20):
        api.say(555000 + number, f"mijn geheim {number} blauwebessensoep wat is een lop")
    api.wait_for(lambda: len(api.sent) >= 20)
    program.stop()
    for file in (tmp_path / "data").rglob("*"):
        content = file.read_bytes()
        assert b"blauwebessen" not in content
        assert b"555000" not in content


def test_the_profile_is_set_once_in_every_language(api: FakeBotApi, tmp_path: Path) -> None:
    """Commands, name and descriptions per language; a second start sets nothing again."""
    program = telegram(api, tmp_path, "polling")
    for _ in range(2):
        program.start()
        api.wait_for(lambda: ("MyShortDescription", "zh") in api.profile)
        api.say(8, "hallo")
        api.wait_for(lambda: api.to(8))
        program.stop()
    sets = Counter(name for name, _ in api.calls if name.startswith("setMy"))

    codes = {path.name for path in (ROOT / "locales").iterdir() if path.is_dir()}

    assert set(sets.values()) == {len(codes) + 1}
    assert {code for field, code in api.profile if field == "MyCommands"} == {"", *codes}
    assert len(api.profile["MyShortDescription", "ar"]) <= 120
    assert all(
        len(text) <= 512 for (field, _), text in api.profile.items() if field == "MyDescription"
    )


def test_the_webhook_is_guarded(api: FakeBotApi, tmp_path: Path) -> None:
    """No secret, no answer; big bodies and nonsense are refused without harm."""
    program = telegram(api, tmp_path, "webhook")
    program.start()
    url = f"http://127.0.0.1:{program.port}/telegram"
    right = {"X-Telegram-Bot-Api-Secret-Token": "a-secret_of_the_test"}

    assert httpx.post(url, json={"update_id": 1}).status_code == 403
    wrong = {"X-Telegram-Bot-Api-Secret-Token": "wrong"}
    assert httpx.post(url, json={"update_id": 1}, headers=wrong).status_code == 403
    assert httpx.post(url, content=b"x" * 600_000, headers=right).status_code == 413
    assert httpx.post(url, content=b"{", headers=right).status_code == 200
    charset = right | {"Content-Type": "application/json; charset=utf-8"}
    body = json.dumps({"update_id": 7, "message": api.message(9, text="hallo")})
    assert httpx.post(url, content=body.encode(), headers=charset).status_code == 200
    assert len(api.to(9)) == 1
    api.fail("sendMessage", 502, 20)
    body = json.dumps({"update_id": 8, "message": api.message(9, text="hallo")})
    assert httpx.post(url, content=body.encode(), headers=right, timeout=30).status_code == 503
    program.stop()


def test_readiness(api: FakeBotApi, tmp_path: Path) -> None:
    """/readyz says what is heard; a graceful stop takes less than ten seconds."""
    program = telegram(api, tmp_path, "polling")
    program.start()
    url = f"http://127.0.0.1:{program.port}/readyz"
    api.wait_for(lambda: httpx.get(url).status_code == 200)

    names = ("catalogue", "understanding", "database", "telegram")
    assert httpx.get(url).json() == dict.fromkeys(names, "ok")
    begun = time.monotonic()
    assert program.stop() == 0
    assert time.monotonic() - begun < 10


def test_from_any_chat_to_a_sent_card_in_two_choices(api: FakeBotApi, tmp_path: Path) -> None:
    """A few words and a result; or the share button and a chat."""
    program = telegram(api, tmp_path, "polling")
    program.start()
    user = {"id": 5, "is_bot": False, "first_name": "Brug", "language_code": "nl"}
    for query in ("aanmelden gent secundair tr", "", "a_schooltoeslag___ar"):
        seen = len(api.listed)
        api.put(inline_query={"id": "1", "from": user, "query": query, "offset": ""})
        api.wait_for(lambda seen=seen: len(api.listed) > seen)
    program.stop()
    searched, season, shared = api.listed

    assert "Türkçe" in searched[0]["description"]
    assert len(season) == 50
    assert [one["id"] for one in shared] == ["a_schooltoeslag___ar"]
