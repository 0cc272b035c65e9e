"""School holidays and entry days follow their rules."""

from __future__ import annotations

from datetime import date, timedelta

from bot.catalogue import Catalogue
from tests.fakes.parent import TODAY


def test_entry_days_are_the_first_days_after_a_holiday(catalogue: Catalogue) -> None:
    """Seven days: after summer, autumn, Christmas, carnival and Easter, in February, in May."""
    for year in catalogue.calendar.entry_days:
        holidays = next(
            one for one in catalogue.calendar.holidays if one.school_year == year.school_year
        )
        free = {
            period.from_ + timedelta(days=n)
            for period in (*holidays.periods, *holidays.days)
            for n in range((period.until - period.from_).days + 1)
        }
        for day in year.days:
            assert day.weekday() < 5
            assert day not in free


def test_only_what_is_to_come_is_offered(catalogue: Catalogue) -> None:
    """No entry day and no holiday of the past is shown as coming."""
    for day in (TODAY, date(2027, 4, 12), date(2027, 9, 15), date(2028, 6, 30), date(2030, 1, 1)):
        assert all(one >= day for one in catalogue.calendar.coming_entry_days(day))
        assert all(one.until >= day for one in catalogue.calendar.coming_holidays(day))
