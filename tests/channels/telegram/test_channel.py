"""Updates become answers: text, buttons, commands, locations, groups, edits, and what fails."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot.channels.telegram import channel as channel_module
from bot.channels.telegram.channel import UnansweredError
from bot.conversation import Action
from tests.fakes.bench import Bench
from tests.fakes.bot_api import USERNAME


async def test_a_question_gets_its_card_with_the_dutch_in_a_quote(bench: Bench) -> None:
    """Translation on top, the whole Dutch in an expandable quote, buttons below."""
    sent = await bench.says("çocuğum evde Türkçe konuşsa olur mu", "en")

    assert len(sent) == 1
    assert "<blockquote expandable>" in sent[0]["text"]
    assert "Evde en iyi bildiğiniz dili konuşun." in sent[0]["text"].split("<blockquote")[0]
    assert "Spreek thuis de taal die je het best kent." in sent[0]["text"]
    assert "inline_keyboard" in sent[0]["reply_markup"]
    assert "is_disabled" in sent[0]["link_preview_options"]


async def test_start_with_a_deep_link_opens_its_card(bench: Bench) -> None:
    """`/start a_lop-wat____fr` is the card in French; a broken link says so politely."""
    payload = str(Action("ask", "lop-wat", language="fr"))

    assert "LOP" in (await bench.says(f"/start {payload}"))[0]["text"]
    for broken in ("../../etc", "a_lop-weg___fr", "a" * 65):
        sent = await bench.says(f"/start {broken}")
        assert "Deze link klopt niet meer" in sent[0]["text"], broken
        assert sent[0]["reply_markup"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "computerprogramma"), ("/taal", "Kies je taal"), ("/help", "Typ je vraag"),
        ("/privacy", "bewaar je vragen niet"), ("/vergeet", "gewist"),
        (f"/help@{USERNAME}", "Typ je vraag"),
    ],
)  # fmt: skip
async def test_commands(bench: Bench, command: str, words: str) -> None:
    """Each command answers, also with the bot's name behind it."""
    assert any(words in one["text"] for one in await bench.says(command))


async def test_buttons_are_acknowledged_and_answered(bench: Bench) -> None:
    """Also data that no button of ours has."""
    sent = await bench.presses(str(Action("ask", "lop-wat")))

    assert "Wat is een LOP?" in sent[0]["text"]
    assert [name for name, _ in bench.request.calls].count("answerCallbackQuery") == 1
    assert (await bench.presses("'; DROP TABLE chat; --"))[0]["reply_markup"]


async def test_a_location_is_a_question(bench: Bench) -> None:
    """The nearest town, to be confirmed."""
    sent = await bench.sends(location={"latitude": 51.05, "longitude": 3.72})

    assert "Gent" in sent[0]["text"]


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "x", "file_unique_id": "y", "duration": 3}},
        {"sticker": {"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False, "type": "regular"}},
        {"photo": [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]},
        {"document": {"file_id": "x", "file_unique_id": "y"}},
    ],
)  # fmt: skip
async def test_what_is_no_text_gets_a_friendly_line(bench: Bench, content: dict[str, Any]) -> None:
    """It reads text only, and says so with the topics below."""
    sent = await bench.sends(**content)

    assert "alleen tekst" in sent[-1]["text"]


async def test_an_edited_question_is_answered_again(bench: Bench) -> None:
    """Who mends a typing mistake wants the answer to the mended question."""
    message = bench._api.message(7, text="waar is mijn lop", edit_date=5)  # noqa: SLF001  # because the bench makes updates
    bench._api.put(edited_message=message)  # noqa: SLF001  # likewise

    assert await bench.gets(bench._api.updates[-1])  # noqa: SLF001  # likewise


async def test_in_groups_only_when_addressed_and_nothing_remembered(bench: Bench) -> None:
    """Mentioned, replied to or commanded; members leave no trace."""
    bot = {"id": 1, "is_bot": True, "first_name": "O", "username": USERNAME}
    group = {"id": -100, "type": "supergroup"}
    reply = {"message_id": 1, "date": 1, "chat": group, "from": bot}

    assert not await bench.in_group("wat is een lop")
    assert await bench.in_group(f"@{USERNAME} wat is een lop")
    assert await bench.in_group("wat is een lop", reply_to_message=reply)
    assert await bench.in_group("/help")
    assert await bench.memory.recall(bench.keys.of("telegram", -100)) is None


async def test_an_update_is_answered_once(bench: Bench) -> None:
    """A repeated delivery of the same update sends nothing more."""
    await bench.says("wat is een lop")

    assert not await bench.gets(bench._api.updates[-1])  # noqa: SLF001  # because the bench makes updates


async def test_forget_me_removes_the_row(bench: Bench) -> None:
    """/vergeet leaves nothing in the database."""
    key = bench.keys.of("telegram", 7)
    await bench.says("wanneer aanmelden kleuter in gent")
    assert await bench.memory.recall(key) is not None
    await bench.says("/vergeet")

    assert await bench.memory.recall(key) is None


async def test_flood_and_faults_are_waited_out(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """429 is honoured and 5xx tried again; the answer still comes, once."""
    monkeypatch.setattr(channel_module, "PATIENCE", 0.01)
    bench.request.refuse = [
        (429, {"description": "Too Many Requests", "parameters": {"retry_after": 1}}),
        (502, {"description": "Bad Gateway"}),
    ]

    assert len(await bench.says("wat is een lop")) == 3


async def test_an_update_that_cannot_be_answered_comes_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After all attempts it is given back, and not noted as answered."""
    monkeypatch.setattr(channel_module, "PATIENCE", 0.01)
    bench.request.refuse = [(502, {"description": "Bad Gateway"})] * channel_module.ATTEMPTS
    with pytest.raises(UnansweredError):
        await bench.says("wat is een lop")

    assert await bench.gets(bench._api.updates[-1])  # noqa: SLF001  # because the bench makes updates


async def test_who_blocked_the_bot_is_left_in_peace(bench: Bench) -> None:
    """403 is an end, not a fault to try again."""
    bench.request.refuse = [(403, {"description": "Forbidden: bot was blocked by the user"})]

    assert len(await bench.says("wat is een lop")) == 1


async def test_a_fault_of_ours_says_sorry_once_and_logs_no_text(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """In the parent's language; the log tells where, never what was asked or by whom."""
    question = "mijn geheim 4711"

    def broken(*_: object) -> None:
        raise RuntimeError(question)

    monkeypatch.setattr(bench.channel._dialogue, "respond", broken)  # noqa: SLF001  # because the fault must come from inside
    with caplog.at_level(logging.DEBUG):
        sent = await bench.says(question, "fr")

    assert len(sent) == 1
    assert "problème" in sent[0]["text"] or "passé" in sent[0]["text"]
    assert "RuntimeError" in caplog.text
    assert "geheim" not in caplog.text
    assert not await bench.gets(bench._api.updates[-1])  # noqa: SLF001  # because the bench makes updates


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": {"text": "no date, no chat"}},
        {"update_id": 2, "message": "text"},
        {"update_id": 3, "callback_query": {"id": []}},
        {"update_id": 4, "something_new": {"x": 1}},
        {"update_id": 5},
    ],
)
async def test_what_cannot_be_read_is_passed_over(bench: Bench, update: dict[str, Any]) -> None:
    """One unreadable update harms nobody."""
    assert not await bench.gets(update)


async def test_the_bot_does_not_answer_other_bots(bench: Bench) -> None:
    """Two bots in a group would never stop."""
    message = bench._api.message(7, text="wat is een lop")  # noqa: SLF001  # because the bench makes updates
    message["from"]["is_bot"] = True

    assert not await bench.gets({"update_id": 99, "message": message})


async def test_updates_of_one_chat_are_answered_in_order(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two questions typed quickly are answered one after the other, in the order they came."""
    order: list[str] = []
    send = bench.request.do_request

    async def slow(url: str, *arguments: Any, **more: Any) -> tuple[int, bytes]:  # noqa: ANN401  # because it passes everything on
        if url.endswith("sendMessage"):
            order.append("begin")
            await asyncio.sleep(0.02)
            order.append("end")
        return await send(url, *arguments, **more)

    monkeypatch.setattr(bench.request, "do_request", slow)
    updates = []
    for text in ("wat is een lop", "hallo", "bedankt"):
        bench._api.say(7, text)  # noqa: SLF001  # because the bench makes updates
        updates.append(bench._api.updates[-1])  # noqa: SLF001  # likewise
    await asyncio.gather(*(bench.gets(update) for update in updates))
    texts = [one["text"] for one in bench.request.sent()]

    assert order == ["begin", "end"] * 3
    assert "LOP" in texts[0]
    assert "Graag gedaan" in texts[2]


async def test_forwarded_commands_change_nothing(bench: Bench) -> None:
    """Somebody else's /vergeet is not the forwarder's."""
    key = bench.keys.of("telegram", 7)
    await bench.says("wanneer aanmelden kleuter in gent")
    before = await bench.memory.recall(key)
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Iemand"}
    await bench.says("/vergeet", forward_origin=origin)
    await bench.says("/start l____tr", forward_origin=origin)
    await bench.sends(location={"latitude": 48.8, "longitude": 2.3}, forward_origin=origin)

    assert await bench.memory.recall(key) == before


async def test_an_answer_is_not_sent_again_when_its_note_fails(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk costs a retry of the note, never a second card."""
    settle = bench.memory.settle
    fails = [OSError(), OSError()]

    async def broken(*arguments: Any, **more: Any) -> None:  # noqa: ANN401  # because it passes everything on
        if fails:
            raise fails.pop()
        await settle(*arguments, **more)

    monkeypatch.setattr(bench.memory, "settle", broken)
    monkeypatch.setattr("bot.channels.telegram.noting.PAUSES", ())
    with pytest.raises(OSError):  # noqa: PT011  # because the kind is all that matters
        await bench.says("wat is een lop")
    update = bench._api.updates[-1]  # noqa: SLF001  # because the bench makes updates
    with pytest.raises(OSError):  # noqa: PT011  # likewise
        await bench.gets(update)
    await bench.gets(update)

    assert len(bench.request.sent()) == 1
    assert await bench.memory.answered(update["update_id"])
