"""How like a text is to the phrases of each intent: tf-idf first, rapidfuzz on what is left.

The tf-idf features are whole words and the n-grams of 2 to 4 letters inside them; the cosine finds
the phrases nearest to a text. Of these the best are compared letter by letter with rapidfuzz,
weighed by its likeness of whole texts: `partial_ratio`, `token_set_ratio` and `WRatio` have no
say, because a single shared word gives them 80 to 100 points.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from bot.understanding.normalise import fold, words

NEAREST = 24
"""So many of the nearest phrases are compared letter by letter."""
FUZZ = 0.2
"""The share of rapidfuzz in the score of a phrase; the rest is the cosine."""
SECOND = 0.5
"""How much of the way to 1 the second phrase of an intent adds to the first."""
COMMON = 0.08
"""What stands in more than this share of the phrases says little and costs most: left out."""
WORD = 1.6
"""Weight of a whole word beside one n-gram."""


@dataclass(frozen=True)
class Likeness:
    """How like a text is to an intent, 0 to 1, and the phrase that is nearest."""

    intent: str
    score: float
    phrase: str


def _features(word: str) -> dict[str, float]:
    """The n-grams of a word, and the word itself."""
    padded = f" {word} "
    found: dict[str, float] = {f"={word}": WORD}
    for size in (2, 3, 4):
        for start in range(len(padded) - size + 1):
            gram = padded[start : start + size]
            found[gram] = found.get(gram, 0.0) + 1.0
    return found


def _counted(text: str) -> dict[str, float]:
    """The features of all words of a folded text."""
    found: dict[str, float] = {}
    for word in words(text):
        for feature, weight in _features(word).items():
            found[feature] = found.get(feature, 0.0) + weight
    return found


class LexicalIndex:
    """The phrases of a catalogue, ready to be compared with.

    Args:
        phrases: (intent, text, folded text).
    """

    def __init__(self, phrases: Iterable[tuple[str, str, str]]) -> None:
        pairs = sorted({(intent, folded): text for intent, text, folded in phrases}.items())
        self._texts = [key[1] for key, _ in pairs]
        self._originals = [text for _, text in pairs]
        self.intents = sorted({key[0] for key, _ in pairs})
        number = {intent: index for index, intent in enumerate(self.intents)}
        self._intent_of = np.array([number[key[0]] for key, _ in pairs], dtype=np.int32)
        self._vocabulary: dict[str, int] = {}
        known: dict[str, list[tuple[int, float]]] = {}
        features, owners, counts = array("i"), array("i"), array("f")
        for owner, text in enumerate(self._texts):
            own: dict[int, float] = {}
            for word in words(text):
                if word not in known:
                    known[word] = [
                        (self._vocabulary.setdefault(feature, len(self._vocabulary)), weight)
                        for feature, weight in _features(word).items()
                    ]
                for feature, weight in known[word]:
                    own[feature] = own.get(feature, 0.0) + weight
            features.extend(own.keys())
            counts.extend(own.values())
            owners.extend([owner] * len(own))
        feature_of = np.frombuffer(features, dtype=np.int32)
        owner_of = np.frombuffer(owners, dtype=np.int32)
        order = np.argsort(feature_of, kind="stable")
        sizes = np.bincount(feature_of, minlength=len(self._vocabulary))
        self._starts = np.concatenate(([0], np.cumsum(sizes)))
        self._idf = (np.log((1 + len(pairs)) / (1 + sizes)) + 1).astype(np.float32)
        weights = (1 + np.log(np.frombuffer(counts, dtype=np.float32))) * self._idf[feature_of]
        norms = np.sqrt(np.bincount(owner_of, weights**2, minlength=len(pairs)))
        self._common = frozenset(np.flatnonzero(sizes > COMMON * max(len(pairs), 100)).tolist())
        self._owners = owner_of[order]
        self._weights = (weights / norms[owner_of])[order].astype(np.float32)

    def _cosines(self, text: str) -> NDArray[np.float32]:
        own = _counted(text)
        scores = np.zeros(len(self._texts), dtype=np.float32)
        unknown = float(np.log(1 + len(self._texts)) + 1)
        square = 0.0
        for feature, count in own.items():
            index = self._vocabulary.get(feature)
            if index is not None and index in self._common:
                continue
            weight = (1 + np.log(count)) * (unknown if index is None else self._idf[index])
            square += weight**2
            if index is not None:
                span = slice(self._starts[index], self._starts[index + 1])
                scores[self._owners[span]] += weight * self._weights[span]
        return scores / np.float32(max(square, 1e-9) ** 0.5)

    def rank(self, text: str) -> list[Likeness]:
        """Every intent that has anything in common with a text, the nearest first."""
        folded = fold(text)
        if not self._texts or not words(folded):
            return []
        cosines = self._cosines(folded)
        scores = cosines * np.float32(1 - FUZZ)
        nearest = np.argpartition(-cosines, min(NEAREST, len(cosines) - 1))[:NEAREST]
        for index in nearest:
            other = self._texts[index]
            likeness = (fuzz.ratio(folded, other) + fuzz.token_sort_ratio(folded, other)) / 200
            scores[index] += FUZZ * likeness * min(1.0, 1.5 * cosines[index])
        found: dict[int, list[int]] = {}
        for index in sorted(nearest, key=lambda index: -scores[index]):
            found.setdefault(int(self._intent_of[index]), []).append(int(index))
        ranked = []
        for intent, indices in found.items():
            best = float(scores[indices[0]])
            if len(indices) > 1:
                best += SECOND * (1 - best) * float(scores[indices[1]])
            ranked.append(
                Likeness(self.intents[intent], min(best, 1.0), self._originals[indices[0]])
            )
        return sorted(ranked, key=lambda one: (-one.score, one.intent))
