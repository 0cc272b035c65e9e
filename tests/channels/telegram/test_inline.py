"""Any card in any chat: inline queries, the share button, copying, and turning a card."""

from __future__ import annotations

import re
from typing import Any

import pytest
from telegram.constants import InlineQueryLimit

from bot.catalogue import NOOD, Catalogue
from bot.conversation import Action
from bot.conversation.speaker import SMALL_TALK
from tests.fakes.bench import Bench
from tests.fakes.bot_api import USERNAME


def _listed(answer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer["results"]
    return found


def _text(result: dict[str, Any]) -> str:
    return str(result["input_message_content"]["message_text"])


async def test_a_card_is_complete_without_its_buttons(bench: Bench) -> None:
    """The parent's language, the Dutch, the links, and a link back to the same card in it."""
    answer = await bench.types_inline("aanmelden gent secundair tr")
    first = next(r for r in _listed(answer) if "aanmelden-wanneer" in r["id"])
    text = _text(first)

    assert "Wanneer kan ik aanmelden?" in first["title"]
    assert "Türkçe" in first["description"]
    assert "2027" in text.split("<blockquote")[0]
    assert "In het Nederlands" in text or "<blockquote" in text
    assert f"https://t.me/{USERNAME}?start={first['id']}" in text


async def test_the_answer_is_for_one_person_and_for_a_minute(bench: Bench) -> None:
    """Telegram's own cache would show one person's language to another, and yesterday's dates."""
    answer = await bench.types_inline("")

    assert answer["is_personal"] is True
    assert int(answer["cache_time"]) == 60
    assert len(_listed(answer)) == InlineQueryLimit.RESULTS


async def test_nothing_found_opens_the_bot(bench: Bench) -> None:
    """Who finds nothing has a way on, in the language of the app."""
    answer = await bench.types_inline("xyzzy plop", "fr")
    button = answer["button"]

    assert _listed(answer) == []
    assert button["start_parameter"] == str(Action("start"))
    assert "Ouderbot" in button["text"]


async def test_no_picture_without_an_address_of_its_own(bench: Bench) -> None:
    """Telegram could not fetch it."""
    answer = await bench.types_inline("lop fr")

    assert all("thumbnail_url" not in result for result in _listed(answer))


async def test_the_share_button_leads_to_exactly_its_card(bench: Bench) -> None:
    """Two choices from a card to any chat: the button and the chat."""
    (sent,) = await bench.says("wanneer aanmelden secundair in gent", "tr")
    buttons = [button for row in sent["reply_markup"]["inline_keyboard"] for button in row]
    chosen = next(b for b in buttons if "switch_inline_query_chosen_chat" in b)
    query = chosen["switch_inline_query_chosen_chat"]["query"]
    (result,) = _listed(await bench.types_inline(query))

    assert result["id"] == query
    assert "Gent" in _text(result)


async def test_the_sentence_to_show_can_be_copied(bench: Bench) -> None:
    """It is Dutch, whatever the language of the card."""
    (sent,) = await bench.says("okul faturasını ödeyemiyorum", "tr")
    buttons = [button for row in sent["reply_markup"]["inline_keyboard"] for button in row]
    copied = next(b["copy_text"]["text"] for b in buttons if "copy_text" in b)

    assert f"«{copied}»" in re.sub("<.*?>", "", sent["text"])


async def test_a_card_turns_to_dutch_and_back_in_place(bench: Bench) -> None:
    """No second message; the remembered language stays the parent's."""
    await bench.says("merhaba", "tr")
    (sent,) = await bench.says("okul faturasını ödeyemiyorum", "tr")
    (turn,) = sent["reply_markup"]["inline_keyboard"][0][:1]
    assert not await bench.presses(turn["callback_data"])
    (dutch,) = bench.request.of("editMessageText")
    back = dutch["reply_markup"]["inline_keyboard"][0][0]
    assert not await bench.presses(back["callback_data"])
    own = bench.request.of("editMessageText")[-1]
    chat = await bench.memory.recall(bench.keys.of("telegram", 7))

    assert "Ik kan de schoolrekening niet betalen" in dutch["text"]
    assert "<blockquote" not in dutch["text"]
    assert own["text"] == sent["text"]
    assert chat is not None
    assert chat.language == "tr"


async def test_a_card_too_old_to_edit_is_sent_anew(bench: Bench) -> None:
    """Telegram lets a bot edit for 48 hours only."""
    (sent,) = await bench.says("okul faturasını ödeyemiyorum", "tr")
    (turn,) = sent["reply_markup"]["inline_keyboard"][0][:1]
    bench.request.refuse = [(400, {"description": "Bad Request: message can't be edited"})]

    assert len(await bench.presses(turn["callback_data"])) == 1


async def test_danger_has_no_buttons(bench: Bench) -> None:
    """Nothing stands between a parent and the number."""
    (sent,) = await bench.says("mijn man slaat mij en mijn kind")

    assert "reply_markup" not in sent


@pytest.mark.parametrize("code", ["tr", "ar", "ti", "zh"])
async def test_every_card_can_be_put_into_a_chat(
    bench: Bench, catalogue: Catalogue, code: str
) -> None:
    """One message each, within Telegram's limit, from its exact link."""
    for intent in catalogue.intents.values():
        if intent.topic == SMALL_TALK or intent.id == NOOD:
            continue
        action = Action("ask", intent.id, "44021", None, None, code)
        (result,) = _listed(await bench.types_inline(str(action)))
        plain = re.sub("<.*?>", "", _text(result))
        assert len(plain.encode("utf-16-le")) // 2 <= 4096, intent.id
