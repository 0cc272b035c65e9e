"""Who sends too much is told so kindly, and never at the cost of danger or of another chat."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.channels import thinking
from bot.channels.allowance import Allowance
from bot.channels.telegram import channel as channel_module
from bot.channels.telegram.channel import MESSAGES, UnansweredError
from bot.channels.telegram.offering import LETTERS
from tests.fakes.bench import Bench

TOLD = "Je stuurt veel berichten"


@pytest.fixture(autouse=True)
def _no_time_passes(bench: Bench) -> None:
    """However slow the machine is, the messages of a test come at once."""
    bench.channel._messages = Allowance(MESSAGES, lambda: 0.0)  # noqa: SLF001  # because the clock is inside
    bench.channel._offering.letters = Allowance(LETTERS, lambda: 0.0)  # noqa: SLF001  # likewise


async def _flood(bench: Bench, number: int, text: str = "hallo", chat: int = 7) -> list[str]:
    """The texts sent for each of so many messages."""
    return [
        "\n".join(one["text"] for one in await bench.says(text, chat=chat)) for _ in range(number)
    ]


async def test_a_burst_is_answered_then_it_is_told_once(bench: Bench) -> None:
    """Twenty messages are answered, the next gets one kind sentence, the rest silence."""
    replies = await _flood(bench, MESSAGES.messages + 10)

    assert all(replies[: MESSAGES.messages])
    assert not any(TOLD in text for text in replies[: MESSAGES.messages])
    assert TOLD in replies[MESSAGES.messages]
    assert not any(replies[MESSAGES.messages + 1 :])
    assert all(await _flood(bench, 1, chat=8)), "another chat"


async def test_it_is_told_in_the_parents_language(bench: Bench) -> None:
    """As in every answer, the Dutch stands beside it."""
    replies = await _flood(bench, MESSAGES.messages + 1, "çocuğum evde Türkçe konuşsa olur mu")

    assert "Çok mesaj gönderiyorsunuz." in replies[-1]
    assert TOLD in replies[-1]


@pytest.mark.parametrize("text", ["mijn man slaat mij", "أريد أن أموت", "i want to kill myself"])
async def test_danger_is_always_answered(bench: Bench, text: str) -> None:
    """However many messages came before: in distress people write many."""
    await _flood(bench, MESSAGES.messages + 5)

    assert "112" in (await _flood(bench, 1, text))[0]


async def test_who_wants_to_be_forgotten_is(bench: Bench) -> None:
    """A flood is no reason to keep anything."""
    await bench.says("wanneer aanmelden kleuter in gent")
    await _flood(bench, MESSAGES.messages + 5)
    key = bench.keys.of("telegram", 7)
    assert await bench.memory.recall(key) is not None
    await bench.says("/vergeet")

    assert await bench.memory.recall(key) is None


async def test_what_is_held_back_changes_nothing(bench: Bench) -> None:
    """Nothing is remembered or counted of a message that got no answer."""
    await _flood(bench, MESSAGES.messages)
    key = bench.keys.of("telegram", 7)
    before = await bench.memory.recall(key)
    await bench.says("wanneer aanmelden kleuter in gent")
    await bench.says("wanneer aanmelden kleuter in gent")

    assert await bench.memory.recall(key) == before


async def test_buttons_count_and_their_clock_still_stops(bench: Bench) -> None:
    """A pressed button never turns for ever."""
    await _flood(bench, MESSAGES.messages + 1)

    assert not await bench.presses("m")
    assert bench.request.of("answerCallbackQuery")


async def test_a_message_that_comes_again_counts_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Telegram is away nobody uses up an allowance."""
    monkeypatch.setattr(channel_module, "PATIENCE", 0.0)
    message = bench._api.say(7, "hallo")  # noqa: SLF001  # because the bench makes updates
    update = bench._api.updates[-1]  # noqa: SLF001  # likewise
    assert update["update_id"] == message
    refusals = channel_module.ATTEMPTS * (MESSAGES.messages + 1)
    bench.request.refuse = [(502, {"description": "Bad Gateway"})] * refusals
    for _ in range(MESSAGES.messages + 1):
        with pytest.raises(UnansweredError):
            await bench.gets(update)

    assert TOLD not in (await bench.gets(update))[0]["text"]


async def test_typing_in_another_chat_has_an_end(bench: Bench) -> None:
    """Telegram asks at every letter; a program that asks for ever is not answered for ever."""
    for _ in range(LETTERS.messages + 10):
        await bench.types_inline("lop")

    assert len(bench.request.of("answerInlineQuery")) == LETTERS.messages
    assert all(await _flood(bench, 1)), "the same person's own chat"


async def test_patience_for_one_chat_stops_no_other(bench: Bench) -> None:
    """429 is for the chat that got it: eight chats that must wait leave room for a ninth."""
    again = {"description": "Too Many Requests", "parameters": {"retry_after": 30}}
    bench.request.refuse = [(429, again)] * channel_module.AT_ONCE
    waiting = [
        asyncio.create_task(bench.says("hallo", chat=100 + number))
        for number in range(channel_module.AT_ONCE)
    ]
    while bench.request.refuse:  # noqa: ASYNC110  # because the request tells nobody
        await asyncio.sleep(0.01)
    begun = time.monotonic()
    assert await bench.says("hallo", chat=8)
    assert time.monotonic() - begun < 10
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)

    assert bench.channel._room._value == channel_module.AT_ONCE  # noqa: SLF001  # because no room may be lost


async def test_an_answer_that_takes_too_long_comes_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing waits for ever, and nothing is lost."""
    monkeypatch.setattr(channel_module, "ANSWERING", 0.2)
    again = {"description": "Too Many Requests", "parameters": {"retry_after": 30}}
    bench.request.refuse = [(429, again)]
    with pytest.raises(UnansweredError):
        await bench.says("wat is een lop")

    assert await bench.gets(bench._api.updates[-1])  # noqa: SLF001  # because the bench makes updates


async def test_a_question_that_takes_too_long_to_understand(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parent hears that something went wrong; asked again it would take as long."""

    def slow(*_: object) -> Any:  # noqa: ANN401  # because it never gives anything
        time.sleep(1)

    monkeypatch.setattr(thinking, "THINKING", 0.1)
    monkeypatch.setattr(bench.channel._dialogue, "respond", slow)  # noqa: SLF001  # because the fault must come from inside
    sent = await bench.says("wat is een lop")

    assert len(sent) == 1
    assert "fout" in sent[0]["text"] or "mis" in sent[0]["text"]
    assert not await bench.gets(bench._api.updates[-1])  # noqa: SLF001  # because the bench makes updates
