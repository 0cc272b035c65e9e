"""A question that the bot could not place is kept only as the parent saw it, and after a yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Catalogue
from bot.conversation import Action, Answer, Chat, Dialogue, Kept, Question, Reply
from bot.conversation.chat import Screen
from bot.conversation.consent import GONE, LONGEST, cut_out
from tests.fakes.parent import TODAY, Parent

FIRST, SECOND = "wie wint de voetbalmatch morgen", "welke film is leuk vanavond"
"""Two questions that are not ours."""
CALLED = f"{SECOND}? bel 0470 12 34 56 of mail jan@x.be"
AS_KEPT = f"{SECOND}? bel … of mail …"


def missed(parent: Parent, second: str = SECOND) -> Reply:
    """Two misses in a row: then a person is named."""
    parent.types(FIRST)
    return parent.types(second)


def heard(
    dialogue: Dialogue, parent: Parent, kind: Literal["yes", "no"], kept: str | None
) -> Answer:
    """A button of the consent, with the text that the channel gives back."""
    action = Action("agree" if kind == "yes" else "refuse", language="nl")
    return dialogue.respond(Question(action=action, kept=kept), parent.chat, TODAY)


def test_a_person_first_then_the_question_with_the_text_as_it_would_be_kept(
    parent: Parent,
) -> None:
    """Not after one miss; after two the card, its topics, and apart from these the question."""
    assert parent.types(FIRST).consent is None
    reply = parent.types(CALLED)

    assert reply.card is not None
    assert reply.card.shown.intent == "mens"
    assert reply.consent is not None
    assert reply.consent.text == AS_KEPT
    assert "Mag ik je vraag bewaren?" in reply.consent.asks.shown
    assert "niet terugvinden" in reply.consent.note.shown
    assert [one.label for one in reply.consent.buttons] == [
        "Ja, bewaar de tekst", "Nee, bewaar niets",
    ]  # fmt: skip
    assert not {one.action.kind for one in reply.buttons} & {"agree", "refuse"}


def test_it_is_asked_in_the_parents_language_with_the_dutch(dialogue: Dialogue) -> None:
    """Who does not read Dutch cannot say yes to Dutch; the language goes along for the inbox."""
    parent = Parent(dialogue, "tr")
    parent.types("yarın hava nasıl olacak")
    reply = parent.types("bana güzel bir film önerir misin")

    assert reply.consent is not None
    assert reply.language == "tr"
    assert reply.consent.asks.dutch
    assert reply.consent.asks.dutch.startswith("Mag ik")
    assert {one.action.language for one in reply.consent.buttons} == {"tr"}


def test_a_yes_keeps_what_was_shown_and_a_no_keeps_nothing(
    dialogue: Dialogue, parent: Parent
) -> None:
    """Both take the place of the question, so that it cannot be answered twice."""
    consent = missed(parent, CALLED).consent
    assert consent is not None
    yes = heard(dialogue, parent, "yes", consent.text)
    no = heard(dialogue, parent, "no", consent.text)

    assert yes.inbox == Kept("nl", AS_KEPT)
    assert "bewaard" in yes.reply.says[0].shown
    assert no.inbox is None
    assert len(no.reply.buttons) == 6
    assert yes.reply.in_place
    assert no.reply.in_place


@pytest.mark.parametrize(
    "kept",
    [None, "", "…", "x" * (LONGEST + 1), "een zin " * 50, "0470 12 34 56", "jan@example.be"],
)
def test_what_comes_back_with_a_yes_is_not_trusted(
    dialogue: Dialogue, parent: Parent, kept: str | None
) -> None:
    """Nothing, nothing that says anything, or too much: no thanks and no row."""
    missed(parent)
    answer = heard(dialogue, parent, "yes", kept)

    assert answer.inbox is None
    assert answer.reply.asks is not None


def test_what_comes_back_is_cut_out_again(dialogue: Dialogue, parent: Parent) -> None:
    """A form of the page can be changed before it is sent."""
    missed(parent)
    answer = heard(dialogue, parent, "yes", "waar zwemt @jan\n0470123456\x00")

    assert answer.inbox == Kept("nl", "waar zwemt …")


def test_danger_in_what_comes_back_gets_the_danger_card(dialogue: Dialogue, parent: Parent) -> None:
    """It never leads to the inbox, whoever changes the form."""
    missed(parent)
    answer = heard(dialogue, parent, "yes", "mijn man slaat mij en mijn kind")

    assert answer.inbox is None
    assert answer.reply.intent == "nood"


def test_a_yes_to_what_was_never_asked_counts_for_nothing(
    dialogue: Dialogue, parent: Parent
) -> None:
    """A chat that was not asked, or that was forgotten since, puts nothing into the inbox."""
    assert heard(dialogue, parent, "yes", SECOND).inbox is None
    missed(parent)
    parent.asks(Question(screen="forget"))
    assert heard(dialogue, parent, "yes", SECOND).inbox is None


def test_an_old_yes_changes_nothing_that_is_remembered(dialogue: Dialogue, parent: Parent) -> None:
    """Its language is that of the text, not of the chat since."""
    consent = missed(parent).consent
    assert consent is not None
    parent.asks(Question(action=Action("language", language="fr")))
    answer = heard(dialogue, parent, "yes", consent.text)

    assert answer.inbox == Kept("nl", SECOND)
    assert answer.chat == parent.chat


def test_it_is_asked_once_a_day(parent: Parent) -> None:
    """Whatever the answer; the next day it may be asked again."""
    assert missed(parent).consent
    again = missed(parent)
    assert again.card
    assert again.consent is None
    parent.today = TODAY + timedelta(days=1)
    assert missed(parent).consent


def test_danger_is_never_asked(parent: Parent) -> None:
    """The danger card asks nothing back, however many misses came before."""
    parent.types(FIRST)
    reply = parent.types("mijn man slaat mij en mijn kind")

    assert reply.intent == "nood"
    assert reply.consent is None


def test_in_a_group_nobody_is_asked(dialogue: Dialogue) -> None:
    """Nobody can agree for who reads along, even if a chat had missed before."""
    reply = dialogue.respond(Question(text=SECOND, group=True), Chat("nl", misses=1), TODAY).reply

    assert reply.card is not None
    assert reply.consent is None


def test_words_of_somebody_else_are_never_asked(dialogue: Dialogue) -> None:
    """Forwarded, or pasted after the button of a brugfiguur: the other is not there to agree."""
    before = Chat("nl", misses=1)
    forwarded = Question(text=SECOND, forwarded=True)
    assert dialogue.respond(forwarded, before, TODAY).reply.consent is None
    waiting = Chat("nl", pending=Action("relay"), misses=1)
    assert dialogue.respond(Question(text=SECOND), waiting, TODAY).reply.consent is None


def test_a_yes_in_a_forwarded_message_keeps_nothing(dialogue: Dialogue) -> None:
    """What is forwarded changes nothing."""
    action = Action("agree", language="nl")
    question = Question(action=action, kept=SECOND, forwarded=True)

    assert dialogue.respond(question, Chat("nl", asked=TODAY), TODAY).inbox is None


@pytest.mark.parametrize("screen", ["start", "languages", "help", "privacy", "forget"])
def test_commands_are_never_asked(dialogue: Dialogue, screen: Screen) -> None:
    """Only a typed question can be kept."""
    reply = dialogue.respond(Question(screen=screen), Chat("nl", misses=5), TODAY).reply

    assert reply.consent is None


def test_buttons_are_never_asked(dialogue: Dialogue) -> None:
    """A press on "something else" is a miss without a text of its own."""
    question = Question(action=Action("reword"))
    reply = dialogue.respond(question, Chat("nl", misses=5), TODAY).reply

    assert reply.decision == "none"
    assert reply.card is not None
    assert reply.consent is None


def test_a_text_of_which_nothing_is_left_is_not_asked(parent: Parent) -> None:
    """Nor is a long story: it tells too much of whom, and is nobody's phrase."""
    assert missed(parent, "0470 12 34 56 jan@example.be").consent is None
    parent.chat = None
    assert missed(parent, f"{SECOND}, " * 20).consent is None


@pytest.mark.parametrize("language", ["nl", "tr", "ar"])
def test_the_privacy_card_says_so(dialogue: Dialogue, language: str) -> None:
    """Beside the card, in the parent's language."""
    reply = dialogue.respond(
        Question(screen="privacy", app_language=language), Chat(language), TODAY
    ).reply
    said = [one for one in reply.says if "alleen als jij ja zegt" in (one.dutch or one.shown)]

    assert reply.intent == "privacy"
    assert len(said) == 1
    assert (said[0].dutch is None) == (language == "nl")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bel 0470/12.34.56 aub", "bel … aub"),
        ("bel +32 (0)470 12 34 56 aub", "bel … aub"),
        ("اتصل ٠٤٧٠١٢٣٤٥٦ من فضلك", "اتصل … من فضلك"),
        ("rijksregister 85.07.30-033.28 van mijn zoon", "rijksregister … van mijn zoon"),
        ("geboren op 1/9/2020 in Gent", "geboren op … in Gent"),
        ("woon in 9000 gent nummer 12", "woon in … gent nummer 12"),
        ("twee kinderen van 5 en 11, klas 1A", "twee kinderen van 5 en 11, klas 1A"),
        ("schrijf naar jan.peeters+x@school.be aub", "schrijf naar … aub"),
        ("schrijf naar jan @ school.be aub", "schrijf naar … aub"),
        ("schrijf naar jan(at)school.be aub", "schrijf naar … aub"),
        ("vraag het aan @jan_peeters hoor", "vraag het aan … hoor"),
        ("kijk op https://x.be/a?b=1#c ofzo", "kijk op … ofzo"),
        ("kijk op www.school.vlaanderen ofzo", "kijk op … ofzo"),
        ("kijk op Facebook.com/groups/12 ofzo", "kijk op … ofzo"),
        ("kijk op t.me/groep, of SCHOOL.BE", "kijk op … of …"),
        ("a.u.b. hoe lang, d.w.z. tot wanneer", "a.u.b. hoe lang, d.w.z. tot wanneer"),
        ("naar de klas.Mijn zoon wil niet", "naar de klas.Mijn zoon wil niet"),
        ("0️⃣4️⃣7️⃣0️⃣1️⃣2️⃣ bel mij", "…️⃣ bel mij"),
        ("０４７０１２３ bel mij", "… bel mij"),
        ("dus… ja\n\n  wat nu", "dus… ja wat nu"),
    ],
)
def test_what_is_cut_out(typed: str, kept: str) -> None:
    """Numbers, addresses, links and names with @, in any writing; nothing else is touched."""
    assert cut_out(typed) == kept


@given(st.text(st.sampled_from("aZé가5٣12.…/@: -_+w()\n"), max_size=60) | st.text(max_size=60))
def test_cutting_out_twice_changes_nothing(text: str) -> None:
    """So that what comes back is what was shown, and nothing that must go is ever left."""
    kept = cut_out(text)

    assert kept is None or cut_out(kept) == kept
    assert kept is None or ("@" not in kept and "://" not in kept and GONE + GONE not in kept)


def test_every_language_can_ask(dialogue: Dialogue, catalogue: Catalogue) -> None:
    """No language falls back on Dutch where it asks for a yes."""
    for code in catalogue.languages:
        for name in ("consent-ask", "consent-note", "consent-yes", "consent-no", "consent-thanks"):
            message = next(one for one in catalogue.messages if one == name)
            assert code == "nl" or dialogue.menu.say(code, message).dutch, (code, name)
