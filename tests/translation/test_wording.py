"""Dates in every language, with the digits of the school's papers."""

from __future__ import annotations

from datetime import date

import pytest

from bot.translation.wording import full_date, joined, month


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("nl_BE", "dinsdag 23 maart 2027"),
        ("en_GB", "Tuesday, 23 March 2027"),
        ("fr_BE", "mardi 23 mars 2027"),
        ("tr", "23 Mart 2027 Salı"),
        ("ar", "الثلاثاء، 23 مارس 2027"),
    ],
)
def test_weekday_day_month_and_year(locale: str, text: str) -> None:
    """Every date is whole, in Western digits and the Gregorian year."""
    assert full_date(date(2027, 3, 23), locale) == text


def test_lists() -> None:
    """A list ends with the language's own `and`."""
    assert joined(["Gent", "Zele"], "nl_BE") == "Gent en Zele"
    assert joined([], "nl_BE") == ""


def test_months_of_one_language_never_come_out_in_another() -> None:
    """Babel writes into what languages share: Chinese first made every later month Chinese."""
    assert month(2024, 9, "zh") == "2024年9月"
    assert month(2024, 9, "ar") == "سبتمبر 2024"
    assert month(2024, 9, "tr") == "Eylül 2024"
    assert month(2024, 9, "ru").startswith("сентябрь 2024")
