"""Which language a short, misspelt, mixed text is in.

The script decides first: whoever types Arabic letters with one Dutch word among them writes
Arabic, Dari, Urdu or Pashto. Among languages of one script, character n-grams of the catalogue's
own phrases decide (naive Bayes; Cavnar and Trenkle 1994 is the classic account of n-grams for
this), so a language is known as soon as it has phrases, in every spelling that the phrases show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.understanding.grams import features
from bot.understanding.normalise import fold, script, words

CHAT_PRIOR = 3.0
"""How much the language of the chat so far speaks for itself, in nats."""
APP_PRIOR = 1.5
"""Likewise the app's language, which is often that of a second-hand phone."""
SURE = 0.6
"""Probability from which a text's own language is believed."""
BORROWED = 3.0
"""So many times as frequent in Dutch phrases, a word is Dutch wherever else it stands."""
SHORT = 4
"""A text of fewer letters says nothing about its language."""
STRAY = 0.02
"""A script in which fewer of a language's words are written is not its own."""
SIZES = (1, 2, 3, 4)
REPEATED = 0.25
"""What an n-gram counts for, because those of one word repeat each other."""
UNSEEN = 0.5
"""What an n-gram that a language never showed is counted as (Lidstone)."""
_BITS = 16
"""The n-grams are counted in 2 ** 16 places."""
_Weights = NDArray[np.float32]


@dataclass(frozen=True)
class GuessedLanguage:
    """A language and how probable it is; `heard` is False when the text itself says nothing."""

    code: str
    probability: float
    heard: bool


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
        texts: dict[str, list[str]] = defaultdict(list)
        for code, text in phrases:
            texts[code].append(text)
        counted = {code: Counter(words(" ".join(own))) for code, own in sorted(texts.items())}
        self.codes = frozenset(counted)
        self._known = {word for own in counted.values() for word in own} - self._shared
        _without_dutch(counted, fallback)
        written: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for code, own in counted.items():
            for word, number in own.items():
                if (name := _script_of(word)) and word not in self._shared:
                    written[name, code][word] = number
        self._written: dict[str, list[str]] = defaultdict(list)
        weights: dict[str, list[_Weights]] = defaultdict(list)
        for (name, code), own in written.items():
            if own.total() >= STRAY * counted[code].total():
                self._written[name].append(code)
                weights[name].append(_weights(own))
        self._weights = {name: np.stack(own) for name, own in weights.items()}

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
        fitting = self._written.get(name)
        if not fitting:
            return GuessedLanguage(before, 0.5, heard=False)
        found, _, _ = features([" ".join(telling)], SIZES, whole=False)
        weights = self._weights[name][:, found >> (32 - _BITS)]
        scores = REPEATED * weights.sum(axis=1, dtype=np.float64)
        for code, prior in ((chat, CHAT_PRIOR), (app, APP_PRIOR)):
            if code in fitting:
                scores[fitting.index(code)] += prior
        shares = np.exp(scores - scores.max())
        best = int(shares.argmax())
        share = float(shares[best] / shares.sum())
        nonsense = len(fitting) > 1 and not self._known.intersection(telling)
        if share < SURE or nonsense:
            return GuessedLanguage(before, share, heard=False)
        return GuessedLanguage(fitting[best], share, heard=True)


def _without_dutch(counted: Mapping[str, Counter[str]], fallback: str) -> None:
    """Takes the Dutch words out of the phrases of the other languages."""
    dutch = counted[fallback]
    for code, own in counted.items():
        if code == fallback:
            continue
        limit = BORROWED * dutch.total() / max(own.total(), 1)
        for word in [word for word, number in own.items() if dutch[word] > limit * number]:
            del own[word]


def _weights(own: Counter[str]) -> _Weights:
    """The log-probability of every n-gram in a language."""
    found, owners, _ = features(list(own), SIZES, whole=False)
    times = np.fromiter(own.values(), np.float64)[owners]
    counts = np.bincount(found >> (32 - _BITS), times, minlength=1 << _BITS) + UNSEEN
    return np.log(counts / counts.sum()).astype(np.float32)
