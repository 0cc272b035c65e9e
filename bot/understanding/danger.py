"""Danger first: expressions that by themselves mean violence, suicide or a child in danger."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.understanding.normalise import fold, script, words

FUZZY = 88.0
"""Likeness (rapidfuzz ratio) from which a long word of an expression is only misspelt."""
LONG = 6
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI")


class DangerFinder:
    """Finds expressions of danger in texts.

    Args:
        expressions: (language, text) of all languages; in distress parents do not keep to one.
    """

    def __init__(self, expressions: Iterable[tuple[str, str]]) -> None:
        self._languages: dict[str, str] = {}
        for code, text in expressions:
            self._languages.setdefault(" ".join(words(fold(text))), code)
        self._languages.pop("", None)
        folded = sorted(self._languages)
        self._unspaced = [text for text in folded if script(text[0]) in _UNSPACED]
        self._expressions = [text.split() for text in folded]
        known = {word for expression in self._expressions for word in expression}
        self._short = {word for word in known if len(word) < LONG}
        self._long = sorted(known - self._short)

    def find(self, text: str) -> str | None:
        """The language of the first expression of danger that a text holds, or None."""
        folded = fold(text)
        tokens = words(folded)
        meant = self._meant(tokens)
        there: set[str] = set[str]().union(*meant)
        for expression in self._expressions:
            if not there.issuperset(expression):
                continue
            size = len(expression)
            for start in range(len(tokens) - size + 1):
                span = meant[start : start + size]
                if all(word in near for word, near in zip(expression, span, strict=True)):
                    return self._languages[" ".join(expression)]
        return next((self._languages[one] for one in self._unspaced if one in folded), None)

    def _meant(self, tokens: list[str]) -> list[set[str]]:
        """For each word of a text, the words of expressions that it can stand for."""
        meant = [{token} & self._short for token in tokens]
        if tokens and self._long:
            likeness = process.cdist(tokens, self._long, scorer=fuzz.ratio, score_cutoff=FUZZY)
            for row, column in zip(*likeness.nonzero(), strict=True):
                meant[int(row)].add(self._long[int(column)])
        return meant
