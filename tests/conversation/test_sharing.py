"""Links that open a card: every card in every language, for years."""

from __future__ import annotations

import re

import pytest

from bot.catalogue import Catalogue, Level
from bot.conversation import Action, Chat, Dialogue, Question
from bot.translation import SOURCE, Translations
from tests.fakes.parent import TODAY, Parent


def test_every_link_opens_its_card_in_its_language(
    dialogue: Dialogue, catalogue: Catalogue, translations: Translations
) -> None:
    """Every card in every language, with a town and a level: 64 allowed characters at most.

    A card without a translation opens in Dutch.
    """
    for intent, card in catalogue.intents.items():
        for code in catalogue.languages:
            link = str(Action("ask", intent, "44021", Level.SECUNDAIR, "later", code))
            assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", link), link
            answer = dialogue.respond(Question(action=Action.parse(link)), Chat(), TODAY)
            assert answer.reply.card is not None, link
            assert (answer.reply.intent, answer.reply.language) == (intent, code)
            shown = code if translations.complete(code, card) else SOURCE
            assert answer.reply.card.shown.language == shown, link


@pytest.mark.parametrize(
    ("link", "intent", "language"),
    [
        ("a_aanmelden-wanneer_44021_s1_tr", "aanmelden-wanneer", "tr"),
        ("a_lop-wat___fr", "lop-wat", "fr"),
        ("a_schoolkosten", "schoolkosten", "nl"),
    ],
)
def test_links_that_were_handed_out_stay_right(
    dialogue: Dialogue, link: str, intent: str, language: str
) -> None:
    """They stand on paper: what they say must never change."""
    reply = dialogue.respond(Question(action=Action.parse(link)), Chat(), TODAY).reply

    assert (reply.intent, reply.language) == (intent, language)


def test_three_choices_lead_to_a_link(parent: Parent) -> None:
    """/deel asks for the topic, the card and the language, then gives the link."""
    parent.types("/deel")
    parent.asks(Question(screen="share"))
    parent.presses("Naar school gaan")
    parent.presses("Mijn kind is ziek")
    reply = parent.presses("العربية")

    assert reply.invitation is not None
    assert reply.invitation.action == Action("ask", "afwezig-ziek", language="ar")
    assert reply.invitation.title.dutch == "Mijn kind is ziek of afwezig"
    assert parent.chat is not None
    assert parent.chat.language != "ar"
