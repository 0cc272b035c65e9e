"""Dates, months and lists in every language, through Babel's CLDR data.

Digits are always 0-9, as they stand on the school's papers; the year is the Gregorian one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date

from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from bot.catalogue.locale_data import locale_of
from bot.translation.bidi import UNSEEN


def western(text: str) -> str:
    """The text with 0-9 for the digits of every script, and without invisible marks."""
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c
        for c in text
        if c not in UNSEEN
    )


def full_date(day: date, locale: str) -> str:
    """Weekday, day, month and year: dinsdag 23 maart 2027."""
    return western(format_date(day, "full", locale=locale_of(locale)))


def month(year: int, number: int, locale: str) -> str:
    """Month and year: september 2024."""
    return western(format_skeleton("yMMMM", date(year, number, 1), locale=locale_of(locale)))


def joined(parts: Sequence[str], locale: str) -> str:
    """A list with the language's own `and`: Gent, Lokeren en Zele."""
    return format_list(list(parts), locale=locale) if parts else ""


def language_name(code: str, locale: str) -> str:
    """The name of a language in another one: in the Arabic of Dutch, for example."""
    return str(locale_of(locale).languages.get(code, code))
