"""The age of a child that a parent mentions: `wordt 12`, `2.5 yaşında`, `сыну пять лет`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from bot.catalogue.words import Words
from bot.understanding.expressions import UNSPACED, Expressions, Found
from bot.understanding.normalise import fold, script

FAR = 15
"""Words between a child and its age."""
_NUMBER = r"(\d{1,2}(?:[.,]\d)?)"
_DIGITS = re.compile(r"(\d{1,2})([^\W\d]{0,6})")
_TWO_AND_A_HALF = re.compile(r"(?<![\d.,])2[.,]5(?![.,]?\d)(?!\s*(?:€|eur|km|kg|cm|m|%|u|h))")


class AgeFinder:
    """Finds ages of children.

    Args:
        languages: the words of each language.
    """

    def __init__(self, languages: Iterable[Words]) -> None:
        self._said: dict[str, re.Pattern[str]] = {}
        self._years: Expressions[None] = Expressions()
        self._children: Expressions[None] = Expressions()
        self._others: Expressions[None] = Expressions()
        self._numbers: Expressions[float] = Expressions()
        for own in languages:
            said = sorted(map(_pattern, own.ages.said), key=len, reverse=True)
            self._said[own.language] = re.compile("|".join(said) or r"(?!)")
            self._years.add(own.language, own.ages.years, None)
            self._children.add(own.language, own.ages.children, None)
            self._others.add(own.language, own.ages.others, None)
            for number, texts in own.ages.numbers.items():
                self._numbers.add(own.language, texts, number)

    def find(self, folded: str, tokens: list[str], languages: Collection[str]) -> float | None:
        """The first age that a text says, in years.

        Args:
            folded: the text.
            tokens: its words.
            languages: that it may be in.
        """
        for code in self._said:
            if code in languages and (match := self._said[code].search(folded)):
                return float(next(filter(None, match.groups())).replace(",", "."))
        children = self._children.found(tokens, languages)
        if not children:
            return None
        if _TWO_AND_A_HALF.search(folded):
            return 2.5
        years = self._years.found(tokens, languages)
        others = {
            one.place
            for one in self._others.found(tokens, languages)
            if tokens[one.place].startswith(one.key) or not one.inside
        }
        for place, size, age in self._counted(tokens, languages):
            after = {place + size, place - 1}
            beside = any(one.place in after and not one.inside for one in years)
            near = min(abs(place - one.place) for one in children) <= FAR
            told = any(0 < place - one.place - one.size + 1 <= 2 for one in children)  # noqa: PLR2004  # because of "dochter van 5"
            told = told and place + size not in others
            if (beside and near) or (told and age >= 2):  # noqa: PLR2004  # because "zoon 1" is a number, no age
                return age
        return next(self._inside(tokens, languages, years), None)

    def _counted(
        self, tokens: list[str], languages: Collection[str]
    ) -> Iterator[tuple[int, int, float]]:
        """(place, number of words, value) of the numbers of a text."""
        for one in self._numbers.found(tokens, languages):
            if not one.inside:
                yield one.place, one.size, next(iter(one.meanings.values()))
        for place, token in enumerate(tokens):
            if match := _DIGITS.fullmatch(token):
                glued = bool(match[2]) and any(
                    True for _ in self._years.found([match[2]], languages)
                )
                if not match[2] or glued:
                    yield place, 0 if glued else 1, float(match[1])

    def _inside(
        self, tokens: list[str], languages: Collection[str], years: list[Found[None]]
    ) -> Iterator[float]:
        """Ages in a script without spaces: the number and its unit side by side."""
        for one in self._numbers.found(tokens, languages):
            for unit in years:
                if one.inside and unit.inside and f"{one.key}{unit.key}" in tokens[one.place]:
                    yield next(iter(one.meanings.values()))


def _pattern(text: str) -> str:
    """A regular expression for an age that is said: `{n} yaşında`, `wordt {n}`."""
    before, after = text.split("{n}")
    spaced = "{}" if script((before or after)[:1] or " ") in UNSPACED else r"(?<!\w){}(?!\w)"
    parts = [re.escape(fold(before)), _NUMBER, re.escape(fold(after))]
    if before.endswith(" "):
        parts[0] += r"\s+"
    if after.startswith(" "):
        parts[2] = r"\s+" + parts[2]
    return spaced.format("".join(parts))
