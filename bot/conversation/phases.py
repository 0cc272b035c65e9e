"""Where a day falls in the enrolment calendar of a place and level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.catalogue.enrolment import Area, EnrolmentFile, Kind, Period
from bot.catalogue.level import OfficeLevel, following

PhaseName = Literal["not-open", "open", "waiting", "ticket", "free", "over", "unknown"]


@dataclass(frozen=True)
class Phase:
    """The phase of a day, for the school year that is the next to begin.

    Args:
        name: not yet open, open, waiting for the result, enrol with a ticket, free enrolment, over
            (aanmelden has ended and nothing else is known to be open), or unknown.
        periods: of that school year, by kind; empty when unknown.
    """

    name: PhaseName
    school_year: str
    periods: Mapping[Kind, Period]
    area: Area | None


def phase(calendar: EnrolmentFile, place: str | None, level: OfficeLevel, today: date) -> Phase:
    """The phase on a day; without a place the common periods alone count."""
    area = calendar.area(place, level) if place else None
    school_year = following(today)
    periods = calendar.periods(level, school_year, area)
    return Phase(_name(periods, today), school_year, periods, area)


def _name(periods: Mapping[Kind, Period], today: date) -> PhaseName:
    apply = periods.get("aanmelden")
    if apply is None or apply.from_ is None or apply.until is None:
        return "unknown"
    if today < apply.from_:
        return "not-open"
    if today <= apply.until:
        return "open"
    ticket, free, result = (
        periods.get("inschrijven-met-ticket"),
        periods.get("vrij-inschrijven"),
        periods.get("resultaat"),
    )
    if ticket and ticket.from_ and today < ticket.from_:
        return "waiting"
    if ticket and ticket.until and today <= ticket.until:
        return "ticket"
    if free and free.from_ and today >= free.from_:
        return "free"
    if result and result.until and today <= result.until:
        return "waiting"
    return "over"
