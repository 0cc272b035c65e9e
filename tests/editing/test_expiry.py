"""Editors are told of facts that end before parents lose them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue import load
from bot.editing.expiry import CALENDAR, ENROLMENT, expiry
from bot.editing.survey import Survey

HOLIDAYS = "intents/school/vakantiedata.yaml"


def told(content: Path, day: str, *only: str) -> list[str]:
    return [str(one) for one in expiry(Survey(load(content), date.fromisoformat(day), only))]


@pytest.mark.parametrize(
    ("day", "number"), [("2027-03-17", 0), ("2027-03-18", 1), ("2027-05-17", 1), ("2027-05-18", 0)]
)
def test_a_line_is_named_sixty_days_before_its_end(content: Path, day: str, number: int) -> None:
    """From then on until its last day; afterwards the loader says that it is over."""
    found = [one for one in told(content, day, HOLIDAYS) if "holds until 2027-05-17" in one]

    assert len(found) == number


def test_dates_of_a_school_year_are_over_when_the_next_is_looked_for(content: Path) -> None:
    """Parents look for the next school year from 1 September on; who has none yet is told."""
    before = told(content, "2027-07-03", ENROLMENT)
    after = told(content, "2027-09-01", ENROLMENT)

    assert any("of 2027-2028 are used until 2027-08-31, and none follow" in one for one in before)
    assert any("of 2027-2028 are over since 2027-06-01" in one for one in after)
    assert not any("used until" in one for one in told(content, "2027-07-01", ENROLMENT))


def test_what_another_year_follows_is_only_taken_out(content: Path) -> None:
    """Old holidays are no worry while those of the next year are known."""
    (found,) = told(content, "2027-09-02", CALENDAR)[:1]

    assert re.fullmatch(rf"{CALENDAR}:\d+: warning: these holidays .* Take them out\.", found)
    assert not [one for one in told(content, "2027-07-15", CALENDAR) if "holidays" in one]
    assert any("holidays of 2027-2028 are used" in one for one in told(content, "2028-07-15"))
