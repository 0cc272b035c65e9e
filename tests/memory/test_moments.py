"""Messages go out by day, spread over it, at the same moment for the same chat."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as some

from bot.memory.dues import LEASE
from bot.memory.moments import awake, moment, soon
from bot.settings import BRUSSELS


@given(some.text(max_size=8), some.dates(date(2026, 1, 1), date(2029, 1, 1)))
def test_a_moment_is_on_its_day_between_nine_and_six_in_brussels(key: str, day: date) -> None:
    """In summer and winter."""
    there = moment(key, day).astimezone(BRUSSELS)

    assert there.date() == day
    assert 9 <= there.hour < 18
    assert awake(there)


@given(
    some.text(max_size=8),
    some.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001  # because the strategy adds it
)
def test_news_comes_by_day_and_within_one(key: str, now: datetime) -> None:
    """Not before it is known, and on the next day at the latest."""
    at = soon(key, now)
    there = at.astimezone(BRUSSELS)

    assert at >= now
    assert awake(at)
    assert (there.date() - now.astimezone(BRUSSELS).date()).days <= 1


@given(some.text(max_size=8), some.dates(date(2026, 1, 1), date(2029, 1, 1)))
def test_what_is_tried_again_still_comes_on_its_day(key: str, day: date) -> None:
    """After the last moment there are minutes left for what Telegram refused, or a dead program."""
    assert awake(moment(key, day) + 10 * LEASE)
    assert awake(soon(key, moment(key, day)) + 10 * LEASE)


def test_chats_are_spread_over_the_day() -> None:
    """Of 8,500 chats about 500 in each half of an hour."""
    moments = [moment(f"chat {n}", date(2027, 3, 16)) for n in range(8500)]
    halves = Counter((one.hour, one.minute // 30) for one in moments)

    assert len(halves) == 17
    assert all(400 < number < 600 for number in halves.values())


def test_nothing_goes_out_at_night() -> None:
    """Whatever the clock of the machine says."""
    night = [datetime(2027, 3, 16, 8, 59, tzinfo=BRUSSELS), datetime(2027, 7, 1, 16, 0, tzinfo=UTC)]
    day = [datetime(2027, 3, 16, 9, tzinfo=BRUSSELS), datetime(2027, 7, 1, 15, 59, tzinfo=UTC)]

    assert not any(map(awake, night))
    assert all(map(awake, day))
