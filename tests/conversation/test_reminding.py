"""From "remind me" to the list of reminders, where the channel can write first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.catalogue import Catalogue, Level
from bot.conversation import Action, Answer, Chat, Dialogue, Question, Reminder, Reply
from bot.conversation.chat import COMMANDS
from tests.fakes.dates import KNOWN, NURSERY, SCHOOL, YEAR
from tests.fakes.parent import TODAY

CANNOT = "kan je nog geen herinnering sturen"
ABOUT = ("aanmelden-wanneer", "aanmelden-hoe", "herinnering")


PRIVATE, WEB = Question(reachable=True), Question()
GROUP, PASSED = Question(group=True), Question(reachable=True, forwarded=True)


def ask(
    dialogue: Dialogue,
    action: Action,
    today: date = TODAY,
    *,
    language: str = "nl",
    where: Question = PRIVATE,
) -> Answer:
    return dialogue.respond(replace(where, action=action), Chat(language), today)


def card(intent: str, level: Level = Level.SECUNDAIR) -> Action:
    return Action("ask", intent, "44021", level)


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons]


def press(dialogue: Dialogue, reply: Reply, label: str, today: date = TODAY) -> Answer:
    button = next(one for one in reply.buttons if label in one.label)
    return ask(dialogue, button.action, today)


def text(reply: Reply) -> str:
    asks = [reply.asks.shown] if reply.asks else []
    return "\n".join([*(one.shown for one in reply.says), *asks])


def held(subject: Level = Level.SECUNDAIR, language: str = "nl") -> Reminder:
    dates = KNOWN if subject is Level.SECUNDAIR else None
    about = SCHOOL if subject is Level.SECUNDAIR else NURSERY
    return Reminder(language, about, YEAR, dates, TODAY)


@pytest.mark.parametrize("intent", ABOUT)
def test_every_card_with_a_coming_date_offers_a_reminder(dialogue: Dialogue, intent: str) -> None:
    """And where the date is not known yet, news of it."""
    assert labels(ask(dialogue, card(intent)).reply)[0] == "Herinner mij"
    assert labels(ask(dialogue, card(intent, Level.KLEUTER)).reply)[0] == "Laat het mij weten"


def test_nothing_is_offered_where_there_is_nothing_to_come(dialogue: Dialogue) -> None:
    """After the last message, for a later year of secundair, and on other cards."""
    others = [
        ask(dialogue, card("aanmelden-wanneer"), date(2027, 4, 13)),
        ask(dialogue, card("aanmelden-wanneer"), date(2027, 5, 1)),
        ask(dialogue, replace(card("aanmelden-wanneer"), year="later")),
        ask(dialogue, card("lop-vinden")),
    ]
    for answer in others:
        assert not {"Herinner mij", "Laat het mij weten"} & set(labels(answer.reply))
    last = ask(dialogue, card("aanmelden-wanneer"), date(2027, 4, 12))
    assert labels(last.reply)[0] == "Herinner mij"


@pytest.mark.parametrize("where", [WEB, GROUP, PASSED])
def test_nothing_is_offered_where_the_bot_cannot_write_first(
    dialogue: Dialogue, where: Question
) -> None:
    """On the web, where others read along, and below what somebody else wrote."""
    reply = ask(dialogue, card("herinnering"), where=where).reply

    assert "Herinner mij" not in labels(reply)


def test_the_card_says_that_it_cannot_remind_only_where_that_is_so(dialogue: Dialogue) -> None:
    """On the web it does; in Telegram, in a group and in a card that is passed on it does not."""

    def lines(reply: Reply) -> str:
        return str(reply.card and reply.card.shown.lines)

    web = ask(dialogue, card("herinnering"), where=WEB).reply
    private = ask(dialogue, card("herinnering")).reply
    group = ask(dialogue, card("herinnering"), where=GROUP).reply
    passed = dialogue.offers.search(str(card("herinnering")), TODAY)[0].reply

    assert CANNOT in lines(web)
    assert not [one for one in (private, group, passed) if CANNOT in lines(one)]


def test_it_says_what_is_kept_before_anything_is(dialogue: Dialogue) -> None:
    """In plain words, with yes and no; nothing is kept until then."""
    first = ask(dialogue, card("aanmelden-wanneer"))
    asked = press(dialogue, first.reply, "Herinner mij")

    assert "bewaar ik deze chat, je taal, je gemeente en de soort school" in text(asked.reply)
    assert labels(asked.reply) == ["Ja, herinner mij", "Nee, niet nodig"]
    assert asked.reminder is None
    assert press(dialogue, asked.reply, "Nee").reminder is None


def test_a_yes_names_the_days(dialogue: Dialogue) -> None:
    """Those still to come, with weekday and year, and what it is about."""
    asked = press(dialogue, ask(dialogue, card("aanmelden-wanneer")).reply, "Herinner mij")
    answer = press(dialogue, asked.reply, "Ja")

    assert answer.reminder == held()
    assert text(answer.reply).splitlines() == [
        "secundair onderwijs · Gent · 2027-2028",
        "Goed. Ik stuur je een bericht op deze dagen:",
        "dinsdag 16 maart 2027",
        "dinsdag 23 maart 2027",
        "dinsdag 13 april 2027",
    ]
    assert answer.reply.calendar is not None
    later = press(dialogue, asked.reply, "Ja", date(2027, 3, 16))
    assert "16 maart" not in text(later.reply)


def test_news_has_no_days_yet(dialogue: Dialogue) -> None:
    """It says that a message comes once they are known."""
    asked = press(dialogue, ask(dialogue, card("herinnering", Level.KLEUTER)).reply, "Laat het")
    answer = press(dialogue, asked.reply, "Ja")

    assert answer.reminder == held(Level.KLEUTER)
    assert "als de datum bekend is" in text(answer.reply)
    assert labels(answer.reply) == ["Wis deze herinnering"]
    assert answer.reply.calendar is None


def test_a_parent_can_choose_fewer(dialogue: Dialogue) -> None:
    """One of the messages still to come, in place of all."""
    answer = ask(dialogue, Action("remind-all", None, "44021", Level.SECUNDAIR))
    fewer = press(dialogue, answer.reply, "Minder berichten")
    assert len(labels(fewer.reply)) == 3
    one = press(dialogue, fewer.reply, "3 dagen")

    assert one.reminder == replace(held(), wanted="closes")
    assert "13 april 2027" in text(one.reply)
    assert "16 maart" not in text(one.reply)
    assert "Minder berichten" not in labels(one.reply)
    late = ask(dialogue, Action("fewer", None, "44021", Level.SECUNDAIR), date(2027, 3, 20))
    assert len(labels(late.reply)) == 2


def test_an_old_button_whose_days_are_over_shows_the_card(dialogue: Dialogue) -> None:
    """Nothing is kept that would never speak."""
    for kind, day in (("remind-all", date(2027, 4, 14)), ("remind-week", date(2027, 3, 17))):
        action = Action(kind, None, "44021", Level.SECUNDAIR)  # type: ignore[arg-type]  # because of the loop
        answer = ask(dialogue, action, day)

        assert answer.reminder is None
        assert answer.reply.intent == "aanmelden-wanneer"


@pytest.mark.parametrize("text_", ["k", "k_99999_b", "k__44021", "k_44021_b", "u__44021_s", "e"])
def test_buttons_made_by_hand_keep_nothing(dialogue: Dialogue, text_: str) -> None:
    """Without a place or level that exists, and on a channel that cannot write first."""
    action = Action.parse(text_)
    assert action is not None
    answer = ask(dialogue, action, where=WEB)
    incomplete = not (action.place and action.level)
    here = ask(dialogue, action) if incomplete else answer

    for one in (answer, here):
        assert (one.reminder, one.remove) == (None, None)
        assert one.reply.buttons


def test_somebody_elses_message_keeps_nothing(dialogue: Dialogue) -> None:
    """A forwarded command or button changes nothing of what is remembered."""
    action = Action("remind-all", None, "44021", Level.SECUNDAIR)

    assert ask(dialogue, action, where=PASSED).reminder is None


def test_the_list_names_each_and_removes_each(dialogue: Dialogue) -> None:
    """What it is about, its days, and a button of its own."""
    question = Question(screen="reminders", reachable=True, reminders=(held(), held(Level.KLEUTER)))
    reply = dialogue.respond(question, Chat("nl"), date(2027, 3, 20)).reply
    gone = press(dialogue, reply, "kleuterschool")

    assert "secundair onderwijs · Gent · 2027-2028\ndinsdag 23 maart 2027" in text(reply)
    assert "16 maart" not in text(reply)
    assert gone.remove == NURSERY
    assert "gewist" in text(gone.reply)
    empty = replace(question, reminders=())
    assert "geen herinneringen" in text(dialogue.respond(empty, Chat("nl"), TODAY).reply)


@pytest.mark.parametrize("command", ["/herinneringen", "/reminders"])
def test_the_list_has_a_command(command: str) -> None:
    """In Dutch and in English."""
    assert COMMANDS[command.removeprefix("/")] == "reminders"


def test_every_language_speaks_of_reminders(dialogue: Dialogue, catalogue: Catalogue) -> None:
    """From the offer to the message, with the Dutch beside it and buttons that fit."""
    for code in catalogue.languages:
        action = Action("remind-all", None, "44021", Level.SECUNDAIR, language=code)
        asked = ask(dialogue, replace(action, kind="remind"), language=code).reply
        kept = ask(dialogue, action, language=code)
        told = [
            dialogue.told(held(language=code), "week", date(2027, 3, 16)).reply,
            dialogue.told(held(language=code), "opens", date(2027, 3, 23)).reply,
            dialogue.told(held(language=code), "closes", date(2027, 4, 13)).reply,
            dialogue.told(replace(held(language=code), dates=None), None, TODAY).reply,
        ]
        replies = [asked, kept.reply, *told]
        assert kept.reminder
        assert kept.reminder.language == code
        for reply in replies:
            assert reply is not None
            assert reply.language == code
            said = [*reply.says, *([reply.asks] if reply.asks else [])]
            assert said
            assert all((one.dutch is None) == (code == "nl") for one in said)
            assert not [one for one in said if "{" in one.shown + (one.dutch or "")]
            assert all(len(str(button.action)) <= 64 for button in reply.buttons)


def test_what_privacy_says(dialogue: Dialogue) -> None:
    """Reminders are spoken of where there are any."""
    for reachable in (True, False):
        question = Question(screen="privacy", reachable=reachable)
        said = text(dialogue.respond(question, Chat("nl"), TODAY).reply)
        assert ("Vraag je een herinnering of nieuws?" in said) is reachable
