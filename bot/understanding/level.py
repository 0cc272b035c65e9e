"""School level and year of secondary in a text: words, classes and ages of every language."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from bot.catalogue.level import Level, Year
from bot.catalogue.words import Words
from bot.understanding.endings import stems
from bot.understanding.normalise import fold, script, words

FUZZY = 88.0
"""Likeness (rapidfuzz ratio) from which a long word is a misspelt word for a level."""
LONG = 7
"""Only words of so many letters are compared by likeness."""
FUZZY_EXPECTED, LONG_EXPECTED = 78.0, 5
"""The same, when the bot has just asked for a level."""
MIXED_IN = ("nl", "fr", "en")
"""Languages whose words parents mix into every other."""
CLASSES, GROWN_UP = 12, 19
LAST_OF_PRIMARY = 6
"""Class 6 is the last of primary; what some countries call class 7 is the first of secondary."""
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI")
_DIGITS = re.compile(r"(\d{1,2})(?!\d)\D{0,4}")
_AGE = r"(\d{1,2}(?:[.,]\d)?)"


Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class _Found(Generic[Meaning]):
    """An expression in a text: where, of how many words, and what it means in each language."""

    key: str
    place: int
    size: int
    meanings: dict[str, Meaning]


@dataclass(frozen=True)
class FoundLevel:
    """What a text says about the level.

    Args:
        leaving: the child is in the last class of primary, so who applies does so for secondary.
    """

    level: Level | None = None
    year: Year | None = None
    leaving: bool = False


class _Expressions(Generic[Meaning]):
    """Expressions with what each stands for in each language that has it."""

    def __init__(self) -> None:
        self.meanings: dict[str, dict[str, Meaning]] = {}
        self._unspaced: list[str] = []
        self._longest: dict[str, int] = {}

    def add(self, language: str, texts: Iterable[str], meaning: Meaning) -> None:
        """Adds expressions of a language that mean the same."""
        for text in texts:
            key = " ".join(words(fold(text)))
            if not key:
                continue
            first, *rest = key.split()
            self._longest[first] = max(self._longest.get(first, 1), 1 + len(rest))
            if script(key[0]) in _UNSPACED and key not in self.meanings:
                insort(self._unspaced, key, key=lambda one: -len(one))
            self.meanings.setdefault(key, {}).setdefault(language, meaning)

    def found(self, tokens: list[str], languages: Collection[str]) -> list[_Found[Meaning]]:
        """Those that a text holds, from the left; a longer one hides the shorter ones in it."""
        held: list[_Found[Meaning]] = []
        position = 0
        while position < len(tokens):
            size = min(self._longest.get(tokens[position], 1), len(tokens) - position)
            while size:
                key, meanings = self._key(tokens[position : position + size], languages)
                if meanings:
                    held.append(_Found(key, position, size, meanings))
                    break
                size -= 1
            position += max(size, 1)
        return [*held, *self._inside(tokens, languages)]

    def _key(self, span: list[str], languages: Collection[str]) -> tuple[str, dict[str, Meaning]]:
        """The expression that some words are, the last one perhaps with an ending."""
        *before, last = span
        for form in stems(last):
            key = " ".join([*before, form])
            if found := self._in(key, languages):
                return key, found
        return "", {}

    def _in(self, key: str, languages: Collection[str]) -> dict[str, Meaning]:
        """What an expression means in each of some languages."""
        meanings = self.meanings.get(key, {})
        return {code: meaning for code, meaning in meanings.items() if code in languages}

    def _inside(self, tokens: list[str], languages: Collection[str]) -> Iterator[_Found[Meaning]]:
        """Expressions inside words of a script that does not set words apart."""
        for place, token in enumerate(tokens):
            if script(token[0]) not in _UNSPACED or token in self.meanings:
                continue
            rest = token
            for key in self._unspaced:
                if key in rest and (found := self._in(key, languages)):
                    rest = rest.replace(key, " ")
                    yield _Found(key, place, 1, found)


class LevelFinder:
    """Finds the level and the year of secondary that a text names.

    Args:
        languages: the words of each language.
    """

    def __init__(self, languages: Iterable[Words]) -> None:
        self._levels: _Expressions[Level] = _Expressions()
        self._years: _Expressions[Year] = _Expressions()
        self._classes: _Expressions[None] = _Expressions()
        self._numbers: _Expressions[int] = _Expressions()
        self._whole: _Expressions[int] = _Expressions()
        self._ages: dict[str, re.Pattern[str]] = {}
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
            ages = sorted(map(_pattern, own.ages), key=len, reverse=True)
            self._ages[code] = re.compile("|".join(ages) or r"(?!)")
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
        languages = {language, *MIXED_IN} if language else set(self._ages)
        if years := self._years.found(tokens, languages):
            longest = max(years, key=lambda one: len(one.key))
            return FoundLevel(Level.SECUNDAIR, next(iter(longest.meanings.values())))
        named = self._levels.found(tokens, languages)
        levels = {level for one in named for level in one.meanings.values()}
        levels = levels or self._misspelt(tokens, expected=expected)
        number = self._class(tokens, languages)
        if len(levels) == 1:
            return _explicit(levels.pop(), number)
        if levels:
            return FoundLevel()
        if number:
            return _of_class(number)
        ages = (self._ages[code] for code in self._ages if code in languages)
        return FoundLevel(next(filter(None, (_of_age(folded, one) for one in ages)), None))

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
        names = {
            place: one.meanings.keys()
            for one in self._classes.found(tokens, languages)
            for place in range(one.place, one.place + one.size)
        }
        if not names:
            return None
        counted: list[tuple[int, int, str | None, int]] = [
            (one.place, one.size, code, number)
            for one in self._numbers.found(tokens, languages)
            for code, number in one.meanings.items()
        ]
        for place, token in enumerate(tokens):
            if (match := _DIGITS.fullmatch(token)) and 1 <= int(match[1]) <= CLASSES:
                split = len(tokens) > place + 1 and len(tokens[place + 1]) <= 2  # noqa: PLR2004  # because "3 de klas" is "3de klas"
                counted.append((place, 1 + split, None, int(match[1])))
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


def _of_age(folded: str, ages: re.Pattern[str]) -> Level | None:
    """The level of a child of the age that a text says."""
    for match in ages.finditer(folded):
        age = float(next(filter(None, match.groups())).replace(",", "."))
        for below, level in ((2, None), (6, Level.KLEUTER), (12, Level.BASIS)):
            if age < below:
                return level
        return Level.SECUNDAIR if age < GROWN_UP else None
    return None


def _pattern(text: str) -> str:
    """A regular expression for an age: `{n} yaşında`, `wordt {n}`."""
    before, after = (fold(part) for part in text.split("{n}"))
    spaced = "{}" if script((before or after)[:1] or " ") in _UNSPACED else r"(?<!\w){}(?!\w)"
    parts = [re.escape(before), _AGE, re.escape(after)]
    if text.split("{n}", maxsplit=1)[0].endswith(" "):
        parts[0] += r"\s+"
    if text.split("{n}")[1].startswith(" "):
        parts[2] = r"\s+" + parts[2]
    return spaced.format("".join(parts))
