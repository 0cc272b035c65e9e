"""A month of birth that a parent mentions: `geboren in maart 2024`, `née le 12/05/2024`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from bot.catalogue.locale_data import locale_of
from bot.understanding.normalise import fold, words

_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d{1,2})-\d{1,2}(?!\d)")
_NUMERIC = re.compile(r"(?:(\d{1,2})[./-])?(\d{1,2})[./-](20\d\d)(?!\d)")
_SINCE = frozenset("sinds since depuis beri itibaren منذ من mn sedert vanaf kwamen gekomen".split())
"""Words that tell of another moment than a birth."""
_YEAR = re.compile(r"20\d\d(?!\d)")


class BirthFinder:
    """Finds months of birth.

    Args:
        locales: of the languages whose month names are known (Babel's CLDR data).
    """

    def __init__(self, locales: Iterable[str]) -> None:
        self._locales = tuple(locales)

    @cached_property
    def _months(self) -> dict[str, int]:
        """The months by their folded names; read at the first year in a text, for a quick start."""
        found: dict[str, int] = {}
        for name in self._locales:
            months = locale_of(name).months
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    for number, text in months[context][width].items():
                        key = " ".join(words(fold(text)))
                        if len(key) >= 3:  # noqa: PLR2004  # because shorter ones are words
                            found.setdefault(key, number)
        return found

    def find(self, text: str, today: date) -> tuple[int, int] | None:
        """Year and month, when a text names a month of the last seven years; else None."""
        folded = fold(text)
        if match := _ISO.search(folded):
            return self._plausible(int(match[1]), int(match[2]), today)
        if match := _NUMERIC.search(folded):
            return self._plausible(int(match[3]), int(match[2]), today)
        tokens = words(folded)
        if _SINCE.intersection(tokens):
            return None
        for number, token in enumerate(tokens):
            if year := _YEAR.match(token):
                for near in tokens[max(0, number - 2) : number] + tokens[number + 1 : number + 2]:
                    if month := self._months.get(near.split("'")[0]):
                        return self._plausible(int(year[0]), month, today)
        return None

    @staticmethod
    def _plausible(year: int, month: int, today: date) -> tuple[int, int] | None:
        """A month that a toddler can be born in: not ahead, not longer than seven years ago."""
        if not 1 <= month <= 12:  # noqa: PLR2004  # because a year has twelve
            return None
        age = (today.year - year) * 12 + today.month - month
        return (year, month) if 0 <= age <= 84 else None  # noqa: PLR2004  # because that is seven years
