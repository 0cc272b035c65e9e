"""Where a day falls in the calendar, before, between and after all periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.catalogue import Catalogue, Level
from bot.catalogue.enrolment import Area, EnrolmentFile, Kind, Period, Timeline
from bot.conversation.phases import PhaseName, phase
from bot.conversation.situation import Month, first_day, months_later, situation


@pytest.mark.parametrize(
    ("day", "level", "name", "school_year"),
    [
        (date(2026, 11, 22), "secundair", "not-open", "2027-2028"),
        (date(2027, 3, 22), "secundair", "not-open", "2027-2028"),
        (date(2027, 3, 23), "secundair", "open", "2027-2028"),
        (date(2027, 4, 16), "secundair", "open", "2027-2028"),
        (date(2027, 4, 17), "secundair", "waiting", "2027-2028"),
        (date(2027, 5, 11), "secundair", "waiting", "2027-2028"),
        (date(2027, 5, 12), "secundair", "ticket", "2027-2028"),
        (date(2027, 6, 1), "secundair", "ticket", "2027-2028"),
        (date(2027, 6, 2), "secundair", "free", "2027-2028"),
        (date(2027, 8, 31), "secundair", "free", "2027-2028"),
        (date(2027, 9, 1), "secundair", "unknown", "2028-2029"),
        (date(2026, 11, 22), "basis", "unknown", "2027-2028"),
        (date(2026, 3, 1), "basis", "open", "2026-2027"),
        (date(2026, 6, 1), "basis", "over", "2026-2027"),
    ],
)
def test_phases(
    catalogue: Catalogue, day: date, level: str, name: PhaseName, school_year: str
) -> None:
    """Each border of each period, both days included."""
    found = phase(catalogue.enrolment, "Gent", level, day)  # type: ignore[arg-type]  # because parametrize gives plain text

    assert (found.name, found.school_year) == (name, school_year)


def test_regional_dates_override_the_common_ones(catalogue: Catalogue) -> None:
    """Mechelen has a result day of its own in 2026-2027; elsewhere none is known."""
    day = date(2026, 5, 1)

    assert phase(catalogue.enrolment, "Mechelen", "secundair", day).name == "waiting"
    assert phase(catalogue.enrolment, "Genk", "secundair", day).name == "over"


def test_no_date_of_the_past_is_a_value(catalogue: Catalogue) -> None:
    """On any day of two years, for every level, what a card can show as coming is not over."""
    day = date(2026, 1, 1)
    while day < date(2028, 9, 1):
        for level in Level:
            found = situation(
                catalogue, day, place=catalogue.places.by_name["Gent"], level=level
            ).values
            for name in ("closes", "result", "enrol_closes"):
                assert found.get(name, day) >= day  # type: ignore[operator]  # because these values are dates
        day += timedelta(days=3)


def calendar(*periods: Period) -> EnrolmentFile:
    timeline = Timeline(
        level="basis",
        school_year="2027-2028",
        periods=periods,
        source=("https://example.org/x",),
        checked="2026",
        confidence="high",
    )
    page = "https://example.org/x"
    return EnrolmentFile(official_page=page, timelines=(timeline,), areas=())


def period(kind: Kind, start: str, end: str) -> Period:
    return Period.model_validate({"kind": kind, "from": start, "until": end})


def test_a_gap_before_free_enrolment_is_over() -> None:
    """Between tickets and free enrolment nothing is open, and the card says so."""
    found = calendar(
        period("aanmelden", "2027-02-23", "2027-03-16"),
        period("inschrijven-met-ticket", "2027-04-26", "2027-05-17"),
        Period.model_validate({"kind": "vrij-inschrijven", "from": "2027-05-25"}),
    )

    assert phase(found, None, "basis", date(2027, 5, 20)).name == "over"
    assert phase(found, None, "basis", date(2027, 5, 25)).name == "free"


def test_a_fact_of_low_confidence_is_not_used() -> None:
    """Low confidence is kept as a trace and never shown."""
    found = calendar(period("aanmelden", "2027-02-23", "2027-03-16"))
    low = found.timelines[0].model_copy(update={"confidence": "low"})
    found = found.model_copy(update={"timelines": (low,)})

    assert phase(found, None, "basis", date(2027, 3, 1)).name == "unknown"
    area = Area(
        places=("Gent",), level="basis", covers="all", source=("https://example.org/x",),
        checked="2026", confidence="low",
    )  # fmt: skip
    assert found.model_copy(update={"areas": (area,)}).area("Gent", "basis") is None


@pytest.mark.parametrize(
    ("born", "day"),
    [
        (date(2024, 7, 4), date(2027, 1, 4)),
        (date(2024, 7, 5), date(2027, 2, 1)),
        (date(2024, 8, 15), date(2027, 2, 15)),
        (date(2024, 11, 10), date(2027, 5, 10)),
        (date(2024, 11, 11), date(2027, 9, 1)),
        (date(2023, 12, 1), date(2026, 12, 1)),
        (date(2023, 11, 1), date(2026, 11, 22)),
    ],
)
def test_first_day_of_a_toddler(catalogue: Catalogue, born: date, day: date) -> None:
    """From 2.5 years on an entry day, the day itself included; from 3 years on any day."""
    today = date(2026, 11, 22)
    days = catalogue.calendar.coming_entry_days(today)

    assert first_day(days, born, today) == day


def test_a_month_whose_days_differ_gives_two_days(catalogue: Catalogue) -> None:
    """Born in July 2024: until the 4th one day, later another; the card says both."""
    found = situation(catalogue, date(2026, 11, 22), birth=Month(2024, 7))

    assert found.conditions["entry"] == "two-days"
    assert found.values["born_until"] == date(2024, 7, 4)
    assert found.values["entry_day"] == date(2027, 1, 4)
    assert found.values["later_entry_day"] == date(2027, 2, 1)


def test_months_later_ends_with_the_month() -> None:
    """31 August and 30 months is 28 or 29 February."""
    assert months_later(date(2024, 8, 31), 30) == date(2027, 2, 28)
