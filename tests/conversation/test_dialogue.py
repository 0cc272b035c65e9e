"""Conversations as parents have them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, Level, load
from bot.conversation import Action, Dialogue, Question, Reply
from bot.conversation.chat import Screen
from bot.translation import Translations
from bot.translation.bidi import begins_right_to_left
from bot.translation.wording import full_date
from bot.understanding import Engine
from tests.fakes.parent import TODAY, Parent


def text_of(reply: Reply) -> str:
    card = reply.card.shown if reply.card else None
    parts = [twin.shown for twin in (*reply.says, *([reply.asks] if reply.asks else []))]
    return "\n".join([*parts, *(card.statements() if card else [])])


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons]


def test_the_start_screen(dialogue: Dialogue) -> None:
    """In the app's language and in Dutch: a program, what it does; languages, then six topics."""
    parent = Parent(dialogue, "tr")
    reply = parent.asks(Question(screen="start", app_language="tr"))

    assert reply.language == "tr"
    assert (
        reply.says[0].dutch
        == "Ik ben Ouderbot, een computerprogramma. Ik help je met vragen over school."
    )  # because it is one sentence
    assert "bilgisayar program" in reply.says[0].shown
    assert {"Nederlands", "English", "Français", "Türkçe", "العربية"} <= set(labels(reply))
    assert [button.short for button in reply.buttons][-6:] == [False] * 6


def test_every_screen_is_reached_by_buttons_alone(dialogue: Dialogue, catalogue: Catalogue) -> None:
    """From the start screen, pressing buttons only, every intent's card can be seen."""
    seen: set[str] = set()
    known: set[str] = set()
    queue = list(dialogue.respond(Question(screen="start"), None, TODAY).reply.buttons)
    while queue:
        action = queue.pop().action
        if str(action) in known or action.language not in {None, "nl"} or len(known) > 4000:
            continue
        known.add(str(action))
        parent = Parent(dialogue)
        reply = parent.asks(Question(action=action))
        if reply.intent:
            seen.add(reply.intent)
        if action.kind != "town" or action.place in {None, "11002"}:
            queue.extend(reply.buttons)

    assert catalogue.intents.keys() - seen <= {"begroeting", "bedankt"}


def test_the_first_answer_says_that_it_is_a_program(parent: Parent) -> None:
    """At the first contact, once, in the parent's language."""
    first = parent.types("çocuğum evde Türkçe konuşsa olur mu")
    second = parent.types("çocuğum evde Türkçe konuşsa olur mu")

    assert "Ouderbot" in first.says[0].shown
    assert not second.says


def test_place_and_level_are_asked_for_once_and_remembered(parent: Parent) -> None:
    """Only what the answer depends on is asked; the next question needs nothing."""
    assert "gemeente" in text_of(parent.types("wanneer aanmelden"))
    assert "school" in text_of(parent.types("gent"))
    card = parent.presses("Secundair")
    assert card.card is not None
    assert card.card.shown.about == ("Gent", "secundair onderwijs", "2027-2028")
    again = parent.types("waar is mijn lop")
    assert again.card is not None
    assert again.card.shown.about == ("Gent", "secundair onderwijs")


def test_other_town_and_other_language_are_one_tap(parent: Parent) -> None:
    """Below a card that depends on them."""
    parent.types("wanneer aanmelden kleuter in Gent")
    parent.presses("Andere gemeente")
    reply = parent.types("9300")
    assert reply.card is not None
    assert reply.card.shown.about[0] == "Aalst"
    parent.presses("Andere taal")
    reply = parent.presses("Français")
    assert reply.card is not None
    assert reply.card.shown.language == "fr"
    assert reply.card.shown.about[0] == "Aalst"


def test_a_town_with_a_name_of_its_own_elsewhere(parent: Parent) -> None:
    """Deurne is Antwerp's, with a button for the other; Heusden is asked back."""
    reply = parent.types("waar is mijn lop in deurne voor de basisschool")
    assert reply.card is not None
    assert reply.card.shown.about[0] == "Antwerpen"
    assert any("Deurne" in label for label in labels(reply))
    reply = parent.types("waar is mijn lop in heusden voor de basisschool")
    assert {"Heusden (Heusden-Zolder)", "Heusden (Destelbergen)"} <= set(labels(reply))
    reply = parent.presses("Heusden (Heusden-Zolder)")
    assert reply.card is not None
    assert reply.card.shown.about[0] == "Heusden-Zolder"


@pytest.mark.parametrize("typed", ["lagre school", "lagere", "lager", "kleutr", "midelbaar"])
def test_a_misspelt_level_answers_the_open_question(parent: Parent, typed: str) -> None:
    """Who was asked for a level and types it badly is understood."""
    parent.types("wanneer aanmelden in gent")

    assert parent.types(typed).card is not None


def test_an_answer_that_is_no_level_is_asked_again(parent: Parent) -> None:
    """The open question stays open."""
    parent.types("wanneer aanmelden in gent")
    assert "Voor welke school" in text_of(parent.types("euh mja zeg"))

    assert parent.presses("Secundair").card is not None


def test_an_unknown_town_is_asked_again(parent: Parent) -> None:
    """A friendly line and another try, not a topic."""
    parent.types("wanneer aanmelden")

    assert "ken ik niet" in text_of(parent.types("Blurpegem"))


def test_a_location_is_confirmed(parent: Parent) -> None:
    """The nearest centre can be the neighbour, so the parent says yes or no."""
    parent.types("waar is mijn lop")
    reply = parent.asks(Question(location=(51.2213, 4.4660)))
    assert "Antwerpen" in text_of(reply)
    parent.presses("Ja")
    reply = parent.presses("Lagere")
    assert reply.card is not None
    assert reply.card.shown.about[0] == "Antwerpen"
    assert "ken ik niet" in text_of(parent.asks(Question(location=(34.0, -6.8))))


def test_two_misses_lead_to_a_person(parent: Parent) -> None:
    """First topics, then the school, the CLB, the LOP: never a dead end."""
    first = parent.types("wie wint de voetbalmatch morgen")
    assert first.decision == "none"
    assert len(first.buttons) == 6
    second = parent.types("welke film is leuk vanavond")
    assert second.card is not None
    assert second.card.shown.intent == "mens"


def test_a_question_back_offers_the_parents_words(parent: Parent) -> None:
    """Up to three topics as buttons, in the parent's language, and a way out."""
    reply = parent.types("dat mag toch niet op school")

    assert reply.decision == "clarify"
    assert "De school weigert mijn kind" in labels(reply)
    assert 2 <= len(reply.buttons) <= 4
    assert "anders" in labels(reply)[-1]


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["متى ابدا aanmelden لابني", "Gent"], "ar"),
        (["cocugum okula ne zaman baslar", "ok"], "tr"),
        (["when does school start", "9000"], "en"),
        (["wanneer begint de school", "et en français quand commence l'école"], "fr"),
    ],
)
def test_the_language_follows_the_question(parent: Parent, texts: list[str], language: str) -> None:
    """A Dutch word, a lone place or "ok" changes nothing; a sentence does."""
    for text in texts:
        reply = parent.types(text)

    assert reply.language == language


def test_a_translation_stands_beside_its_dutch_and_says_what_it_is(dialogue: Dialogue) -> None:
    """Same lines, the Dutch in full, marked as a machine's translation."""
    reply = Parent(dialogue, "en").types("my son was refused by the school")
    assert reply.card is not None
    assert reply.card.dutch is not None
    assert len(reply.card.shown.statements()) == len(reply.card.dutch.statements())
    assert reply.notice
    assert "computer" in reply.notice


def test_who_writes_dutch_gets_dutch_only(parent: Parent) -> None:
    """No translation, no notice."""
    reply = parent.types("de school weigert mijn kind")

    assert reply.card is not None
    assert reply.card.dutch is None
    assert reply.notice is None


def test_what_is_not_translated_is_shown_in_dutch(content: Path) -> None:
    """A missing, fuzzy or older translation is never shown; one line says so instead."""
    path = content / "locales/fr/LC_MESSAGES/cards.po"
    text = path.read_text(encoding="utf-8")
    place = text.index('msgctxt "tolk"')
    line = text.index('msgstr "', place)
    path.write_text(text[:place] + "#, fuzzy\n" + text[place:line] + text[line:], encoding="utf-8")
    catalogue = load(content)
    dialogue = Dialogue(catalogue, Translations(catalogue), Engine(catalogue))
    reply = dialogue.respond(
        Question(action=Action("ask", "tolk", language="fr")), None, TODAY
    ).reply

    assert reply.card is not None
    assert reply.card.shown.language == "nl"
    assert reply.notice
    assert "néerlandais" in reply.notice


def test_danger_stands_alone(parent: Parent) -> None:
    """The danger card, nothing asked, no other topic, in the parent's language."""
    reply = parent.types("mon mari me frappe et frappe mon enfant")

    assert reply.card is not None
    assert reply.card.shown.intent == "nood"
    assert reply.card.shown.language == "fr"
    assert not reply.buttons
    assert not reply.asks
    for number in ("112", "101", "1712", "1813", "102"):
        assert any(number in line for line in reply.card.shown.statements())


def test_what_is_no_text_gets_a_friendly_line(parent: Parent) -> None:
    """Voice, photo, sticker: it reads text only, with the topics below."""
    reply = parent.asks(Question(app_language="nl"))

    assert "alleen tekst" in text_of(reply)
    assert len(reply.buttons) == 6


def test_forget_me(parent: Parent) -> None:
    """/vergeet says so and leaves nothing to remember."""
    parent.types("wanneer aanmelden kleuter in gent")
    reply = parent.asks(Question(screen="forget"))

    assert parent.chat is None
    assert "gewist" in text_of(reply)


def test_a_forwarded_message_changes_nothing(dialogue: Dialogue) -> None:
    """Somebody else's words: answered in their language, remembered not at all."""
    parent = Parent(dialogue)
    parent.types("wanneer aanmelden kleuter in gent")
    before = parent.chat
    reply = parent.asks(Question(text="çocuğum evde Türkçe konuşsa olur mu", forwarded=True))

    assert reply.language == "tr"
    assert parent.chat == before


@pytest.mark.parametrize("text", ["spreek je turks", "can you speak turkish", "parle turc svp"])
def test_a_language_that_is_named_is_chosen(dialogue: Dialogue, text: str) -> None:
    """No need to choose from a list what one has just said."""
    reply = Parent(dialogue).types(text)

    assert reply.language == "tr"


@pytest.mark.parametrize("screen", ["start", "languages", "help", "privacy", "forget"])
@pytest.mark.parametrize("language", ["nl", "en", "fr", "tr", "ar"])
def test_every_screen_in_every_language(dialogue: Dialogue, screen: Screen, language: str) -> None:
    """Commands answer in the parent's language."""
    reply = dialogue.respond(Question(screen=screen, app_language=language), None, TODAY).reply

    assert reply.language == language
    assert reply.says or reply.card or reply.asks


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2027, 3, 25), date(2027, 5, 20)])
def test_every_card_for_every_level(dialogue: Dialogue, catalogue: Catalogue, day: date) -> None:
    """Each card has lines in each language, region and level; right-to-left lines begin so."""
    for intent in catalogue.intents:
        for nis in ("11002", "21015", "73028"):
            for level in Level:
                for language in catalogue.languages:
                    action = Action("ask", intent, nis, level, None, language)
                    reply = dialogue.respond(Question(action=action), None, day).reply
                    assert reply.card is not None
                    shown, dutch = reply.card.shown, reply.card.dutch or reply.card.shown
                    assert shown.lines
                    assert len(shown.statements()) == len(dutch.statements())
                    assert "{" not in "".join(shown.statements())
                    if shown.language == "ar" and intent != "lop-vinden":
                        for line in (shown.title, *shown.statements()):
                            assert begins_right_to_left(line), line


def test_dates_of_secondary_in_ghent(dialogue: Dialogue) -> None:
    """Opens on 23 March 2027, closes on 16 April; afterwards nothing of the past is coming."""
    question = Question(text="wanneer aanmelden 1ste middelbaar Gent")

    def lines(day: date) -> str:
        return text_of(dialogue.respond(question, None, day).reply)

    assert "23 maart 2027" in lines(date(2026, 11, 22))
    assert "nu aan. Het kan tot en met vrijdag 16 april 2027" in lines(date(2027, 3, 25))
    assert "2027" not in lines(date(2027, 9, 15))


def test_no_card_shows_a_date_that_is_over(dialogue: Dialogue) -> None:
    """For a year of days, aanmelden-wanneer never names a day of the past."""
    day = date(2026, 11, 1)
    months = [*(full_date(date(2027, n, 1), "nl_BE").split()[2] for n in range(1, 13))]
    while day < date(2027, 12, 1):
        for level in Level:
            action = Action("ask", "aanmelden-wanneer", "44021", level)
            reply = dialogue.respond(Question(action=action), None, day).reply
            tokens = text_of(reply).replace(".", " ").split()
            for place, token in enumerate(tokens):
                if token in months:
                    shown = date(
                        int(tokens[place + 1]), months.index(token) + 1, int(tokens[place - 1])
                    )
                    assert shown >= day or "Meld je kind nu aan" in text_of(reply)
        day += timedelta(days=5)


def test_no_date_for_toddlers_of_2027(parent: Parent) -> None:
    """Basisonderwijs 2027-2028 is not known: the card says so and links to the official page."""
    reply = parent.types("wanneer aanmelden kleuter Gent")

    assert reply.card is not None
    assert "nog niet" in text_of(reply)
    assert not any(month in text_of(reply) for month in ("februari", "maart"))
    assert any("wanneer-inschrijven" in link.url for link in reply.card.shown.links)


def test_a_town_without_an_entry_is_not_a_town_without_a_lop(parent: Parent) -> None:
    """The bot says that it does not know, never that there is none, and who does."""
    reply = parent.types("waar is mijn lop in Dilbeek basisschool")

    assert "kent het LOP van je gemeente niet" in text_of(reply)
    assert "school, het CLB" in text_of(reply)


def test_moved_periods_are_said(content: Path) -> None:
    """When a period was moved, the card names the dates before and after."""
    path = content / "intents/facts/enrolment.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "{kind: aanmelden, from: 2027-03-23, until: 2027-04-16}",
            "{kind: aanmelden, from: 2027-03-30, until: 2027-04-23, "
            "moved: {from: 2027-03-23, until: 2027-04-16, reason: overmacht}}",
        ),
        encoding="utf-8",
    )
    catalogue = load(content)
    dialogue = Dialogue(catalogue, Translations(catalogue), Engine(catalogue))
    action = Action("ask", "aanmelden-wanneer", "44021", Level.SECUNDAIR, "first")
    shown = text_of(dialogue.respond(Question(action=action), None, TODAY).reply)

    assert "30 maart 2027" in shown
    assert "veranderd. Eerst was het van dinsdag 23 maart 2027" in shown


def test_a_birth_month_gives_the_first_day(parent: Parent) -> None:
    """Offered, never asked, never remembered."""
    reply = parent.types(
        "mijn zoontje is geboren in september 2024 wanneer mag hij naar de kleuterklas"
    )

    assert "maandag 12 april 2027" in text_of(reply)
    assert "2024" not in str(parent.chat)


def test_tampered_buttons_are_refused_politely(dialogue: Dialogue) -> None:
    """An intent, place or language that does not exist leads to the topics."""
    for action in (
        Action("ask", "bestaat-niet"),
        Action("ask", "lop-vinden", "99999"),
        Action("language", language="xx"),
        Action("topics", "bestaat-niet"),
        Action("town", None, "99999"),
    ):
        reply = dialogue.respond(Question(action=action), None, TODAY).reply
        assert reply.buttons


def test_danger_at_the_end_of_a_long_message(parent: Parent) -> None:
    """However much stands before it."""
    story = "Mijn zoon zit in het derde leerjaar en hij heeft veel huiswerk. " * 20
    reply = parent.types(story + "Mijn man slaat mij en mijn kind.")

    assert reply.intent == "nood"


def test_another_question_does_not_answer_the_open_one(parent: Parent) -> None:
    """A town in a sentence about something else is not the town that was asked for."""
    parent.types("wanneer aanmelden")
    reply = parent.types("ik zoek een huis te huur in Gent met 3 slaapkamers")

    assert "Voor welke school" not in text_of(reply)


def test_a_question_that_needs_a_level_alone_asks_for_it_again(parent: Parent) -> None:
    """No town is asked for when the answer does not depend on one."""
    parent.types("wie krijgt voorrang bij inschrijven")

    assert "Voor welke school" in text_of(parent.types("euh mja zeg"))


def test_a_language_chosen_while_a_question_is_open(parent: Parent) -> None:
    """The question stays open, in the new language."""
    parent.types("wanneer aanmelden")
    reply = parent.asks(Question(action=Action("language", language="fr")))

    assert reply.language == "fr"
    assert parent.chat is not None
    assert parent.chat.pending is not None
