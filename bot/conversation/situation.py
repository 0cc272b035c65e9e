"""What is known about a parent's question: the conditions and the values that a card can use."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from bot.catalogue import Catalogue, Level, Municipality, Year
from bot.catalogue.calendar import Holiday
from bot.catalogue.enrolment import Kind, Period
from bot.catalogue.level import OfficeLevel
from bot.conversation.phases import Phase, phase


@dataclass(frozen=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @staticmethod
    def of(day: date) -> Month:
        """The month of a day."""
        return Month(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])


Value = str | date | Month | Level | Sequence[str] | Sequence[date] | Sequence[Holiday]
"""What a slot can hold; the card's language decides how it is written."""


@dataclass(frozen=True)
class Situation:
    """Place, level, year and day of a question, and what follows from them.

    Args:
        conditions: by the names of `catalogue.condition.When`.
        values: by the names of `catalogue.slot.SLOTS`, only those that are known.
    """

    conditions: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)


def situation(  # noqa: PLR0913  # because these are what a question is about
    catalogue: Catalogue,
    today: date,
    *,
    place: Municipality | None = None,
    level: Level | None = None,
    year: Year | None = None,
    birth: Month | None = None,
    reminders: Literal["possible", "impossible"] = "impossible",
) -> Situation:
    """All that the catalogue knows for a question on a day, and whether the bot can remind."""
    conditions: dict[str, str] = {
        "place": "known" if place else "unknown",
        "region": place.region if place else "unknown",
        "level": level.value if level else "unknown",
        "year": year or "unknown",
        "reminders": reminders,
    }
    values: dict[str, Value] = {
        "entry_days": catalogue.calendar.coming_entry_days(today)[:5],
        "holidays": catalogue.calendar.coming_holidays(today),
    }
    conditions |= {name: "known" if value else "unknown" for name, value in values.items()}
    if place:
        values["place"] = place.name
    if level:
        values["level"] = level
        office = level.office
        now = phase(catalogue.enrolment, place.name if place else None, office, today)
        _enrolment(now, today, conditions, values)
        if place:
            _lop(catalogue, place, office, conditions, values)
    elif place:
        _lop_of_any_level(catalogue, place, conditions, values)
    if birth:
        _entry(catalogue, today, birth, conditions, values)
    return Situation(conditions, {name: value for name, value in values.items() if value})


def _enrolment(
    now: Phase, today: date, conditions: dict[str, str], values: dict[str, Value]
) -> None:
    conditions["phase"] = now.name
    values["school_year"] = now.school_year
    ends: tuple[tuple[str, Kind, str], ...] = (
        ("opens", "aanmelden", "from_"),
        ("closes", "aanmelden", "until"),
        ("result", "resultaat", "until"),
        ("enrol_opens", "inschrijven-met-ticket", "from_"),
        ("enrol_closes", "inschrijven-met-ticket", "until"),
        ("free_opens", "vrij-inschrijven", "from_"),
    )
    for name, kind, end in ends:
        period = now.periods.get(kind)
        day = getattr(period, end) if period else None
        if day and day >= (today if end == "until" else date.min):
            values[name] = day
    _moved(now.periods.get("aanmelden"), today, conditions, values)
    if now.area:
        conditions["covers"] = now.area.covers
        conditions["site"] = "known" if now.area.site else "unknown"
        if now.area.site:
            values["site"] = now.area.site
        helpdesk = now.area.helpdesk
        conditions["helpdesk"] = "known" if helpdesk else "unknown"
        if helpdesk and helpdesk.phone:
            values["helpdesk_phone"] = helpdesk.phone
        if helpdesk and helpdesk.email:
            values["helpdesk_email"] = helpdesk.email


def _moved(
    period: Period | None, today: date, conditions: dict[str, str], values: dict[str, Value]
) -> None:
    """Says that aanmelden was moved, until the new period is over."""
    if period is None or period.moved is None or (period.until and period.until < today):
        return
    conditions["moved"] = period.moved.reason
    if before := period.moved.from_ or period.from_:
        values["was_opens"] = before
    if after := period.moved.until or period.until:
        values["was_closes"] = after


def _lop(
    catalogue: Catalogue,
    place: Municipality,
    office: OfficeLevel,
    conditions: dict[str, str],
    values: dict[str, Value],
) -> None:
    lop = catalogue.lop(place.name, office)
    conditions["lop"] = "known" if lop else "unknown"
    if lop is None:
        return
    values["lop"] = lop.name
    values["lop_places"] = lop.places
    if lop.website:
        values["lop_site"] = lop.website
    if lop.contact:
        conditions["contact"] = lop.contact.of
        if lop.contact.phone:
            values["lop_phone"] = lop.contact.phone
        if lop.contact.email:
            values["lop_email"] = lop.contact.email


def _lop_of_any_level(
    catalogue: Catalogue,
    place: Municipality,
    conditions: dict[str, str],
    values: dict[str, Value],
) -> None:
    """Without a level: the LOP where there is one entry alone, or one site for both."""
    lops = [lop for office in ("basis", "secundair") if (lop := catalogue.lop(place.name, office))]
    conditions["lop"] = "known" if lops else "unknown"
    if lops:
        values["lop"] = [lop.name for lop in lops]
        sites = {lop.website for lop in lops if lop.website}
        if len(sites) == 1:
            values["lop_site"] = sites.pop()


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    years, index = divmod(day.month - 1 + months, 12)
    year, number = day.year + years, index + 1
    return date(year, number, min(day.day, calendar.monthrange(year, number)[1]))


def first_day(days: Sequence[date], born: date, today: date) -> date | None:
    """The first day on which a toddler may start: an entry day from 2.5 years, any day from 3.

    Args:
        days: the entry days still to come, in order.
        born: the birthday.
        today: the day of the question.

    Returns:
        `today` when the child is 3 already; None when no entry day that counts is known.
    """
    third = months_later(born, 36)
    if third <= today:
        return today
    ready = months_later(born, 30)
    day = next((day for day in days if day >= ready), None)
    if day is None or day <= third:
        return day
    return third


def _entry(
    catalogue: Catalogue,
    today: date,
    birth: Month,
    conditions: dict[str, str],
    values: dict[str, Value],
) -> None:
    days = catalogue.calendar.coming_entry_days(today)
    early, late = first_day(days, birth.first, today), first_day(days, birth.last, today)
    values["born"] = birth
    if early is None or late is None:
        values.pop("born")
        return
    if late == today:
        conditions["entry"] = "any-day"
    elif early == late:
        conditions["entry"] = "day"
        values["entry_day"] = early
    elif early in days or early == today:
        born = birth.first
        while first_day(days, born + timedelta(days=1), today) == early:
            born += timedelta(days=1)
        conditions["entry"] = "two-days"
        values["born_until"] = born
        values["entry_day"] = early
        values["later_entry_day"] = late
