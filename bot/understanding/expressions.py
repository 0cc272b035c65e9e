"""Expressions of several words, each with what it means in every language that has it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.understanding.endings import stems
from bot.understanding.normalise import fold, script, words

UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI")
"""Scripts that do not set words apart: there expressions are looked for inside."""

Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class Found(Generic[Meaning]):
    """An expression in a text: where, of how many words, and what it means in each language.

    Args:
        inside: it stands inside a longer word of a script without spaces.
    """

    key: str
    place: int
    size: int
    meanings: dict[str, Meaning]
    inside: bool = False


class Expressions(Generic[Meaning]):
    """Finds expressions in texts."""

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
            if script(key[0]) in UNSPACED and key not in self.meanings:
                insort(self._unspaced, key, key=lambda one: -len(one))
            self.meanings.setdefault(key, {}).setdefault(language, meaning)

    def found(self, tokens: list[str], languages: Collection[str]) -> list[Found[Meaning]]:
        """Those that a text holds, from the left; a longer one hides the shorter ones in it."""
        held: list[Found[Meaning]] = []
        position = 0
        while position < len(tokens):
            size = min(self._longest.get(tokens[position], 1), len(tokens) - position)
            while size:
                key, meanings = self._key(tokens[position : position + size], languages)
                if meanings:
                    held.append(Found(key, position, size, meanings))
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

    def _inside(self, tokens: list[str], languages: Collection[str]) -> Iterator[Found[Meaning]]:
        """Expressions inside words of a script that does not set words apart."""
        for place, token in enumerate(tokens):
            if script(token[0]) not in UNSPACED or token in self.meanings:
                continue
            rest = token
            for key in self._unspaced:
                if key in rest and (found := self._in(key, languages)):
                    rest = rest.replace(key, " ")
                    yield Found(key, place, 1, found, inside=True)
