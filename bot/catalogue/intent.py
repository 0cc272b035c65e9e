"""An intent: one thing that a parent wants to know, with its Dutch card, phrases and tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

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

    Args:
        text: the sentence; values such as `{closes}` between braces are filled in.
        when: the line is shown only if these conditions hold.
        source: a name under `sources`; needed for a number, date or address.
        valid_until: the last day on which the line is true, such as 2027-08-31.
        fallback: what the card says after that day; `""` leaves the line out.
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
    """A page for the parent; `url` may be a slot, and is then left out when it is not known.

    Args:
        url: the address, or `{site}`, `{lop_site}` or `{official_page}`.
        title: what the page is, 60 characters at most.
        languages: codes of the languages of the page, such as `[nl, fr]`.
        when: the link is shown only if these conditions hold.
    """

    url: Url | Literal["{site}", "{lop_site}", "{official_page}"]
    title: Annotated[str, Field(max_length=60)]
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    when: When = When()


class Term(Part):
    """An official Dutch word that stands on letters and websites, and what it means.

    Args:
        term: the word, which stays Dutch in every language.
        meaning: what it means, in easy words.
        when: the word is explained only if these conditions hold.
    """

    term: str
    meaning: str
    when: When = When()


class CardText(Part):
    """The Dutch card of an intent, short and plain.

    Args:
        lines: the answer, one thought a line; the first says what to do.
        steps: what to do, in order.
        help: who helps.
        links: pages for the parent, 8 at most.
        terms: official words that the parent will meet, with their meaning.
        show: a Dutch sentence for the parent to show at school.
    """

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
    """A question of the intent's own tests: asked on this text, the intent must be found.

    Args:
        text: as a parent types it; never equal to a phrase.
        place: the municipality that must be found, by its Dutch name.
        level: the school level that must be found.
        year: the year of secundair that must be found.
    """

    text: str
    place: str | None = None
    level: Level | None = None
    year: Year | None = None


class Intent(Part):
    """One thing that a parent wants to know: one YAML file of `intents/<topic>/`.

    Args:
        id: the file's name without `.yaml`: small letters and hyphens.
        title: the question in the parent's words, also on a button; 44 characters at most.
        related: ids of questions that are offered below the card, three at most.
        needs: what the bot asks for before it answers.
        wants: what the card uses when it is known, without asking for it.
        card: the answer, in Dutch.
        sources: what the lines stand on, by a name of your own.
        phrases: how parents ask it in Dutch; different wordings help most.
        near_misses: what sounds alike, but is not ours.
        tests: questions for which this intent must be found.
        topic: the folder, known by the program.
    """

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
    topic: SkipJsonSchema[str] = ""

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
