"""Announcements on the cards of their town, and the news of an area for who asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.catalogue import Announcement, Catalogue, Level
from bot.conversation import (
    Action,
    Answer,
    Audience,
    Card,
    Chat,
    Dialogue,
    Question,
    Reminder,
    Subject,
)
from bot.conversation.action import Kind
from bot.conversation.area_news import ASKS_NEWS
from bot.translation import Translations
from bot.understanding import Engine
from tests.fakes.news import DUTCH, FIRST, LAST, TURKISH, announcement, with_news
from tests.fakes.parent import TODAY

GENT = "44021"
Talk = Callable[..., Dialogue]
WHEN = Action("ask", "aanmelden-wanneer", GENT, Level.BASIS)


@pytest.fixture
def talk(catalogue: Catalogue, translations: Translations, engine: Engine) -> Talk:
    """A dialogue with some announcements."""

    def made(**announcements: Announcement) -> Dialogue:
        return Dialogue(with_news(catalogue, **announcements), translations, engine)

    return made


def ask(dialogue: Dialogue, action: Action, language: str = "nl", day: date = TODAY) -> Answer:
    question = Question(action=action, reachable=True)
    return dialogue.respond(question, Chat(language), day)


def cards(answer: Answer) -> list[Card]:
    twin = answer.reply.card
    return [one for one in (twin.shown, twin.dutch) if one] if twin else []


def test_it_stands_on_the_card_of_its_town(talk: Talk) -> None:
    """In the parent's language, with its Dutch on the Dutch card, and where to read more."""
    shown, dutch = cards(ask(talk(site=announcement()), WHEN, "tr"))
    [news], [besides] = shown.news, dutch.news
    assert (news.title, news.lines) == ("Gent haberleri", (TURKISH,))
    assert (besides.title, besides.lines) == ("Nieuws van Gent", (DUTCH,))
    assert news.link is not None
    assert (news.link.domain, news.link.languages) == ("meldjeaanbasis.stad.gent", "Felemenkçe")


def test_what_is_not_translated_is_dutch(talk: Talk) -> None:
    """Between words of the parent's own; in a right-to-left card its order stays."""
    [card, _] = cards(ask(talk(site=announcement()), WHEN, "ar"))
    [news] = card.news
    assert news.title == "أخبار من \u2066Gent\u2069 · بالهولندية"
    assert news.lines == (f"\u2066{DUTCH}\u2069",)


@pytest.mark.parametrize(
    "action",
    [
        replace(WHEN, place="11002"),
        replace(WHEN, level=Level.SECUNDAIR),
        Action("ask", "lop-wat", GENT, Level.BASIS),
        Action("ask", "nood", GENT, Level.BASIS),
    ],
)
def test_it_stands_nowhere_else(talk: Talk, action: Action) -> None:
    """Not on cards of other towns and levels, of no town, or of danger."""
    found = cards(ask(talk(site=announcement()), action))
    assert found
    assert not any(card.news for card in found)


def test_it_goes_with_its_last_day(talk: Talk) -> None:
    """And does not come before its first."""
    dialogue = talk(site=announcement())
    days = (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))
    found = [bool(cards(ask(dialogue, WHEN, day=day))[0].news) for day in days]
    assert found == [False, True, True, False]


def test_who_asks_for_news_knows_what_is_kept_and_until_when(talk: Talk) -> None:
    """Then says yes, and sees it in the list, where it can be removed."""
    dialogue = talk()
    card = ask(dialogue, WHEN).reply
    offered = next(one for one in card.buttons if one.label == "Nieuws van mijn streek")
    asked = ask(dialogue, offered.action)
    assert asked.reminder is None
    assert "bewaar ik deze chat" in asked.reply.says[0].shown
    assert asked.reply.asks is not None
    assert asked.reply.asks.shown == "Het nieuws stopt op: woensdag 1 september 2027."
    assert [one.label for one in asked.reply.buttons] == [
        "Nieuws van mijn streek", "Nee, niet nodig",
    ]  # fmt: skip

    kept = ask(dialogue, asked.reply.buttons[0].action)
    subject = Subject(GENT, Level.BASIS, "news")
    assert kept.reminder == Reminder("nl", subject, "2027-2028", None, TODAY)
    question = Question(screen="reminders", reachable=True, reminders=(kept.reminder,))
    listed = dialogue.respond(question, Chat("nl"), TODAY).reply
    assert listed.asks is not None
    assert "lagere school · Gent · 2027-2028\nNieuws van mijn streek" in listed.asks.shown
    gone = ask(dialogue, listed.buttons[0].action)
    assert (gone.remove, gone.reply.says[0].shown) == (subject, "De herinnering is gewist.")


@pytest.mark.parametrize("kind", sorted(ASKS_NEWS))
def test_no_news_where_the_bot_cannot_write_first(talk: Talk, kind: Kind) -> None:
    """Nor with a button made by hand that names no town."""
    dialogue = talk()
    action = replace(WHEN, intent=None, kind=kind)
    web = dialogue.respond(Question(action=action), Chat("nl"), TODAY)
    by_hand = ask(dialogue, replace(action, place=None))
    for answer in (web, by_hand):
        assert answer.reminder is None
        assert answer.remove is None
    seen = dialogue.respond(Question(action=WHEN), Chat("nl"), TODAY).reply
    assert "Nieuws van mijn streek" not in [one.label for one in seen.buttons]


def test_the_message_is_the_news_alone(talk: Talk) -> None:
    """In the language of the chat with its Dutch, marked as a translation, with a way to end it."""
    dialogue = talk(site=announcement())
    reminder = Reminder("tr", Subject(GENT, Level.KLEUTER, "news"), "2027-2028", None, TODAY)
    reply = dialogue.announced(reminder, "site", TODAY)
    assert reply is not None
    assert reply.card is not None
    assert reply.card.shown.lines == (TURKISH,)
    assert reply.card.dutch is not None
    assert reply.notice is not None
    assert [one.action.kind for one in reply.buttons] == ["unnews"]
    untranslated = dialogue.announced(replace(reminder, language="ps"), "site", TODAY)
    assert untranslated is not None
    assert untranslated.card is not None
    assert (untranslated.card.shown.language, untranslated.card.dutch) == ("nl", None)


def test_nothing_is_said_of_news_that_is_over(talk: Talk) -> None:
    """Nor of one that was taken out, or is for another level by now."""
    dialogue = talk(site=announcement())
    reminder = Reminder("tr", Subject(GENT, Level.BASIS, "news"), "2027-2028", None, TODAY)
    assert dialogue.announced(reminder, "site", LAST + timedelta(days=1)) is None
    assert dialogue.announced(reminder, "gone", TODAY) is None
    other = talk(site=announcement(level="secundair"))
    assert other.announced(reminder, "site", TODAY) is None


def test_an_audience_is_its_towns_and_levels(talk: Talk) -> None:
    """Of what holds that day alone."""
    dialogue = talk(site=announcement(), later=announcement(**{"from": LAST}))
    [one] = dialogue.audiences(TODAY)
    assert one == Audience("site", frozenset({GENT}), frozenset({"kleuter", "basis"}))
    everybody = talk(all=announcement(area="Brussels Gewest", level=None))
    [brussels] = everybody.audiences(TODAY)
    assert len(brussels.places) == 19
    assert brussels.levels == {"kleuter", "basis", "secundair"}
