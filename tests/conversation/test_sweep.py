"""Every municipality, level and phase of a school year, on every card, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from babel.dates import format_date

from bot.catalogue import Catalogue, Intent, Level, Year
from bot.catalogue.slot import slots
from bot.channels.telegram.render import LONGEST, length, messages
from bot.conversation.cards import CardMaker
from bot.conversation.reply import Card, Reply, Twin
from bot.conversation.situation import Month, Situation, situation
from bot.translation import SOURCE, Translations
from bot.translation.bidi import begins_right_to_left
from bot.translation.wording import western

YEAR = [date(2026, 9, 1) + timedelta(days=days) for days in range(0, 365, 31)]
"""Twelve days of a school year, one a month."""
BORN = [None, Month(2024, 3), Month(2024, 6), Month(2023, 9)]
BEFORE = {"was_opens", "was_closes", "born_until"}
"""Days that a card may name although they are over: it says so itself."""


@pytest.fixture(scope="module")
def maker(catalogue: Catalogue, translations: Translations) -> CardMaker:
    return CardMaker(catalogue, translations)


def used(intent: Intent) -> tuple[set[str], set[str]]:
    """The conditions and the values that a card depends on."""
    card = intent.card
    parts = [line for _, _, line in card.blocks()]
    whens = [*(part.when for part in parts), *(link.when for link in card.links)]
    conditions = {name for when in whens for name, value in when if value is not None}
    values = {name for part in parts for name in slots(part.text) | slots(part.fallback or "")}
    values |= {name for link in card.links for name in slots(link.url)}
    return conditions, values | {*intent.needs, *intent.wants, "school_year"}


def situations(catalogue: Catalogue, today: date) -> Iterator[Situation]:
    """What every municipality and level is in on a day, and no municipality or level at all."""
    years: list[Year | None] = [None, "first", "later"]
    for place in (None, *catalogue.places.municipalities.values()):
        for level in (None, *Level):
            for year in years if level is Level.SECUNDAIR else [None]:
                for birth in BORN if place is None and level in {None, Level.KLEUTER} else [None]:
                    yield situation(
                        catalogue, today, place=place, level=level, year=year, birth=birth
                    )


def distinct(intent: Intent, every: list[Situation]) -> list[Situation]:
    """The situations in which a card can come out differently."""
    conditions, values = used(intent)
    found: dict[str, Situation] = {}
    for one in every:
        told = {name: one.conditions.get(name) for name in conditions}
        said = {name: one.values.get(name) for name in values}
        if "place" in said and "place" not in slots("".join(map(str, intent.card.texts()))):
            said.pop("place")
        found.setdefault(repr((told, said)), one)
    return list(found.values())


def dates(card: Card) -> Iterator[date]:
    """The full dates that a Dutch card names."""
    months = {format_date(date(2027, n, 1), "MMMM", locale="nl"): n for n in range(1, 13)}
    pattern = re.compile(rf"(\d{{1,2}}) ({'|'.join(months)}) (20\d\d)")
    for line in card.statements():
        for day, month, year in pattern.findall(line):
            yield date(int(year), months[month], int(day))


def contacts(card: Card) -> set[str]:
    """Phone numbers, addresses and links, which are the same in every language."""
    text = " ".join(card.statements())
    found = re.findall(r"0[\d /.]{7,}\d|[A-Za-z0-9.+-]+@[a-z0-9-]+\.[a-z.]*[a-z]", western(text))
    return {re.sub(r"\D", "", one) if "@" not in one else one for one in found}


@pytest.mark.parametrize("today", YEAR, ids=str)
def test_every_outcome(
    catalogue: Catalogue, maker: CardMaker, today: date, request: pytest.FixtureRequest
) -> None:
    """No hole, no date of the past, no stale fact, the same lines and contacts in 24 languages."""
    full = request.config.getoption("--full")
    going_on = {holiday.from_ for holiday in catalogue.calendar.coming_holidays(today)}
    every = list(situations(catalogue, today))
    for intent in catalogue.intents.values():
        outcomes = distinct(intent, every)
        for number, one in enumerate(outcomes):
            dutch = maker.card(intent, SOURCE, one, today)
            assert dutch.lines, (intent.id, one.conditions)
            before = {one.values.get(name) for name in BEFORE} | going_on
            assert not [day for day in dates(dutch) if day < today and day not in before]
            for place, code in enumerate(catalogue.languages):
                if full or number % 12 == place % 12 or number < 1:
                    _same(maker.twin(intent, code, one, today))


def _same(twin: Twin[Card]) -> None:
    """Whether a card says as much as its Dutch, and can be shown."""
    card, dutch = twin.shown, twin.dutch or twin.shown
    said = card.statements()
    assert "{" not in "".join(said), card.intent
    assert len(said) == len(dutch.statements()), (card.intent, card.language)
    assert [link.url for link in card.links] == [link.url for link in dutch.links]
    assert contacts(card) == contacts(dutch), (card.intent, card.language)
    if card.direction == "rtl":
        for line in said:  # a line that is only a Dutch name stands as on the letter
            assert begins_right_to_left(line) or card.intent == "lop-vinden", line
    shown = messages(Reply(card.language, card.direction, card=twin))
    assert all(length(message.html) <= LONGEST for message in shown)
