"""How long a card gets: the longest that a parent can be shown, with its Dutch beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

from bot.catalogue import Catalogue, Intent, Level
from bot.catalogue.condition import When
from bot.catalogue.slot import slots
from bot.conversation import Card
from bot.conversation.cards import CardMaker
from bot.conversation.situation import Month, Situation, Value
from bot.translation import SOURCE, Translations

_LONG_DAY = date(2027, 9, 22)
"""Woensdag 22 september 2027: few days are longer, in few languages."""
_FOREVER = date.min
"""A day on which no line has gone stale yet."""
_AROUND = 200
"""Characters around a card and its Dutch: the notice and the heading of the Dutch."""
_OF_A_LIST = 300
"""Characters of a line that is a list of its own, when outcomes are compared."""
_ENTRY_DAYS = 5
"""So many entry days stand on a card."""
Outcome = tuple[dict[str, str], tuple[bool, ...]]
"""Conditions, and which lines and links of a card they show."""


class CardLength:
    """Measures the cards of a catalogue.

    Args:
        catalogue: the Dutch cards.
        translations: the same in other languages.
    """

    def __init__(self, catalogue: Catalogue, translations: Translations) -> None:
        self._catalogue = catalogue
        self._translations = translations
        self._maker = CardMaker(catalogue, translations)
        self._values = _longest_values(catalogue)
        self._outcomes = cache(self._all_outcomes)
        self._dutch: dict[tuple[str, tuple[bool, ...]], int] = {}

    def longest(self, intent: Intent, language: str) -> int:
        """The characters of the longest card of an intent, with its Dutch and what is around it.

        Conditions that never meet, such as a toddler in the first year of secondary school, are
        tried too, and every line has the longest values that the facts hold.

        Returns:
            UTF-16 code units, as Telegram counts; 0 when parents see no translation.
        """
        if language == SOURCE or not self._translations.complete(language, intent):
            return 0
        sizes = [self._size(intent, line.text, language) for _, _, line in intent.card.blocks()]
        sizes += [
            self._size(intent, link.title, language) + 2 * len(link.url)
            for link in intent.card.links
        ]
        outcome = max(
            self._outcomes(intent.id),
            key=lambda outcome: sum(
                size for size, shown in zip(sizes, outcome[1], strict=True) if shown
            ),
        )
        return sum(self._length(intent, code, outcome) for code in (language, SOURCE)) + _AROUND

    def _length(self, intent: Intent, language: str, outcome: Outcome) -> int:
        """The characters of one card alone; the Dutch one is measured once for all languages."""
        conditions, shown = outcome
        if language == SOURCE and (known := self._dutch.get((intent.id, shown))):
            return known
        situation = Situation(conditions, self._values)
        length = _characters(self._maker.card(intent, language, situation, _FOREVER))
        if language == SOURCE:
            self._dutch[intent.id, shown] = length
        return length

    def _size(self, intent: Intent, dutch: str, language: str) -> int:
        text = self._translations.text(language, intent.id, dutch) or dutch
        return _OF_A_LIST if {dutch} == {f"{{{name}}}" for name in slots(dutch)} else len(text)

    def _all_outcomes(self, name: str) -> list[Outcome]:
        """Every way in which a card can come out."""
        card = self._catalogue.intents[name].card
        whens = [*(line.when for _, _, line in card.blocks()), *(link.when for link in card.links)]
        used: dict[str, dict[str, None]] = {}
        for when in whens:
            for key, allowed in _given(when):
                used.setdefault(key, {"unknown": None}).update(dict.fromkeys(allowed))
        found: dict[tuple[bool, ...], dict[str, str]] = {}
        for values in product(*used.values()):
            conditions = dict(zip(used, values, strict=True))
            found.setdefault(tuple(when.holds(conditions) for when in whens), conditions)
        return [(conditions, shown) for shown, conditions in found.items()]


def _given(when: When) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((key, allowed) for key, allowed in when if allowed is not None)


def _longest_values(catalogue: Catalogue) -> dict[str, Value]:
    """The longest value that the facts hold for each slot."""
    contacts = [lop.contact for lop in catalogue.lops if lop.contact]
    contacts += [area.helpdesk for area in catalogue.enrolment.areas if area.helpdesk]
    phone = max((one.phone or "" for one in contacts), key=len, default="")
    email = max((one.email or "" for one in contacts), key=len, default="")
    sites = [area.site for area in catalogue.enrolment.areas if area.site]
    lop_sites = [lop.website for lop in catalogue.lops if lop.website]
    days = dict.fromkeys(
        ("opens", "closes", "result", "enrol_opens", "enrol_closes", "free_opens", "was_opens",
         "was_closes", "born_until", "entry_day", "later_entry_day"), _LONG_DAY,
    )  # fmt: skip
    towns = [one.name for one in catalogue.places.municipalities.values()]
    values: dict[str, Value] = {
        **days,
        "place": max(towns, key=len, default=""),
        "level": Level.SECUNDAIR,
        "school_year": "2027-2028",
        "born": Month(_LONG_DAY.year, _LONG_DAY.month),
        "lop": max((lop.name for lop in catalogue.lops), key=len, default=""),
        "lop_places": max((lop.places for lop in catalogue.lops), key=_together, default=()),
        "lop_phone": phone,
        "lop_email": email,
        "helpdesk_phone": phone,
        "helpdesk_email": email,
        "site": max(sites, key=len, default=""),
        "lop_site": max(lop_sites, key=len, default=""),
        "entry_days": [_LONG_DAY] * _ENTRY_DAYS,
        "holidays": catalogue.calendar.coming_holidays(_FOREVER),
    }
    return {name: value for name, value in values.items() if value}


def _together(names: tuple[str, ...]) -> int:
    return sum(len(name) + len(", ") for name in names)


def _characters(card: Card) -> int:
    """The length of a card as text, each of its parts on a line of its own."""
    parts = [
        card.title,
        " · ".join(card.about),
        *card.headings.values(),
        *card.statements(),
        *("1. " for _ in card.steps),
        *(f"{link.title} ({link.languages})\n{link.url}" for link in card.links),
        *(f"{term.term}: {term.meaning}" for term in card.terms),
        f"«{card.show}»" if card.show else "",
        card.meaning or "",
    ]
    blank = 1 + len(card.headings)
    return blank + sum(len(part.encode("utf-16-le")) // 2 + 1 for part in parts if part)
