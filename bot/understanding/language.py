"""Which language a short, misspelt, mixed text is in.

The script decides first: whoever types Arabic letters with one Dutch word among them writes
Arabic. Among languages of one script, character n-grams of the catalogue's own phrases decide
(naive Bayes; Cavnar and Trenkle 1994 is the classic account of n-grams for this), so a language
is known as soon as it has phrases, in every spelling that the phrases show.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.understanding.normalise import fold, script, words

CHAT_PRIOR = 3.0
"""How much the language of the chat so far speaks for itself, in nats."""
APP_PRIOR = 1.5
"""Likewise the app's language, which is often that of a second-hand phone."""
SURE = 0.75
"""Probability from which a text's own language is believed."""
BORROWED = 3.0
"""So many times as frequent in Dutch phrases, a word is Dutch wherever else it stands."""
SHORT = 4
"""A text of fewer letters says nothing about its language."""


@dataclass(frozen=True)
class GuessedLanguage:
    """A language and how probable it is; `heard` is False when the text itself says nothing."""

    code: str
    probability: float
    heard: bool


def _grams(word: str) -> Iterator[str]:
    padded = f" {word} "
    for size in (1, 2, 3, 4):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def _script_of(word: str) -> str:
    """The script of a word's first letter; empty for a number."""
    return next((script(c) for c in word if c.isalpha()), "")


class LanguageGuesser:
    """Guesses the language of texts.

    Args:
        phrases: (language, folded text) of everything the catalogue knows.
        shared: folded words that say nothing about a language: official Dutch terms and places.
        fallback: what is answered in when nothing else is known.
    """

    def __init__(
        self, phrases: Iterable[tuple[str, str]], shared: Iterable[str], fallback: str = "nl"
    ) -> None:
        self._shared = frozenset(shared)
        self._fallback = fallback
        scripts: dict[str, Counter[str]] = defaultdict(Counter)
        vocabulary: dict[str, Counter[str]] = defaultdict(Counter)
        for code, text in phrases:
            for word in words(text):
                if not (name := _script_of(word)):
                    continue
                scripts[code][name] += 1
                if word not in self._shared:
                    vocabulary[code][word] += 1
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._known = {word for own in vocabulary.values() for word in own}
        school = vocabulary[fallback]
        size = {code: own.total() for code, own in vocabulary.items()}
        for code, own in vocabulary.items():
            # A word of another language's phrases that is far more frequent in Dutch ones is Dutch.
            limit = BORROWED * size[fallback] / max(size[code], 1)
            for word, number in own.items():
                if code == fallback or school[word] <= limit * number:
                    for gram in _grams(word):
                        counts[code][gram] += number
        self.codes = sorted(counts)
        self._scripts = {
            code: {
                name for name, n in own.items() if n >= 0.02 * own.total()
            }  # because a stray word is no script
            for code, own in scripts.items()
        }
        known = set().union(*counts.values()) if counts else set()
        self._weights: dict[str, Mapping[str, float]] = {}
        self._unseen: dict[str, float] = {}
        for code, own in counts.items():
            total = own.total() + 0.5 * len(known)
            self._weights[code] = {gram: math.log((n + 0.5) / total) for gram, n in own.items()}
            self._unseen[code] = math.log(0.5 / total)

    def guess(
        self, text: str, *, chat: str | None = None, app: str | None = None
    ) -> GuessedLanguage:
        """The language of a text, given the chat's so far and the app's."""
        before = next((code for code in (chat, app) if code in self.codes), self._fallback)
        scripts = {word: _script_of(word) for word in words(fold(text))}
        telling = [word for word, name in scripts.items() if name and word not in self._shared]
        if sum(map(len, telling)) < SHORT:
            return GuessedLanguage(before, 0.5, heard=False)
        main = Counter(scripts[word] for word in telling for _ in word)
        if len(main) > 1:
            main.pop("LATIN", None)
        name = main.most_common(1)[0][0]
        telling = [word for word in telling if scripts[word] == name]
        fitting = [code for code in self.codes if name in self._scripts[code]]
        if not fitting:
            return GuessedLanguage(before, 0.5, heard=False)
        scores = {
            code: self._score(telling, code)
            + (CHAT_PRIOR if code == chat else 0)
            + (APP_PRIOR if code == app else 0)
            for code in fitting
        }
        best = max(scores, key=lambda code: scores[code])
        share = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
        nonsense = len(fitting) > 1 and not self._known.intersection(telling)
        if share < SURE or nonsense:
            return GuessedLanguage(before, share, heard=False)
        return GuessedLanguage(best, share, heard=True)

    def _score(self, telling: list[str], code: str) -> float:
        """Log-likelihood, a quarter of it, because the n-grams of a word repeat each other."""
        weights, unseen = self._weights[code], self._unseen[code]
        return 0.25 * sum(weights.get(gram, unseen) for word in telling for gram in _grams(word))
