"""A parent's message that somebody passes on: the card to send on, and what it asks in Dutch."""

from __future__ import annotations

import pytest

from bot.catalogue import NOOD, Catalogue
from bot.conversation import Answer, Chat, Dialogue, Question, Reply
from tests.fakes.parent import TODAY, Parent

BRUGFIGUUR = Chat(language="nl", place="44021")


def _passed(dialogue: Dialogue, text: str, chat: Chat = BRUGFIGUUR) -> Answer:
    return dialogue.respond(Question(text=text, forwarded=True), chat, TODAY)


def test_each_language_gets_its_card_and_a_summary_in_dutch(
    dialogue: Dialogue, catalogue: Catalogue
) -> None:
    """The card is the parent's, the summary the brugfiguur's."""
    missed = []
    for code in catalogue.languages:
        own = catalogue.intents["pesten"].phrases if code == "nl" else ()
        texts = own or catalogue.phrases[code].phrases["pesten"]
        reply = _passed(dialogue, max(texts, key=len)).reply
        title = reply.card.shown.language if reply.card else None
        asked = "De ouder vraagt: Mijn kind wordt gepest" in reply.summary
        if (title, reply.intent, asked) != (code, "pesten", True):
            missed.append((code, reply.summary))

    assert not missed


def test_nothing_is_remembered_of_it(dialogue: Dialogue) -> None:
    """Town, level and language of the message are not those of who passes it on."""
    answer = _passed(dialogue, "Mersin'den geldik, Antwerpen lise kayıt ne zaman")

    assert answer.chat == BRUGFIGUUR


def test_how_sure_it_is_is_said(dialogue: Dialogue) -> None:
    """A brugfiguur knows the parent and can judge."""
    summary = _passed(dialogue, "oğlum okulda zorbalığa uğruyor").reply.summary

    assert any("% zeker" in line for line in summary)
    assert "Taal van het bericht: Turks." in summary


def test_doubt_offers_the_topics_in_dutch(dialogue: Dialogue) -> None:
    """A button then gives the card in the parent's language, and is remembered nowhere."""
    reply = _passed(dialogue, "okulda sorun var").reply
    assert reply.summary
    assert reply.buttons
    for button in reply.buttons:
        answer = dialogue.respond(Question(action=button.action), BRUGFIGUUR, TODAY)
        assert answer.chat == BRUGFIGUUR
        assert answer.reply.language == "tr"


def test_a_level_that_is_not_said_is_asked_in_the_parents_language(dialogue: Dialogue) -> None:
    """The question can be sent on too; a button answers it for the brugfiguur."""
    reply = _passed(dialogue, "kayıt (aanmelden) ne zaman başlıyor?").reply
    assert reply.card is None
    answer = dialogue.respond(Question(action=reply.buttons[-1].action), BRUGFIGUUR, TODAY)

    assert reply.language == "tr"
    assert answer.reply.card is not None
    assert "Gent" in answer.reply.card.shown.about
    assert answer.chat == BRUGFIGUUR


@pytest.mark.parametrize("text", ["أريد أن أموت", "kocam beni dövüyor"])
def test_danger_says_in_dutch_what_to_do_now(dialogue: Dialogue, text: str) -> None:
    """Who reads it may be the only one near; the parent's card comes too."""
    reply = _passed(dialogue, text).reply
    said = " ".join(reply.summary)

    assert reply.intent == NOOD
    assert "gevaar" in said
    assert "112" in said
    assert reply.card is not None
    assert reply.card.shown.language != "nl"


def test_copied_text_is_a_parents_message_too(parent: Parent) -> None:
    """Through the menu; the next text but one is the brugfiguur's own again."""
    parent.asks(Question(screen="share"))
    parent.presses("bericht van een ouder")
    reply: Reply = parent.types("oğlum okulda zorbalığa uğruyor")
    after = parent.types("wat is een lop")

    assert reply.summary
    assert reply.language == "tr"
    assert after.language == "nl"
    assert not after.summary


def test_what_is_not_understood_says_so(dialogue: Dialogue) -> None:
    """No topic is guessed."""
    reply = _passed(dialogue, "qwlkje asdkjh zzz").reply

    assert reply.summary[0] == "Ik begrijp niet wat de ouder vraagt."
    assert reply.card is None
