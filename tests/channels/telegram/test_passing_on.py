"""What a brugfiguur does in Telegram: forward a message, ask in a group, make a link."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image
from telegram import Update

from bot.channels.telegram.invitation import picture
from bot.channels.telegram.shape import readable
from tests.fakes.bench import Bench
from tests.fakes.bot_api import USERNAME


async def test_a_forwarded_message_gets_a_summary_and_a_card_apart(bench: Bench) -> None:
    """The second message is for the parent: forwarding it passes on no Dutch for the helper."""
    summary, card = await bench.forwards("oğlum okulda zorbalığa uğruyor")

    assert "De ouder vraagt: Mijn kind wordt gepest" in summary["text"]
    assert "reply_markup" not in summary
    assert "<b>Çocuğuma zorbalık yapılıyor</b>" in card["text"]
    assert "De ouder vraagt" not in card["text"]
    assert await bench.memory.recall(bench.keys.of("telegram", 7)) is None


async def test_naming_the_bot_in_a_reply_asks_what_the_other_asked(bench: Bench) -> None:
    """In a group a brugfiguur replies to a parent's message with the bot's name alone."""
    parent = {"id": 8, "is_bot": False, "first_name": "Ouder"}
    told = {
        "message_id": 1, "date": 1, "chat": {"id": -100, "type": "supergroup"}, "from": parent,
        "text": "oğlum okulda zorbalığa uğruyor",
    }  # fmt: skip
    sent = await bench.in_group(f"@{USERNAME}", reply_to_message=told)

    assert len(sent) == 2
    assert "Mijn kind wordt gepest" in sent[0]["text"]


async def test_a_group_gets_a_short_card(bench: Bench) -> None:
    """Many read along: what to do, who helps, one link."""
    (alone,) = await bench.says("ik kan de schoolrekening niet betalen", chat=9)
    (group,) = await bench.in_group(f"@{USERNAME} ik kan de schoolrekening niet betalen")

    assert "Zo doe je het" in alone["text"]
    assert "Zo doe je het" not in group["text"]
    assert "Praat snel met de school" in group["text"]


async def test_a_link_comes_with_a_code_and_text(bench: Bench) -> None:
    """Three choices: topic, card, language; then a picture to show and a link to send."""
    await bench.says("/deel")
    await bench.presses("h_geld")
    await bench.presses("h_schooltoeslag")
    await bench.presses("h_schooltoeslag___ti")
    (photo,) = bench.request.of("sendPhoto")
    link = f"https://t.me/{USERNAME}?start=a_schooltoeslag___ti"

    assert link in photo["caption"]
    assert "Krijg ik schooltoeslag?" in photo["caption"]
    assert "switch_inline_query_chosen_chat" in str(photo["reply_markup"])


@pytest.mark.parametrize("action", ["b", "a_inschrijven-documenten_44021_s2_tr"])
def test_the_code_can_be_scanned(action: str) -> None:
    """What a phone reads is the link, letter for letter."""
    link = f"https://t.me/{USERNAME}?start={action}"
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture(link))))

    assert code.text == link


async def test_a_button_of_a_listed_card_by_hand_harms_nothing(bench: Bench) -> None:
    """Inline messages have no chat; a press on one is passed over."""
    user = {"id": 7, "is_bot": False, "first_name": "Brug"}
    query = {"id": "1", "from": user, "chat_instance": "1", "data": "d_lop-wat___tr",
             "inline_message_id": "x"}  # fmt: skip
    update = {"update_id": 77, "callback_query": query}

    assert isinstance(Update.de_json(readable(update), None), Update)
    assert not await bench.gets(update)
