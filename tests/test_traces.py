"""After many chats the disk holds what docs/privacy.md declares, after /vergeet not even that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.memory import ChatKeys
from tests.fakes.bot_api import TOKEN, USERNAME, FakeBotApi
from tests.fakes.program import Program

FEW, MANY, BROWSERS = 35, 1000, 4
"""Chats in each run, in one with `--full`, and browsers."""
FIRST_ID, APART = 7_000_000_000_001, 1_234_567
"""Ids of thirteen digits, which stand nowhere by chance."""
UNPLACED = "wie wint de voetbalmatch morgen"


@dataclass
class Somebody:
    """One parent: everything that could tell who it was or what was asked."""

    number: int
    sent: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        return FIRST_ID + self.number * APART

    @property
    def word(self) -> str:
        """Stands in every text of this parent, and nowhere else."""
        return f"blauwebes{self.number}zq"

    @property
    def about(self) -> dict[str, str]:
        return {
            "first_name": f"Voornaam{self.number}zq",
            "last_name": f"Achternaam{self.number}zq",
            "username": f"naam_{self.number}_zq",
        }

    def needles(self) -> dict[str, bytes]:
        """What must not be found, each under a name; numbers also as databases store them."""
        return {
            f"{self.number} word": self.word.encode(),
            f"{self.number} word in UTF-16": self.word.encode("utf-16-le"),
            f"{self.number} id": str(self.id).encode(),
            f"{self.number} id as SQLite stores it": self.id.to_bytes(6, "big"),
            f"{self.number} id as a number": self.id.to_bytes(8, "little"),
            **{f"{self.number} {name}": text.encode() for name, text in self.about.items()},
        }


class Town:
    """All of them, writing to the program through the fake Bot API."""

    def __init__(self, api: FakeBotApi, chats: int) -> None:
        self.api = api
        self.people = [Somebody(number) for number in range(chats)]

    def writes(self, one: Somebody, text: str | None = None, **content: Any) -> None:  # noqa: ANN401  # because it is JSON
        """Sends a message, and waits for its answer."""
        said = {"text": f"{text} {one.word}" if not text.startswith("/") else text} if text else {}
        message = self.api.message(one.id, **said, **content)
        for who in ("from", "chat"):
            message[who] |= one.about
        self._put(message=message)

    def presses(self, one: Somebody, button: str) -> None:
        """Presses a button of the newest message that has it, and waits for its answer."""
        message, data = next(
            (message, button_["callback_data"])
            for message in reversed([*self.api.to(one.id), *self._edited(one)])
            for row in message["rows"]
            for button_ in row
            if button in button_["text"] and "callback_data" in button_
        )
        number = self.api.press(one.id, data, html=message["html"])
        self.api.updates[-1]["callback_query"]["from"] |= one.about
        self._answered(number)

    def _edited(self, one: Somebody) -> list[dict[str, Any]]:
        return [message for message in self.api.edited if message["chat_id"] == one.id]

    def _put(self, **content: object) -> None:
        self._answered(self.api.put(**content))

    def _answered(self, number: int) -> None:
        self.api.wait_for(lambda: self.api.confirmed > number, 60)

    def others(self, one: Somebody) -> None:
        """What comes in beside messages: inline, in a group, and what nobody can read."""
        user = {"id": one.id, "is_bot": False, "language_code": "nl", **one.about}
        query = {"id": "1", "from": user, "query": f"lop {one.word}", "offset": ""}
        self._put(inline_query=query)
        group = self.api.message(one.id, text=f"@{USERNAME} wat is een lop {one.word}")
        group["from"] |= one.about
        group["chat"] = {"id": -one.id, "type": "supergroup", "title": one.word}
        self.api.chats.add(-one.id)
        self._put(message=group)
        self._put(message={"text": one.word, "from": user})


def _asks(town: Town, one: Somebody) -> None:
    town.writes(one, "wanneer aanmelden in gent")
    town.presses(one, "Secundair")
    town.writes(one, "ما هو")


def _sends(town: Town, one: Somebody) -> None:
    town.writes(one, location={"latitude": 51.05, "longitude": 3.72})
    town.writes(one, caption=one.word, photo=[{"file_id": one.word, "file_unique_id": "y",
                "width": 1, "height": 1}])  # fmt: skip
    town.writes(one, contact={"phone_number": one.word, "first_name": one.word})


def _refuses(town: Town, one: Somebody) -> None:
    town.writes(one, UNPLACED)
    town.writes(one, "welke film is leuk vanavond")
    town.presses(one, "Nee, bewaar niets")


def _agrees(town: Town, one: Somebody) -> None:
    town.writes(one, UNPLACED)
    town.writes(one, "welke film is leuk vanavond")
    town.presses(one, "Ja, bewaar de tekst")


def _is_reminded(town: Town, one: Somebody) -> None:
    town.writes(one, "wanneer aanmelden eerste middelbaar in Gent")
    town.presses(one, "Herinner mij")
    town.presses(one, "Ja, herinner mij")


def _wants_news(town: Town, one: Somebody) -> None:
    town.writes(one, "wanneer aanmelden lagere school in Gent")
    town.presses(one, "Nieuws van mijn streek")
    town.presses(one, "Nieuws van mijn streek")


def _passes_on(town: Town, one: Somebody) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": one.word}
    town.writes(one, "mijn kind wordt geweigerd op school in Aalst", forward_origin=origin)
    town.others(one)
    town.writes(one, "/deel")


def _has_bad_luck(town: Town, one: Somebody) -> None:
    """Faults are what fills a log."""
    for status in (502, 429, 400):
        more: dict[str, object] = {"retry_after": 1} if status == 429 else {}
        town.api.fail("sendMessage", status, 1, **more)
        town.writes(one, "wat is een lop")
    town.writes(one, "mijn man slaat mij")


SCRIPTS: list[Callable[[Town, Somebody], None]] = [
    _asks, _sends, _refuses, _is_reminded, _wants_news, _passes_on, _has_bad_luck,
]  # fmt: skip
AGREED = 2
"""The one who says yes."""


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as running:
        yield running


def found(folder: Path, needles: dict[str, bytes]) -> set[str]:
    """The names of what stands in any file of a folder."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {name for name, needle in needles.items() if any(needle in one for one in files)}


def test_chats_leave_what_is_declared_and_then_nothing(
    api: FakeBotApi, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Texts, names, ids, cookies, hashes: in the database, its journal, the folder and the log."""
    program = Program(tmp_path, OUDERBOT_TELEGRAM_TOKEN=TOKEN, OUDERBOT_TELEGRAM_API=api.base)
    program.start()
    chats = MANY if request.config.getoption("--full") else FEW
    town = Town(api, chats)
    for one in town.people:
        script = _agrees if one.number == AGREED else SCRIPTS[one.number % len(SCRIPTS)]
        script(town, one)
    cookies = []
    for number in range(BROWSERS):
        with httpx.Client(base_url=program.url) as browser:
            browser.post("/", data={"question": f"wat is een lop blauwebrowser{number}zq"})
            browser.post("/", data={"question": f"kleuter in gent blauwebrowser{number}zq"})
            cookies.append(browser.cookies["ouderbot"])
    keys = ChatKeys((tmp_path / "data" / "hash-key").read_text("ascii").strip())
    secrets = {f"cookie {number}": cookie.encode() for number, cookie in enumerate(cookies)}
    secrets |= {f"browser {n}": f"blauwebrowser{n}zq".encode() for n in range(BROWSERS)}
    secrets |= {"token": TOKEN.split(":")[1].encode(), "location": b"51.05"}
    for one in town.people:
        secrets |= one.needles()
    hashes = {f"hash of {one.number}": keys.of("telegram", one.id).encode() for one in town.people}
    hashes |= {f"hash of cookie {c}": keys.of("web", c).encode() for c in cookies}
    in_the_inbox = {f"{AGREED} word"}
    asked = {
        number
        for number in range(chats)
        if SCRIPTS[number % len(SCRIPTS)] in {_is_reminded, _wants_news}
    }

    assert found(tmp_path, secrets) == in_the_inbox | {
        f"{number} id as SQLite stores it" for number in asked
    }
    assert found(tmp_path, hashes) >= {f"hash of {number}" for number in asked}
    assert len(found(tmp_path, hashes)) > chats // 2

    for one in town.people:
        town.writes(one, "/vergeet")
        assert "gewist" in town.api.to(one.id)[-1]["text"]
    for cookie in cookies:
        httpx.post(program.url, data={"question": "/vergeet"}, cookies={"ouderbot": cookie})
    while_running = found(tmp_path, secrets | hashes)
    assert program.stop() == 0

    assert while_running == in_the_inbox
    assert found(tmp_path, secrets | hashes) == in_the_inbox
    assert {path.name for path in (tmp_path / "data").iterdir()} <= declared_files()
    assert "Traceback" not in program.log.read_text()


def declared_files() -> set[str]:
    """The files of the data folder that the record names."""
    record = Path(__file__).parent.parent.joinpath("docs/privacy.md").read_text("utf-8")
    table = record.split("## Where")[1].split("\n\n")[1]
    return set(re.findall(r"`([a-z.-]+)`", table))
