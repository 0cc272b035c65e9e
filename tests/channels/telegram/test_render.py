"""Every card in every language fits into what Telegram takes."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalogue import Catalogue, Level
from bot.channels.telegram.render import LONGEST, length, messages
from bot.conversation import Action, Button, Dialogue, Question, Reply, Twin
from tests.fakes.bot_api import _Text


@pytest.mark.parametrize("dutch_first", [False, True])
def test_every_card_is_one_message_that_telegram_takes(
    dialogue: Dialogue, catalogue: Catalogue, *, dutch_first: bool
) -> None:
    """Balanced tags, at most 4,096 characters, 64 bytes of callback data, in all languages."""
    for intent in catalogue.intents:
        for language in catalogue.languages:
            for level in Level:
                action = Action("ask", intent, "21004", level, None, language)
                answer = dialogue.respond(Question(action=action), None, date(2026, 11, 22))
                sent = messages(answer.reply, dutch_first=dutch_first)
                assert 1 <= len(sent) <= 2
                for outgoing in sent:
                    read = _Text(outgoing.html)
                    assert not read.error, outgoing.html
                    assert length(read.text) <= LONGEST
                for row in sent[-1].keyboard.inline_keyboard if sent[-1].keyboard else ():
                    for button in row:
                        assert len(str(button.callback_data).encode()) <= 64


def test_what_parents_and_editors_write_is_escaped() -> None:
    """`<`, `>` and `&` are text, never tags."""
    reply = Reply("nl", "ltr", says=(Twin("<b>A & B</b>", "<i>"),))

    assert messages(reply)[0].html == "&lt;b&gt;A &amp; B&lt;/b&gt;\n<i>&lt;i&gt;</i>"


def test_a_long_reply_is_split_between_its_parts() -> None:
    """No message is too long, nothing is lost, and the buttons stand below the last."""
    says = tuple(Twin(f"{n} " + "x" * 1500) for n in range(5))
    button = Button("Ja", Action("topics"))
    sent = messages(Reply("nl", "ltr", says=says, buttons=(button,)))

    assert all(length(one.html) <= LONGEST for one in sent)
    assert "".join(one.html for one in sent).count("x") == 7500
    assert [one.keyboard is not None for one in sent] == [False] * (len(sent) - 1) + [True]
