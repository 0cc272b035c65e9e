"""School level and year of secondary in a text: words, classes and ages of every language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.catalogue.level import Level, Year
from bot.catalogue.words import Words
from bot.understanding.age import AgeFinder
from bot.understanding.expressions import Expressions
from bot.understanding.normalise import fold, words

FUZZY = 88.0
"""Likeness (rapidfuzz ratio) from which a long word is a misspelt word for a level."""
LONG = 7
"""Only words of so many letters are compared by likeness."""
FUZZY_EXPECTED, LONG_EXPECTED = 78.0, 5
"""The same, when the bot has just asked for a level."""
MIXED_IN = ("nl", "fr", "en")
"""Languages whose words parents mix into every other."""
CLASSES = 12
YOUNGEST, PRIMARY, SECONDARY, GROWN_UP = 2, 6, 12, 19
"""Ages at which a level begins."""
LAST_OF_PRIMARY = 6
"""Class 6 is the last of primary; what some countries call class 7 is the first of secondary."""
_DIGITS = re.compile(r"(\d{1,2})(?!\d)\D{0,4}")


@dataclass(frozen=True)
class FoundLevel:
    """What a text says about the level.

    Args:
        leaving: the child is in the last class of primary, so who applies does so for secondary.
    """

    level: Level | None = None
    year: Year | None = None
    leaving: bool = False


class LevelFinder:
    """Finds the level and the year of secondary that a text names.

    Args:
        languages: the words of each language.
    """

    def __init__(self, languages: Iterable[Words]) -> None:
        self._levels: Expressions[Level] = Expressions()
        self._years: Expressions[Year] = Expressions()
        self._classes: Expressions[None] = Expressions()
        self._numbers: Expressions[int] = Expressions()
        self._whole: Expressions[int] = Expressions()
        languages = list(languages)
        self._languages = frozenset(own.language for own in languages)
        self._ages = AgeFinder(languages)
        for own in languages:
            code = own.language
            for level in Level:
                self._levels.add(code, getattr(own.levels, level.value), level)
            self._years.add(code, own.levels.first_year, "first")
            self._years.add(code, own.levels.later_years, "later")
            self._classes.add(code, own.classes.names, None)
            for number, texts in own.classes.numbers.items():
                self._numbers.add(code, texts, number)
            for number, texts in own.classes.whole.items():
                self._whole.add(code, texts, number)
        self._long = [
            key for key in self._levels.meanings if len(key) >= LONG_EXPECTED and " " not in key
        ]
        tables = (self._levels, self._years, self._classes, self._numbers, self._whole)
        self.words = {word for table in tables for key in table.meanings for word in key.split()}

    def find(self, text: str, *, language: str | None = None, expected: bool = False) -> FoundLevel:
        """The level and year; a year alone means secondary. Two levels in one text mean none.

        Args:
            text: as the parent typed it.
            language: what it is written in; the languages that are mixed in are looked for too.
            expected: the bot has just asked for a level, so a rougher likeness is enough.
        """
        folded = fold(text)
        tokens = words(folded)
        languages = {language, *MIXED_IN} if language else self._languages
        if years := self._years.found(tokens, languages):
            longest = max(years, key=lambda one: len(one.key))
            return FoundLevel(Level.SECUNDAIR, next(iter(longest.meanings.values())))
        named = self._levels.found(tokens, languages)
        levels = {level for one in named for level in one.meanings.values()}
        levels = levels or self._misspelt(tokens, expected=expected)
        number = self._class(tokens, languages)
        if levels == {Level.BASIS, Level.SECUNDAIR} and number == LAST_OF_PRIMARY:
            return FoundLevel(Level.SECUNDAIR, "first")  # from class 6 to secondary
        if len(levels) == 1:
            return _explicit(levels.pop(), number)
        if levels:
            return FoundLevel()
        if number:
            return _of_class(number)
        return FoundLevel(_of_age(self._ages.find(folded, tokens, languages)))

    def _misspelt(self, tokens: list[str], *, expected: bool) -> set[Level]:
        """The levels that words are like."""
        long, likeness = (LONG_EXPECTED, FUZZY_EXPECTED) if expected else (LONG, FUZZY)
        texts = [token for token in tokens if len(token) >= long]
        if expected:
            texts.append(" ".join(tokens))
        near = (
            process.extractOne(text, self._long, scorer=fuzz.ratio, score_cutoff=likeness)
            for text in texts
        )
        alike = {
            one[0] for one, text in zip(near, texts, strict=True) if one and one[0][0] == text[0]
        }  # дошкільний is no slip for шкільний
        return {level for key in alike for level in self._levels.meanings[key].values()}

    def _class(self, tokens: list[str], languages: Collection[str]) -> int | None:
        """The number of the class that a text names: `derde leerjaar`, `класс 3`, `3e klas`."""
        for one in self._whole.found(tokens, languages):
            return next(iter(one.meanings.values()))
        classes = self._classes.found(tokens, languages)
        numbers = self._numbers.found(tokens, languages)
        names = {
            place: one.meanings.keys()
            for one in classes
            for place in range(one.place, one.place + one.size)
        }
        if not names:
            return None
        counted: list[tuple[int, int, str | None, int]] = [
            (one.place, one.size, code, number)
            for one in numbers
            for code, number in one.meanings.items()
        ]
        for place, token in enumerate(tokens):
            if (match := _DIGITS.fullmatch(token)) and 1 <= int(match[1]) <= CLASSES:
                split = len(tokens) > place + 1 and len(tokens[place + 1]) <= 2  # noqa: PLR2004  # because "3 de klas" is "3de klas"
                counted.append((place, 1 + split, None, int(match[1])))
        for one in numbers:
            for name in classes:
                if one.inside and f"{one.key}{name.key}" in tokens[one.place]:
                    return next(iter(one.meanings.values()))
        for place, size, code, number in counted:
            for near in (place - 1, place + 1, place + size):
                if near in names and (code is None or code in names[near]):
                    return number
        return None


def _explicit(level: Level, number: int | None) -> FoundLevel:
    """A level that is named, with a class or year that may be named beside it."""
    if level is not Level.SECUNDAIR:
        return FoundLevel(level, leaving=level is Level.BASIS and number == LAST_OF_PRIMARY)
    if number is None:
        return FoundLevel(level)
    if number == LAST_OF_PRIMARY:  # from class 6 to secondary
        return FoundLevel(level, "first")
    return FoundLevel(level, "first" if number in {1, LAST_OF_PRIMARY + 1} else "later")


def _of_class(number: int) -> FoundLevel:
    """What a class alone says."""
    if number <= LAST_OF_PRIMARY:
        return FoundLevel(Level.BASIS, leaving=number == LAST_OF_PRIMARY)
    return FoundLevel(Level.SECUNDAIR, "first" if number == LAST_OF_PRIMARY + 1 else "later")


def _of_age(age: float | None) -> Level | None:
    """The level of a child of an age."""
    if age is None or not YOUNGEST <= age < GROWN_UP:
        return None
    if age < PRIMARY:
        return Level.KLEUTER
    return Level.BASIS if age < SECONDARY else Level.SECUNDAIR
