"""How like a text is to the phrases of each intent: tf-idf first, rapidfuzz on what is left.

The tf-idf features are whole words and the n-grams of 2 to 4 letters inside them; the cosine finds
the phrases nearest to a text. Of these the best are compared letter by letter with rapidfuzz,
weighed by its likeness of whole texts: `partial_ratio`, `token_set_ratio` and `WRatio` have no
say, because a single shared word gives them 80 to 100 points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from bot.understanding.arrays import Arrays, Packed, packed
from bot.understanding.grams import features
from bot.understanding.normalise import fold, words

SIZES = (2, 3, 4)
NEAREST = 24
"""So many of the nearest phrases are compared letter by letter."""
FUZZ = 0.2
"""The share of rapidfuzz in the score of a phrase; the rest is the cosine."""
SECOND = 0.5
"""How much of the way to 1 the second phrase of an intent adds to the first."""
WORD = 1.6
"""Weight of a whole word beside one n-gram."""
COMMON = 0.08
"""What stands in more than this share of the phrases says little and costs most: left out."""
MOST_LOOKED_UP = 60_000
"""Places of features in phrases that are looked at for one text, the rarest features first: so a
catalogue ten times as large does not take ten times as long."""


@dataclass(frozen=True)
class Likeness:
    """How like a text is to an intent, 0 to 1, and the phrase that is nearest."""

    intent: str
    score: float
    phrase: str


def index_of(phrases: Iterable[tuple[str, str, str]]) -> Arrays:
    """The arrays of an index.

    Args:
        phrases: (intent, text, folded text).
    """
    pairs = sorted({(intent, folded): text for intent, text, folded in phrases}.items())
    intents = sorted({intent for (intent, _), _ in pairs})
    number = {intent: index for index, intent in enumerate(intents)}
    plain = [" ".join(words(folded)) for (_, folded), _ in pairs]
    found, owners, whole = features(plain, SIZES, whole=True)
    places = found.astype(np.uint64) << np.uint64(32)
    places |= owners.astype(np.uint64) | (whole.astype(np.uint64) << np.uint64(31))
    places.sort()
    places, counts = np.unique(places, return_counts=True)
    whole = (places >> np.uint64(31) & np.uint64(1)).astype(np.bool_)
    owners = (places & np.uint64((1 << 31) - 1)).astype(np.int32)
    numbers, sizes = np.unique((places >> np.uint64(32)).astype(np.uint32), return_counts=True)
    weights = _weight(counts, whole) * np.repeat(_rarity(sizes, len(pairs)), sizes)
    norms = np.sqrt(np.bincount(owners, weights**2, minlength=len(pairs)))
    told = sizes <= COMMON * max(len(pairs), 100)
    kept = np.repeat(told, sizes)
    stored = np.where(told, sizes, 0)
    return {
        "intents": np.array(intents),
        "intent_of": np.array([number[intent] for (intent, _), _ in pairs], np.int32),
        "features": numbers,
        "starts": (np.cumsum(stored) - stored).astype(np.int32),
        "sizes": sizes.astype(np.int32),
        "owners": owners[kept].astype(np.min_scalar_type(len(pairs))),
        "weights": (weights / norms[owners])[kept].astype(np.float16),
        **packed("texts", plain),
        **packed("originals", [text for _, text in pairs]),
    }


class LexicalIndex:
    """The phrases of a catalogue, ready to be compared with.

    Args:
        arrays: of `index_of`.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.intents: list[str] = arrays["intents"].tolist()
        self._intent_of = arrays["intent_of"]
        self._features = arrays["features"]
        self._starts, self._sizes = arrays["starts"], arrays["sizes"]
        self._owners, self._weights = arrays["owners"], arrays["weights"]
        self._texts, self._originals = Packed("texts", arrays), Packed("originals", arrays)
        self._count = len(self._intent_of)

    def _cosines(self, text: str) -> NDArray[np.float64]:
        """The cosine of a text with every phrase."""
        found, _, whole = features([text], SIZES, whole=True)
        numbers, index, counts = np.unique(found, return_index=True, return_counts=True)
        own = _weight(counts, whole[index])
        at = np.minimum(np.searchsorted(self._features, numbers), len(self._features) - 1)
        known = self._features[at] == numbers
        sizes = np.where(known, self._sizes[at], 0)
        own *= _rarity(sizes, self._count)
        told = sizes <= COMMON * max(self._count, 100)
        length = float(np.sqrt(np.sum(own[told] ** 2))) or 1.0
        order = np.flatnonzero(known & told)
        order = order[np.argsort(sizes[order], kind="stable")]
        order = order[np.cumsum(sizes[order]) <= MOST_LOOKED_UP]
        if not len(order):
            return np.zeros(self._count)
        spans = [
            slice(start, start + size)
            for start, size in zip(
                self._starts[at[order]].tolist(), sizes[order].tolist(), strict=True
            )
        ]
        owners = np.concatenate([self._owners[span] for span in spans])
        shares = np.concatenate([self._weights[span] for span in spans]).astype(np.float32)
        shares *= np.repeat(own[order].astype(np.float32), sizes[order])
        return np.bincount(owners, shares, minlength=self._count) / length

    def rank(self, text: str) -> list[Likeness]:
        """Every intent that has anything in common with a text, the nearest first."""
        plain = " ".join(words(fold(text)))
        if not self._count or not plain:
            return []
        cosines = self._cosines(plain)
        nearest = np.argpartition(-cosines, min(NEAREST, len(cosines) - 1))[:NEAREST].tolist()
        scores: dict[int, float] = {}
        for index in nearest:
            cosine, other = float(cosines[index]), self._texts[index]
            likeness = (fuzz.ratio(plain, other) + fuzz.token_sort_ratio(plain, other)) / 200
            scores[index] = (1 - FUZZ) * cosine + FUZZ * likeness * min(1.0, 1.5 * cosine)
        found: dict[int, list[int]] = {}
        for index in sorted(scores, key=lambda one: -scores[one]):
            if scores[index] > 0:
                found.setdefault(int(self._intent_of[index]), []).append(index)
        ranked = []
        for intent, own in found.items():
            best = scores[own[0]]
            if len(own) > 1:
                best += SECOND * (1 - best) * scores[own[1]]
            ranked.append(Likeness(self.intents[intent], min(best, 1.0), self._originals[own[0]]))
        return sorted(ranked, key=lambda one: (-one.score, one.intent))


def _rarity(sizes: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Inverse document frequency of features that stand in so many of `count` phrases."""
    return np.asarray(np.log((1 + count) / (1 + sizes)) + 1)


def _weight(counts: NDArray[np.int64], whole: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How much a feature weighs that stands in a text so many times."""
    return 1 + np.log(np.where(whole, WORD * counts, counts))
