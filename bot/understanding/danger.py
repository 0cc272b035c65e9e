"""Danger first: expressions that by themselves mean violence, suicide or a child in danger."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from bot.understanding.normalise import fold, script, words

FUZZY = 88.0
"""Likeness (rapidfuzz ratio) from which a long word of an expression is only misspelt."""
LONG = 6
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI")


class DangerFinder:
    """Finds expressions of danger in texts.

    Args:
        expressions: of all languages; parents do not write in one only when it is urgent.
    """

    def __init__(self, expressions: Iterable[str]) -> None:
        folded = {" ".join(words(fold(text))) for text in expressions} - {""}
        self._unspaced = [text for text in folded if script(text[0]) in _UNSPACED]
        self._expressions = [text.split() for text in sorted(folded)]

    def find(self, text: str) -> str | None:
        """The first expression of danger that a text holds, or None."""
        folded = fold(text)
        tokens = words(folded)
        for expression in self._expressions:
            size = len(expression)
            for start in range(len(tokens) - size + 1):
                if all(map(_same, tokens[start : start + size], expression)):
                    return " ".join(expression)
        return next((one for one in self._unspaced if one in folded), None)


def _same(word: str, wanted: str) -> bool:
    if word == wanted:
        return True
    return len(wanted) >= LONG and fuzz.ratio(word, wanted, score_cutoff=FUZZY) > 0
