"""Finds a municipality in a sentence: any spelling, script, case ending, postcode or old name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.catalogue.place import Gazetteer, Municipality, Name
from bot.understanding.endings import stems
from bot.understanding.near_names import NearNames
from bot.understanding.normalise import fold, script, words

SHORT = 2
"""A text of so many words is a place and no more."""
NEAR_EQUAL = 4.0
"""A name means the place that has this many times the people of the next one of that name."""
UNCOUNTED = 3000
"""People of a place whose number is not known, when it is weighed against another."""
WELL_KNOWN = 8000
"""Parts of a municipality with fewer people are found only when they are spelt right."""
SHORTEST_NAME = 4
"""Names of fewer letters are treated as ordinary words."""
_POSTCODE = re.compile(r"(?<![\d/.-])[1-9]\d{3}(?![\d/])")
_YEARS = range(1950, 2040)
"""Numbers that are years of birth or of school rather than postcodes, unless they stand alone."""
_MONEY = re.compile(
    r"€|eur|betal|kost|rekening|factu|prijs|pay|bill|cost|price|pound|fatura|para|odeme|فاتور|دفع|ثمن"
)
_CUES = frozenset(
    """
    in naar uit van nabij omgeving rond regio stad gemeente wonen woon woont
    at near from town city live lives around au dans pres ville commune habite vers
    bei aus nach we w z z do iz u v във въ из у м
    icinde civari sehri sehrinde yasiyorum oturuyorum
    في ب من الي قرب مدينه بلديه ساكن ساكنه f fi mn men b
    """.split()
)
"""Words before which an ordinary word is a place: "in Mol", not "the mole"."""
_FRENCH_AT = re.compile(r"(?<!\w)à(?!\w)", re.IGNORECASE)
_CJK = ("CJK", "HIRAGANA", "KATAKANA")
_CASED = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")


@dataclass(frozen=True)
class FoundPlace:
    """A place in a text.

    Args:
        municipality: the one that is meant.
        name: how the parent's word is called in the gazetteer, such as Deurne.
        others: other municipalities that hold a place of that name.
        sure: False when two of them are near-equals, so that the bot asks.
        words: the folded words of the text that name it.
    """

    municipality: Municipality
    name: str
    others: tuple[Municipality, ...]
    sure: bool
    words: tuple[str, ...]


def ordinary_words(gazetteer: Gazetteer, phrases: Iterable[str]) -> set[str]:
    """The folded words of phrases that name no place: most often in small letters."""
    names = {" ".join(words(fold(name.text))) for name in gazetteer.names}
    small: Counter[str] = Counter()
    great: Counter[str] = Counter()
    for phrase in phrases:
        for number, word in enumerate(phrase.split()):
            (great if number and word[:1].isupper() else small)[word] += 1
    counted: Counter[str] = Counter()
    for sign, own in ((1, small), (-1, great)):
        for word, number in own.items():
            for folded in words(fold(word)):
                counted[folded] += sign * number

    def names_place(word: str) -> bool:
        """Whether it is a name, or in a script without capitals a name with an ending."""
        forms = [word] if script(word[0]) in _CASED else stems(word)
        return any(form in names for form in forms)

    return {word for word, number in counted.items() if number > 0 and not names_place(word)}


class PlaceFinder:
    """Finds places in texts.

    Args:
        gazetteer: all places and names.
        vocabulary: `ordinary_words` of phrases; such a word is a place only when it is spelt
            exactly like one.
    """

    def __init__(self, gazetteer: Gazetteer, vocabulary: Container[str]) -> None:
        self._gazetteer = gazetteer
        self._names: dict[str, list[Name]] = defaultdict(list)
        for name in gazetteer.names:
            self._names[" ".join(words(fold(name.text)))].append(name)
        self._names.pop("", None)
        self._longest = max(len(key.split()) for key in self._names)
        self._beginnings = {key.split()[0] for key in self._names if " " in key}
        self._well_known = {
            key
            for key, names in self._names.items()
            if any(name.part is None or name.population >= WELL_KNOWN for name in names)
        }
        self._near = NearNames(self._well_known)
        cjk = (key for key in self._names if script(key[0]) in _CJK)
        # A short name may stand inside a longer one.
        self._cjk = sorted(cjk, key=lambda key: (-len(key), key))
        self._postcodes: dict[str, list[Municipality]] = defaultdict(list)
        for municipality in gazetteer.municipalities.values():
            for code in municipality.postcodes:
                self._postcodes[code].append(municipality)
        self._vocabulary = vocabulary
        self._ordinary = gazetteer.words | {
            key
            for key in self._names
            if len(key) < (SHORTEST_NAME if script(key[0]) == "LATIN" else SHORTEST_NAME - 1)
        }

    def find(self, text: str, *, expected: bool = False) -> FoundPlace | None:
        """The place that a text names, or None.

        Args:
            text: as the parent typed it.
            expected: the bot has just asked for a town, so even an ordinary word is one.
        """
        folded = fold(_FRENCH_AT.sub(" dans ", text))  # without its accent it is any French "a"
        tokens = words(folded)
        named = self._by_name(tokens, folded, _capitalised(text), expected=expected)
        for code in _POSTCODE.findall(folded):
            if found := self._postcode(code, folded, named, alone=len(tokens) <= SHORT):
                return found
        return named

    def _by_name(
        self, tokens: list[str], folded: str, capitalised: set[str], *, expected: bool
    ) -> FoundPlace | None:
        """The place that the words of a text name."""
        best: tuple[float, FoundPlace] | None = None
        for size in range(min(self._longest, len(tokens)), 0, -1):
            for start in range(len(tokens) - size + 1):
                span = tokens[start : start + size]
                if size > 1 and span[0].isascii() and span[0] not in self._beginnings:
                    continue
                before = tokens[start - 1] if start else ""
                alone = expected and len(tokens) <= size + 1
                told = before in _CUES or " ".join(span) in capitalised
                score, key = self._key(span, told=told, alone=alone, whole=len(tokens) == size)
                if key and (best is None or score > best[0]):
                    best = (score, self._choose(key, tuple(span)))
            if best is not None:
                return best[1]
        for key in self._cjk:
            if key in folded:
                return self._choose(key, (key,))
        return None

    def _postcode(
        self, code: str, folded: str, named: FoundPlace | None, *, alone: bool
    ) -> FoundPlace | None:
        """The municipality of a postcode, unless the number is a year or a price."""
        holders = self._postcodes.get(code)
        if not holders or _MONEY.search(folded):
            return None
        if named:
            return named if named.municipality in holders else None
        if int(code) in _YEARS and not alone:
            return None
        first, *others = sorted(holders, key=lambda one: one.population)
        return FoundPlace(first, code if others else first.name, tuple(others), not others, (code,))

    def _key(
        self, span: list[str], *, told: bool, alone: bool, whole: bool
    ) -> tuple[float, str | None]:
        """How sure, and which name, the words of a span are."""
        joined = " ".join(span)
        ordinary = len(span) == 1 and joined in self._vocabulary and not (alone or told)
        for form in stems(joined):
            if form not in self._names:
                continue
            glued = form != joined and f"{form}'" not in joined and f"'{form}" not in joined
            if glued and (ordinary or form not in self._well_known):
                continue
            if form in self._ordinary and not (alone or whole or told or f"{form}'" in joined):
                return 0.0, None
            return 100.0 + len(joined), form
        common = any(word in self._vocabulary or word in self._ordinary for word in span)
        if (common or len(span[0]) < 3) and not alone:  # noqa: PLR2004  # because "de hal" is no misspelt De Haan
            return 0.0, None
        if len({script(word[0]) for word in span}) > 1:  # nobody writes one name in two scripts
            return 0.0, None
        near, name = self._near.nearest(joined, endings=told)
        return (near, name) if alone or name not in self._ordinary else (0.0, None)

    def _choose(self, key: str, span: tuple[str, ...]) -> FoundPlace:
        """The municipality that a name means: the one so called, or by far the largest place."""
        ranked: dict[str, tuple[bool, int, Name]] = {}
        for name in self._names[key]:
            official = name.part is None
            weight = (official, name.population or UNCOUNTED, name)
            held = ranked.get(name.municipality.nis)
            if held is None or weight[:2] > held[:2]:
                ranked[name.municipality.nis] = weight
        first, *rest = sorted(
            ranked.values(), key=lambda one: (one[1] * (2 if one[0] else 1), one[0]), reverse=True
        )
        others = tuple(weight[2].municipality for weight in rest)
        limit = NEAR_EQUAL / 2 if first[0] else NEAR_EQUAL
        sure = not rest or first[1] >= limit * rest[0][1]
        name = first[2]
        shown = name.part or name.municipality.name
        return FoundPlace(name.municipality, shown, others, sure, span)


def _capitalised(text: str) -> set[str]:
    """Words written with a capital in the middle of a text that is not all capitals, folded.

    In a text of another script every Latin word with a capital counts, the first one too.
    """
    found: set[str] = set()
    foreign = next((script(c) for c in reversed(text) if c.isalpha()), "") not in _CASED
    for before, word in pairwise(["." if not foreign else "", *text.split()]):
        if word[:1].isupper() and not word.isupper() and before[-1:] not in tuple(".?!"):
            found.update(words(fold(word)))
    return found
