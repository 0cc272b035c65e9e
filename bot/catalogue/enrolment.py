"""The enrolment calendar: periods by school year and level, for everywhere and for an area."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.catalogue.document import Part
from bot.catalogue.level import OfficeLevel, SchoolYear
from bot.catalogue.lop import Contact
from bot.catalogue.source import Sourced, Url

Kind = Literal[
    "voorrang", "aanmelden", "resultaat", "inschrijven-met-ticket", "vrij-inschrijven"
]  # fmt: skip


class Moved(Part):
    """Dates before they were moved; in spring 2020, for example, 13 LOPs moved aanmelden.

    Args:
        from_: the first day before the move.
        until: the last day before the move.
        reason: why, as the card tells parents.
    """

    from_: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None
    reason: Literal["overmacht", "techniek", "regels"]


class Period(Part):
    """One window of the calendar; both days included, either of them may be unknown.

    Args:
        kind: what parents can do in it.
        from_: its first day.
        until: its last day; of a resultaat the last day on which the result comes.
        moved: the dates before they were moved officially.
    """

    kind: Kind
    from_: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None
    moved: Moved | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ is None and self.until is None:
            raise ValueError("a period needs `from`, `until` or both.")
        if self.from_ and self.until and self.until < self.from_:
            raise ValueError(f"the period ends ({self.until}) before it begins ({self.from_}).")
        if self.kind == "aanmelden" and not (self.from_ and self.until):
            raise ValueError("aanmelden needs both `from` and `until`.")
        return self


Periods = Annotated[tuple[Period, ...], Field(min_length=1)]


class OwnTimeline(Part):
    """An area's own periods in one school year; they override the common ones, kind by kind.

    Args:
        school_year: such as 2027-2028.
        periods: those that differ.
    """

    school_year: SchoolYear
    periods: Periods


class Timeline(Sourced):
    """The common periods of one school year, for a level.

    Args:
        level: basis (kleuter and lager) or secundair.
        school_year: such as 2027-2028.
        periods: what parents can do when.
    """

    level: OfficeLevel
    school_year: SchoolYear
    periods: Periods


class Area(Sourced):
    """Where the schools of some municipalities let parents apply, for a level.

    Args:
        places: the municipalities, by their Dutch names.
        level: basis (kleuter and lager) or secundair.
        site: the website for aanmelden.
        covers: all schools of that level use that website, or some.
        helpdesk: of that website.
        timelines: the area's own periods.
    """

    places: Annotated[tuple[str, ...], Field(min_length=1)]
    level: OfficeLevel
    site: Url | None = None
    covers: Literal["all", "some"]
    helpdesk: Contact | None = None
    timelines: tuple[OwnTimeline, ...] = ()


class EnrolmentFile(Part):
    """`intents/facts/enrolment.yaml`.

    Args:
        official_page: where Flanders announces the dates.
        timelines: what holds everywhere, by school year and level.
        areas: where a town's schools let parents apply, by level.
    """

    official_page: Url
    timelines: tuple[Timeline, ...]
    areas: tuple[Area, ...]

    def area(self, place: str, level: OfficeLevel) -> Area | None:
        """The area of a municipality and level; the best known first."""
        fitting = [
            area
            for area in self.areas
            if area.shown and area.level == level and place in area.places
        ]
        return max(
            fitting, key=lambda area: (area.confidence == "high", area.checked), default=None
        )

    def periods(
        self, level: OfficeLevel, school_year: str, area: Area | None
    ) -> dict[Kind, Period]:
        """The periods of a school year by kind, an area's own before the common ones."""
        found: dict[Kind, Period] = {}
        for timeline in self.timelines:
            if timeline.shown and (timeline.level, timeline.school_year) == (level, school_year):
                found |= {period.kind: period for period in timeline.periods}
        for own in area.timelines if area else ():
            if own.school_year == school_year:
                found |= {period.kind: period for period in own.periods}
        return found
