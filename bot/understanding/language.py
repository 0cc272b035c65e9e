"""Which language a short, misspelt, mixed text is in.

The script decides first: one Armenian word is enough, and whoever types Arabic letters with a
Dutch word among them writes Arabic, Dari, Urdu or Pashto. Among languages of one script, character
n-grams of the catalogue's own phrases decide (naive Bayes; Cavnar and Trenkle 1994 is the classic
account of n-grams for this), so a language is known as soon as it has phrases, in every spelling
that the phrases show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.understanding.arrays import Arrays
from bot.understanding.grams import WordSet, features, numbers_of
from bot.understanding.normalise import fold, script, words

DUTCH = "nl"
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


def languages_of(
    phrases: Iterable[tuple[str, str]], shared: Collection[str], fallback: str = DUTCH
) -> Arrays:
    """The arrays of a guesser.

    Args:
        phrases: (language, folded text) of everything the catalogue knows.
        shared: folded words that say nothing about a language: official Dutch terms and places.
        fallback: whose words the other languages borrow.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    for code, text in phrases:
        texts[code].append(text)
    counted = {code: Counter(words(" ".join(own))) for code, own in sorted(texts.items())}
    known = {word for own in counted.values() for word in own}.difference(shared)
    _without_dutch(counted, fallback)
    written: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for code, own in counted.items():
        for word, number in own.items():
            if word not in shared and (name := _script_of(word)):
                written[name, code][word] = number
    own_scripts = {
        key: own
        for key, own in sorted(written.items())
        if own.total() >= STRAY * counted[key[1]].total()
    }
    return {
        "scripts": np.array([name for name, _ in own_scripts]),
        "codes": np.array([code for _, code in own_scripts]),
        "weights": np.stack([_weights(own) for own in own_scripts.values()]),
        "known": numbers_of(known),
    }


class LanguageGuesser:
    """Guesses the language of texts.

    Args:
        arrays: of `languages_of`.
        shared: the words that say nothing about a language.
        fallback: what is answered in when nothing else is known.
    """

    def __init__(self, arrays: Arrays, shared: Collection[str], fallback: str = DUTCH) -> None:
        self._shared = shared
        self._fallback = fallback
        self._known = WordSet(arrays["known"])
        codes, scripts = arrays["codes"].tolist(), arrays["scripts"].tolist()
        self.codes = frozenset(codes)
        self._written: dict[str, list[str]] = {}
        self._weights: dict[str, _Weights] = {}
        self._only: dict[str, str] = {}
        for name in dict.fromkeys(scripts):
            rows = [row for row, script_of_row in enumerate(scripts) if script_of_row == name]
            self._written[name] = [codes[row] for row in rows]
            self._weights[name] = arrays["weights"][rows[0] : rows[-1] + 1]
            if len(rows) == 1:
                self._only[name] = codes[rows[0]]

    def guess(
        self, text: str, *, chat: str | None = None, app: str | None = None
    ) -> GuessedLanguage:
        """The language of a text, given the chat's so far and the app's."""
        known = (code for code in (chat, app) if code in self.codes)
        before = next(filter(None, known), self._fallback)
        scripts = {word: _script_of(word) for word in words(fold(text))}
        alone = {self._only.get(name) for name in scripts.values()} - {None}
        if len(alone) == 1:
            return GuessedLanguage(alone.pop() or self._fallback, 1.0, heard=True)
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
        nonsense = len(fitting) > 1 and not any(word in self._known for word in telling)
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
    return np.asarray(np.log(counts / counts.sum()), np.float32)
