"""In Telegram the text to keep stands in the chat alone until the parent presses yes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.memory import Memory
from tests.fakes.bench import Bench
from tests.fakes.bot_api import TOKEN, USERNAME, FakeBotApi
from tests.fakes.program import Program

FIRST = "wie wint de voetbalmatch morgen"
SECOND = "welke film is leuk vanavond <b>&co 🎬 bel 0470123456"
KEPT = "welke film is leuk vanavond <b>&co 🎬 bel …"


def pressed(message: dict[str, Any], number: int) -> str:
    """The data of a button of a message that was sent."""
    rows = message["reply_markup"]["inline_keyboard"]
    return str(rows[number][0]["callback_data"])


async def asked(bench: Bench) -> dict[str, Any]:
    """The message that asks, after two misses."""
    await bench.says(FIRST)
    message: dict[str, Any] = (await bench.says(SECOND))[-1]
    return message


def edited(bench: Bench) -> str:
    return str(bench.request.of("editMessageText")[-1]["text"])


async def texts(bench: Bench) -> list[str]:
    return [one.text for one in await bench.memory.inbox()]


async def test_it_is_asked_in_a_message_of_its_own(bench: Bench) -> None:
    """The card with its topics stays as it is; below it the text as it would be kept, yes, no."""
    await bench.says(FIRST)
    card, question = await bench.says(SECOND)

    assert "m_inschrijven" in str(card["reply_markup"])
    assert "<blockquote>welke film is leuk vanavond &lt;b&gt;&amp;co" in question["text"]
    assert "0470" not in str(question)
    assert len(question["reply_markup"]["inline_keyboard"]) == 2
    assert not await texts(bench)


async def test_a_yes_keeps_the_text_of_the_message(bench: Bench) -> None:
    """Letter for letter, emoji and signs of HTML too; the thanks take the question's place."""
    question = await asked(bench)
    await bench.presses(pressed(question, 0), question["text"])

    assert [(one.language, one.text) for one in await bench.memory.inbox()] == [("nl", KEPT)]
    assert "bewaard" in edited(bench)
    assert "film" not in edited(bench)


async def test_a_no_keeps_nothing(bench: Bench) -> None:
    """And takes the text away."""
    question = await asked(bench)
    await bench.presses(pressed(question, 1), question["text"])

    assert not await texts(bench)
    assert "film" not in edited(bench)


async def test_a_yes_that_telegram_repeats_is_kept_once(bench: Bench) -> None:
    """Delivered again, or pressed again before the buttons went."""
    question = await asked(bench)
    await bench.presses(pressed(question, 0), question["text"])
    await bench.gets(bench._api.updates[-1])  # noqa: SLF001  # because the bench makes updates
    await bench.presses(pressed(question, 0), question["text"])

    assert await texts(bench) == [KEPT]


async def test_a_yes_is_not_lost_when_the_database_is_away_for_a_moment(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thanks were sent; when the update comes again the text is kept, and nothing said."""
    question = await asked(bench)
    right = bench.memory.settle

    async def away(*_: object, **__: object) -> None:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(bench.memory, "settle", away)
    monkeypatch.setattr("bot.channels.telegram.noting.PAUSES", ())
    with pytest.raises(OperationalError):
        await bench.presses(pressed(question, 0), question["text"])
    monkeypatch.setattr(bench.memory, "settle", right)
    thanks = len(bench.request.of("editMessageText"))
    await bench.gets(bench._api.updates[-1])  # noqa: SLF001  # because the bench makes updates

    assert await texts(bench) == [KEPT]
    assert len(bench.request.of("editMessageText")) == thanks


async def test_a_message_that_is_too_old_to_be_read_keeps_nothing(bench: Bench) -> None:
    """Telegram gives no text of it; the topics come as a new message."""
    question = await asked(bench)
    bench._api.press(7, pressed(question, 0))  # noqa: SLF001  # because the bench makes updates
    update = bench._api.updates[-1]  # noqa: SLF001  # likewise
    message = update["callback_query"]["message"]
    update["callback_query"]["message"] = {
        "chat": message["chat"], "message_id": message["message_id"], "date": 0,
    }  # fmt: skip
    sent = await bench.gets(update)

    assert sent
    assert not await texts(bench)


async def test_the_dutch_of_a_card_is_no_text_to_keep(bench: Bench) -> None:
    """Only the question's own quotation is read back, not a quotation that can be unfolded."""
    await asked(bench)
    card = "<blockquote expandable>De school helpt je kind</blockquote>"
    await bench.presses("y____nl", card)

    assert not await texts(bench)


async def test_a_deep_link_is_no_yes(bench: Bench) -> None:
    """Anybody can make one."""
    await asked(bench)
    await bench.says("/start y____nl")

    assert not await texts(bench)


async def test_a_group_is_never_asked(bench: Bench) -> None:
    """Nor can a press there keep anything."""
    for _ in range(3):
        for message in await bench.in_group(f"@{USERNAME} {SECOND}"):
            assert "y____" not in str(message)
    bench._api.press(7, "y____nl", html="<blockquote>een vraag</blockquote>")  # noqa: SLF001  # because the bench makes updates
    update = bench._api.updates[-1]  # noqa: SLF001  # likewise
    update["callback_query"]["message"]["chat"] = {"id": -100, "type": "supergroup", "title": "O"}
    await bench.gets(update)

    assert not await texts(bench)


async def test_who_forwards_is_never_asked(bench: Bench) -> None:
    """However often, and whatever was missed before."""
    await bench.says(FIRST)
    for _ in range(3):
        for message in await bench.forwards(SECOND):
            assert "y____" not in str(message)


async def test_danger_after_misses_is_never_asked(bench: Bench) -> None:
    """The card alone."""
    await bench.says(FIRST)
    sent = await bench.says("mijn man slaat mij en mijn kind")

    assert "112" in sent[-1]["text"]
    assert "y____" not in str(sent)


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as running:
        yield running


async def in_the_inbox(folder: Path) -> list[str]:
    memory = Memory(f"sqlite+aiosqlite:///{folder / 'data' / 'memory.sqlite'}")
    found = [one.text for one in await memory.inbox()]
    await memory.close()
    return found


async def test_no_text_reaches_the_disk_or_the_log_without_a_yes(
    api: FakeBotApi, tmp_path: Path
) -> None:
    """The whole program with its most talkative log: asked, refused, asked another, agreed."""
    program = Program(tmp_path, OUDERBOT_TELEGRAM_TOKEN=TOKEN, OUDERBOT_TELEGRAM_API=api.base)
    program.start()

    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    for chat, answer in ((1, 1), (2, 0)):
        api.say(chat, FIRST)
        api.say(chat, f"welke zeldzame film is leuk voor nummer {chat}")
        api.wait_for(lambda chat=chat: len(api.to(chat)) == 3)
        assert b"zeldzame" not in on_disk()
        question = api.to(chat)[-1]
        edits = len(api.edited)
        api.press(chat, question["rows"][answer][0]["callback_data"], html=question["html"])
        api.wait_for(lambda edits=edits: len(api.edited) > edits)
    assert program.stop() == 0

    assert await in_the_inbox(tmp_path) == ["welke zeldzame film is leuk voor nummer 2"]
    assert b"nummer 1" not in on_disk()
    assert b"zeldzame" not in program.log.read_bytes()
    assert b"voetbalmatch" not in on_disk()
