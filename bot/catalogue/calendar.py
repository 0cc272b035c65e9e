"""School holidays, and the days on which a toddler between 2.5 and 3 may start."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.catalogue.document import Part
from bot.catalogue.level import SchoolYear
from bot.catalogue.source import Sourced

HolidayKind = Literal[
    "herfst", "kerst", "krokus", "paas", "zomer",
    "wapenstilstand", "dag-van-de-arbeid", "hemelvaart", "pinkstermaandag",
]  # fmt: skip


class Holiday(Part):
    """A holiday or free day of Dutch-language schools, both days included.

    Args:
        kind: which one.
        from_: its first day.
        until: its last day.
    """

    kind: HolidayKind
    from_: Annotated[date, Field(alias="from")]
    until: date


class HolidayYear(Sourced):
    """The holidays of one school year.

    Args:
        school_year: such as 2027-2028.
        periods: the holidays of a week and more.
        days: the free days between them.
    """

    school_year: SchoolYear
    periods: tuple[Holiday, ...]
    days: tuple[Holiday, ...]


class EntryYear(Sourced):
    """The seven entry days (instapdata) of one school year.

    Args:
        school_year: such as 2027-2028.
        days: the days on which a toddler may start.
    """

    school_year: SchoolYear
    days: Annotated[tuple[date, ...], Field(min_length=7, max_length=7)]


class CalendarFile(Part):
    """`intents/facts/school-year.yaml`.

    Args:
        holidays: by school year.
        entry_days: by school year.
    """

    holidays: tuple[HolidayYear, ...]
    entry_days: tuple[EntryYear, ...]

    def coming_holidays(self, today: date) -> list[Holiday]:
        """Holiday periods still to come or going on, of one school year, in order."""
        for year in sorted(self.holidays, key=lambda year: year.school_year):
            coming = [one for one in year.periods if one.until >= today]
            if year.shown and coming:
                return sorted(coming, key=lambda one: one.from_)
        return []

    def coming_entry_days(self, today: date) -> list[date]:
        """Entry days from today on, in order."""
        return sorted(
            day for year in self.entry_days if year.shown for day in year.days if day >= today
        )
