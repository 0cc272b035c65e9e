"""Lines and links that exclude themselves are found, and the table behind it is true."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from bot.catalogue import Catalogue, Level, Year
from bot.catalogue.condition import When
from bot.catalogue.slot import SLOTS
from bot.conversation.situation import Month, situation
from bot.editing.never_shown import IMPLIED, NEEDED, excluded

DAYS = [date(2026, 9, 1) + timedelta(days=days) for days in range(0, 365, 31)]
BORN = [None, Month(2024, 3), Month(2024, 6), Month(2023, 9)]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_value_is_known_only_where_the_table_says(catalogue: Catalogue, today: date) -> None:
    """So no line is called dead that a parent can see."""
    years: list[Year | None] = [None, "first", "later"]
    places = [None, *catalogue.places.municipalities.values()]
    for place, level, born in itertools.product(places, (None, *Level), BORN):
        if born and place:
            continue
        for year in years if level is Level.SECUNDAIR else [None]:
            one = situation(catalogue, today, place=place, level=level, year=year, birth=born)
            for value in one.values:
                for name, allowed in NEEDED[value].items():
                    assert one.conditions.get(name, "unknown") in allowed, (value, name)
            for (name, told), others in IMPLIED.items():
                if one.conditions.get(name) == told:
                    for other, allowed in others.items():
                        assert one.conditions.get(other, "unknown") in allowed, (name, other)


def test_every_value_is_in_the_table() -> None:
    """A new value of slot.py says when it is known."""
    assert NEEDED.keys() == SLOTS.keys()


@pytest.mark.parametrize(
    ("text", "when", "words"),
    [
        ("Nog tot {closes}.", {"phase": "over"}, "`{closes}` is not known where `phase` is `over`"),
        ("{site}", {"site": "unknown"}, "`site` is `unknown`"),
        ("Tekst", {"year": "later", "level": ["kleuter", "basis"]}, "`level` is never `kleuter`"),
        ("Tekst", {"region": "brussel", "place": "unknown"}, "`place` is never `unknown`"),
        ("Nog tot {closes}.", {"phase": ["open", "over"]}, None),
        ("Tekst", {"region": ["brussel", "unknown"], "place": "unknown"}, None),
        ("{lop}", {}, None),
    ],
)
def test_what_excludes_itself_is_named(text: str, when: dict[str, str], words: str | None) -> None:
    """With the reason; what holds for one of several values is shown to somebody."""
    reason = excluded(text, When.model_validate(when))

    assert words in reason if words and reason else reason is words
