"""What an editor chooses to see in the preview, and the button of the bot that shows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self, get_args

from bot.catalogue import Catalogue, Intent, Level, Year
from bot.catalogue.finding import did_you_mean
from bot.conversation import Action

LEVELS = (*(level.value for level in Level), *(f"{Level.SECUNDAIR}-{y}" for y in get_args(Year)))
"""What can be picked: a level, or the first or a later year of secundair."""


@dataclass(frozen=True)
class Picks:
    """What an editor chose to see.

    Args:
        day: on which a parent asks.
        intent: None for all of them.
        language: None for all of them.
        place: a municipality; None for the largest one where a card needs one, else for none.
        level: one of LEVELS; None for `basis` where a card needs one, else for none.
        faults: what was chosen and does not exist, as sentences.
    """

    day: date
    intent: str | None = None
    language: str | None = None
    place: str | None = None
    level: str | None = None
    faults: tuple[str, ...] = ()

    @classmethod
    def read(cls, fields: Mapping[str, str], catalogue: Catalogue, day: date) -> Self:
        """The picks of a form; what does not exist is named and left out."""
        known: dict[str, Collection[str]] = {
            "intent": catalogue.intents,
            "language": catalogue.languages,
            "place": catalogue.places.by_name,
            "level": LEVELS,
        }
        picked: dict[str, str] = {}
        faults = []
        for name, choices in known.items():
            value = fields.get(name, "").strip()
            if value in choices:
                picked[name] = value
            elif value:
                faults.append(f"`{value}` is no {name}. {did_you_mean(value, choices)}")
        if given := fields.get("day"):
            try:
                day = date.fromisoformat(given)
            except ValueError:
                faults.append(f"`{given}` is not a date. Write it as 2027-03-23.")
        return cls(day, **picked, faults=tuple(faults))

    def action(self, intent: Intent, catalogue: Catalogue) -> Action:
        """The button that opens the card of an intent with these picks."""
        towns = catalogue.places
        place = towns.by_name.get(self.place or "")
        if place is None and "place" in intent.needs:
            place = max(towns.municipalities.values(), key=lambda one: one.population)
        wanted = self.level or (Level.BASIS.value if "level" in intent.needs else None)
        level, _, later = wanted.partition("-") if wanted else (None, "", "")
        year: Literal["first", "later"] | None = next(
            (y for y in get_args(Year) if y == later), None
        )
        return Action(
            "ask", intent.id, place.nis if place else None, Level(level) if level else None, year
        )
