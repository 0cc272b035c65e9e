"""On which days a reminder speaks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.conversation import Dates
from bot.conversation.reminder import in_time
from tests.fakes.dates import KNOWN

DAYS = {"week": date(2027, 3, 16), "opens": date(2027, 3, 23), "closes": date(2027, 4, 13)}


def test_a_week_before_the_first_day_and_three_days_before_the_end() -> None:
    """These three, in order, or one of them alone."""
    assert KNOWN.days() == DAYS
    assert KNOWN.days("closes") == {"closes": DAYS["closes"]}


def test_what_is_over_does_not_come() -> None:
    """Nor what is today: the parent has just read it."""
    assert set(KNOWN.coming(date(2027, 3, 23))) == {"closes"}
    assert not KNOWN.coming(date(2027, 4, 13))


def test_a_short_period_has_no_warning_before_it_opens() -> None:
    """The end of three days or fewer is told on the first."""
    opens = date(2027, 3, 23)
    assert set(Dates(opens, opens + timedelta(days=3)).days()) == {"week", "opens"}
    assert set(Dates(opens, opens + timedelta(days=4)).days()) == {"week", "opens", "closes"}


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("week", date(2027, 3, 16), date(2027, 3, 22)),
        ("opens", date(2027, 3, 23), date(2027, 4, 12)),
        ("closes", date(2027, 4, 13), date(2027, 4, 16)),
    ],
)
def test_a_late_message_helps_until_the_next_one(part: str, first: date, last: date) -> None:
    """After a day without a program: never too early, never after the date, never two for one."""
    one_day = timedelta(days=1)
    days = [first - one_day, first, last, last + one_day]

    assert [in_time(part, KNOWN, day) for day in days] == [False, True, True, False]  # type: ignore[arg-type]  # because pytest gives a text


@given(some.dates(date(2027, 1, 1), date(2027, 12, 1)), some.integers(0, 60), some.data())
def test_on_no_day_two_messages_help(opens: date, length: int, data: some.DataObject) -> None:
    """Whatever the dates: at most one on a day, and none after the last."""
    dates = Dates(opens, opens + timedelta(days=length))
    today = opens + timedelta(days=data.draw(some.integers(-20, length + 5)))
    helping = [part for part in dates.days() if in_time(part, dates, today)]

    assert len(helping) <= 1
    assert not helping or today <= dates.closes
