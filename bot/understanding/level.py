"""School level and year of secondary in a text: whole words and expressions of every language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.catalogue.language import LevelWords
from bot.catalogue.level import Level, Year
from bot.understanding.normalise import fold, words

FUZZY = 88.0
"""Likeness (rapidfuzz ratio) from which a long word is a misspelt word for a level."""
LONG = 7
"""Only words of so many letters are compared by likeness."""
FUZZY_EXPECTED, LONG_EXPECTED = 78.0, 5
"""The same, when the bot has just asked for a level."""


class LevelFinder:
    """Finds the level and the year of secondary that a text names.

    Args:
        languages: the words of each language; all languages are looked for in every text, because
            parents mix them.
    """

    def __init__(self, languages: Iterable[LevelWords]) -> None:
        self._levels: dict[str, Level] = {}
        self._years: dict[str, Year] = {}
        for own in languages:
            for level in Level:
                for text in getattr(own, level.value):
                    self._levels.setdefault(" ".join(words(fold(text))), level)
            for text in own.first_year:
                self._years.setdefault(" ".join(words(fold(text))), "first")
            for text in own.later_years:
                self._years.setdefault(" ".join(words(fold(text))), "later")
        for table in (self._levels, self._years):
            table.pop("", None)
        self._long = [key for key in self._levels if len(key) >= LONG_EXPECTED and " " not in key]
        self.words = {word for key in (*self._levels, *self._years) for word in key.split()}
        self._longest = max((len(key.split()) for key in (*self._levels, *self._years)), default=1)

    def find(self, text: str, *, expected: bool = False) -> tuple[Level | None, Year | None]:
        """The level and year; a year alone means secondary. Two levels in one text mean none.

        Args:
            text: as the parent typed it.
            expected: the bot has just asked for a level, so a rougher likeness is enough.
        """
        long, likeness = (LONG_EXPECTED, FUZZY_EXPECTED) if expected else (LONG, FUZZY)
        tokens = words(fold(text))
        years = self._mentioned(tokens, self._years)
        if years:
            longest = max(years, key=len)
            return Level.SECUNDAIR, self._years[longest]
        levels = {self._levels[key] for key in self._mentioned(tokens, self._levels)}
        if not levels and expected:
            near = process.extractOne(
                " ".join(tokens), self._levels.keys(), scorer=fuzz.ratio, score_cutoff=likeness
            )
            levels = {self._levels[near[0]]} if near else set()
        if not levels:
            for token in tokens:
                if len(token) >= long and (
                    near := process.extractOne(
                        token, self._long, scorer=fuzz.ratio, score_cutoff=likeness
                    )
                ):
                    levels.add(self._levels[near[0]])
        return (levels.pop(), None) if len(levels) == 1 else (None, None)

    def _mentioned(self, tokens: list[str], table: dict[str, Level] | dict[str, Year]) -> set[str]:
        """The longest expressions of a table in a text; a longer one hides the shorter in it."""
        found: set[str] = set()
        position = 0
        while position < len(tokens):
            for size in range(min(self._longest, len(tokens) - position), 0, -1):
                key = " ".join(tokens[position : position + size])
                if key in table or (key := _bare(key)) in table:
                    found.add(key)
                    position += size - 1
                    break
            position += 1
        return found


def _bare(key: str) -> str:
    """A word without an Arabic article or preposition, or a Turkish ending after an apostrophe."""
    return re.sub(r"^(وال|بال|لل|ال|في ال)(?=\w{3})", "", key.split("'", maxsplit=1)[0])
