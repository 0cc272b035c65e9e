"""What people may see of counts is true as far as it goes, and tells no number below five."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.memory import Count
from bot.memory.counts import OUTCOMES, Outcome
from bot.memory.figures import Figures, figures

FIRST = date(2026, 11, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(30)]
LANGUAGES = ["ar", "fr", "nl", "ps", "tr"]
INTENTS = ["lop-vinden", "lop-wat", "pesten", "tolk", "zomerschool"]


def count(
    outcome: Outcome, language: str = "nl", intent: str = "lop-wat", day: date = FIRST
) -> Count:
    return Count(
        day, intent if outcome in {"answer", "tapped", "opened"} else "", language, outcome
    )


def shown(counts: dict[Count, int]) -> Figures:
    return figures(counts, LANGUAGES, INTENTS, DAYS)


def test_numbers_are_added_up_and_rounded_down() -> None:
    """By decision, language, card and day."""
    found = shown(
        {
            count("answer"): 12,
            count("answer", "tr", "tolk", DAYS[1]): 7,
            count("tapped", intent=""): 6,
            count("clarify"): 9,
            count("opened", "tr"): 3,
        }
    )

    assert found.decisions == {"answer": 15, "clarify": 5, "none": 0, "tapped": 5, "opened": 0}
    assert found.languages is not None
    assert found.languages["nl"] == {
        "answer": 10, "clarify": 5, "none": 0, "tapped": 5, "opened": 0,
    }  # fmt: skip
    assert found.languages["tr"]["answer"] == 5
    assert found.intents == {
        "": 5, "lop-wat": 15, "tolk": 5, **dict.fromkeys(("lop-vinden", "pesten", "zomerschool"), 0)
    }  # fmt: skip
    assert found.days is not None
    assert list(found.days.items())[:3] == [(DAYS[0], 30), (DAYS[1], 5), (DAYS[2], 0)]


def test_a_row_tells_nothing_by_being_there() -> None:
    """Whoever asked once in Pashto is in the same row as nobody."""
    once = shown({count("answer"): 20, count("answer", "ps"): 1})

    assert once == shown({count("answer"): 20})


def test_a_table_that_would_tell_is_left_out() -> None:
    """Five decisions below five and one day of 20 questions: each of the five would be 4."""
    apart = zip(OUTCOMES, INTENTS, DAYS, strict=False)
    found = shown({count(one, "nl", intent, day): 4 for one, intent, day in apart})
    assert None not in (found.languages, found.intents, found.days)

    apart = zip(OUTCOMES, INTENTS, DAYS, strict=False)
    found = shown({count(one, "nl", intent, FIRST): 4 for one, intent, _ in apart})
    assert found.days is None
    assert None not in (found.languages, found.intents)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.builds(
            count,
            st.sampled_from(OUTCOMES),
            st.sampled_from(LANGUAGES),
            st.sampled_from(INTENTS),
            st.sampled_from(DAYS[:3]),
        ),
        st.integers(1, 40),
        max_size=12,
    )
)
def test_shown_numbers_are_never_too_high(counts: dict[Count, int]) -> None:
    """No sum of rows is above what was asked, and every number is a multiple of five."""
    found = figures(counts, LANGUAGES, INTENTS, DAYS[:3])
    total = sum(counts.values())
    tables = [
        list(found.decisions.values()),
        list((found.days or {}).values()),
        list((found.intents or {}).values()),
        [number for row in (found.languages or {}).values() for number in row.values()],
    ]

    for table in tables:
        assert sum(table) <= total
        assert all(number % 5 == 0 for number in table)
