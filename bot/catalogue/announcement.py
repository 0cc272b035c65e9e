"""An announcement: news for the parents of some towns, which holds for a while."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.catalogue.document import listed
from bot.catalogue.level import Level, OfficeLevel
from bot.catalogue.page import Page
from bot.catalogue.place import Municipality
from bot.catalogue.source import Sourced

REGIONS = {"Vlaanderen": "vlaanderen", "Brussels Gewest": "brussel"}
"""Names that stand for all municipalities of a region."""
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""The name of the file, by which it is remembered who got it."""
LONGEST_NAME = 40

Text = Annotated[str, Field(min_length=1, max_length=200)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1, max_length=4), BeforeValidator(listed)]
"""One line, or up to four."""


class Announcement(Sourced):
    """News for the parents of some towns; a file of `intents/announcements/`.

    While it holds, it stands on the cards that depend on the town. Who asked for news of the town
    gets it once.

    Args:
        area: the municipalities that it is for, by their Dutch names; `Vlaanderen` and
            `Brussels Gewest` stand for all of theirs.
        level: basis (kleuter and lager) or secundair; both when it is left out.
        from_: the first day on which parents see it.
        until: the last day on which it is true.
        text: what parents read, in Dutch, one thought a line.
        link: a page that says more.
        translations: the same lines in other languages, by language code; who reads another one
            sees the Dutch.
    """

    area: Annotated[tuple[str, ...], Field(min_length=1), BeforeValidator(listed)]
    level: OfficeLevel | None = None
    from_: Annotated[date, Field(alias="from")]
    until: date
    text: Texts
    link: Page | None = None
    translations: Annotated[dict[str, Texts], Field(default_factory=dict)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.from_:
            raise ValueError(f"the news ends ({self.until}) before it begins ({self.from_}).")
        return self

    def faults(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """What the model alone cannot see: the place of each mistake and its sentence."""
        for code, lines in self.translations.items():
            if code == "nl":
                yield ("translations", code), "the Dutch stands under `text`. Take this out."
            if len(lines) != len(self.text):
                count = f"{len(lines)} lines, where the Dutch has {len(self.text)}."
                yield ("translations", code), f"{count} Say the same, line by line."

    def holds(self, today: date) -> bool:
        """Whether parents see it on a day."""
        return self.shown and self.from_ <= today <= self.until

    def reaches(self, place: Municipality, level: Level | None) -> bool:
        """Whether it is for a town and a level; news of one level is for nobody without one."""
        office = level.office if level else None
        return self.is_for(place) and self.level in {None, office}

    def is_for(self, place: Municipality) -> bool:
        """Whether it is for a town, at some level."""
        return any(name == place.name or REGIONS.get(name) == place.region for name in self.area)
