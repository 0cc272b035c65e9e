"""An intent: one thing that a parent wants to know, with its Dutch card, phrases and tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.catalogue.condition import When
from bot.catalogue.document import Part
from bot.catalogue.level import Level, Year
from bot.catalogue.slot import SLOTS, slots
from bot.catalogue.source import Source, Url

Need = Literal["place", "level"]

_STATED = re.compile(r"\d|@")
"""A number, amount, date, phone number or e-mail address: what a line may not state unsourced."""


def _text(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class Line(Part):
    """One thought of a card.

    A line that can go stale carries `valid_until` and, for the day after, a `fallback`: a sentence
    that stays true, or none when the card is right without the line (`fallback: ""`).
    """

    text: Annotated[str, Field(min_length=1)]
    when: When = When()
    source: str | None = None
    valid_until: date | None = None
    fallback: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.valid_until and self.fallback is None:
            raise ValueError(
                "a line with `valid_until` needs `fallback`: what the card says after that day."
            )
        return self

    @property
    def states_facts(self) -> bool:
        """Whether it holds a number, date, amount or address of its own."""
        return bool(_STATED.search(self.text))


Lines = tuple[Annotated[Line, BeforeValidator(_text)], ...]


class Link(Part):
    """A page for the parent; `url` may be a slot, and is then left out when it is not known."""

    url: Url | Literal["{site}", "{lop_site}", "{official_page}"]
    title: Annotated[str, Field(max_length=60)]
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    when: When = When()


class Term(Part):
    """An official Dutch word that stands on letters and websites, and what it means."""

    term: str
    meaning: str


class CardText(Part):
    """The Dutch card of an intent; `conversation/cards.py` makes a card of it."""

    lines: Annotated[Lines, Field(min_length=1)]
    steps: Lines = ()
    help: Lines = ()
    links: Annotated[tuple[Link, ...], Field(max_length=8)] = ()
    terms: tuple[Term, ...] = ()
    show: str | None = None

    def blocks(self) -> Iterator[tuple[str, int, Line]]:
        """Every line with the block it stands in and its number there."""
        for name in ("lines", "steps", "help"):
            for number, line in enumerate(getattr(self, name)):
                yield name, number, line

    def texts(self) -> Iterator[str]:
        """Every text that a translator translates, in the order of the card."""
        for _, _, line in self.blocks():
            yield line.text
            if line.fallback:
                yield line.fallback
        for link in self.links:
            yield link.title
        for term in self.terms:
            yield term.meaning
        if self.show:
            yield self.show


class Example(Part):
    """A question of the intent's own tests: asked on this text, the intent must be found."""

    text: str
    place: str | None = None
    level: Level | None = None
    year: Year | None = None


class Intent(Part):
    """One YAML file of `intents/<topic>/`."""

    id: str
    title: Annotated[str, Field(max_length=44)]
    related: Annotated[tuple[str, ...], Field(max_length=3)] = ()
    needs: tuple[Need, ...] = ()
    wants: tuple[Need, ...] = ()
    card: CardText
    sources: Annotated[dict[str, Source], Field(default_factory=dict)]
    phrases: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    tests: tuple[Annotated[Example, BeforeValidator(_text)], ...] = ()
    topic: str = ""

    def texts(self) -> Iterator[str]:
        """Every Dutch text of the intent that a translator translates."""
        yield self.title
        yield from self.card.texts()

    def faults(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """What the model alone cannot see: the place of each mistake and its sentence."""
        used: set[str] = set()
        for block, number, line in self.card.blocks():
            place = ("card", block, number)
            for name in sorted((slots(line.text) | slots(line.fallback or "")) - SLOTS.keys()):
                yield place, f"`{{{name}}}` is no value that a card can show. Known: see slot.py."
            if line.source is None:
                if line.states_facts:
                    yield (
                        place,
                        "a number, date or address needs a `source`. Name one of `sources`.",
                    )
                continue
            used.add(line.source)
            source = self.sources.get(line.source)
            if source is None:
                yield (
                    (*place, "source"),
                    f"`{line.source}` is no source of this intent. Add it under `sources`.",
                )
            elif source.confidence == "low":
                yield (
                    (*place, "source"),
                    "a fact of low confidence is not shown to parents. Take the line out.",
                )
            elif source.confidence == "medium" and not self.card.links and self.id != "nood":
                yield (*place, "source"), "a fact of medium confidence needs a link on the card."
        for name in sorted(self.sources.keys() - used):
            yield ("sources", name), f"no line uses the source `{name}`. Use it or take it out."
