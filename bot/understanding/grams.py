"""The words of texts and the n-grams inside them, as numbers that can be counted fast.

Every feature is hashed to 32 bits (feature hashing, Weinberger et al. 2009), so no table of them
has to be built: what a text holds follows from the text alone. Of a million features about a
hundred share a number with another, which no count here can feel.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Container, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


def _chance(name: str, count: int) -> NDArray[np.uint64]:
    """Odd numbers of 64 bits that look like chance and are always the same."""
    digests = (hashlib.blake2b(f"{name}{n}".encode(), digest_size=8) for n in range(count))
    return np.array([int.from_bytes(one.digest(), "little") | 1 for one in digests], np.uint64)


_FACTORS, _SALTS = _chance("factor", 64), _chance("salt", 8)
_FACTOR: list[int] = _FACTORS.tolist()
_SALT, _MIX, _MOST = int(_SALTS[0]), 0x9E3779B97F4A7C15, (1 << 64) - 1
_SPACE, _END = 32, 10
_AT_ONCE = 4096
"""Texts that are turned into numbers together; more would only take more memory."""

Numbers = NDArray[np.uint32]


def features(
    texts: Sequence[str], sizes: Sequence[int], *, whole: bool
) -> tuple[Numbers, NDArray[np.int32], NDArray[np.bool_]]:
    """Every n-gram of every text, as often as it stands there.

    Args:
        texts: words with single spaces between them.
        sizes: of the n-grams, 1 to 7 letters; the space before and after a word counts as one.
        whole: whether the words themselves are features too.

    Returns:
        For each n-gram its number, which text holds it, and whether it is a whole word.
    """
    parts = [
        _features(texts[start : start + _AT_ONCE], start, sizes, whole=whole)
        for start in range(0, len(texts), _AT_ONCE)
    ]
    if not parts:
        return np.empty(0, np.uint32), np.empty(0, np.int32), np.empty(0, np.bool_)
    numbers, owners, words = (np.concatenate(rows) for rows in zip(*parts, strict=True))
    return numbers, owners, words


class WordSet(Container[str]):
    """A large set of words, kept as their numbers.

    Args:
        numbers: sorted, as `numbers_of` gives them.
    """

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = frozenset(numbers.tolist())

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and number_of(word) in self._numbers


@lru_cache(maxsize=1 << 14)
def number_of(word: str) -> int:
    """The number of a word, as `features` gives it to a whole one."""
    total = _SALT + sum(ord(c) * _FACTOR[n % len(_FACTOR)] for n, c in enumerate(word))
    total &= _MOST
    return ((total ^ (total >> 29)) * _MIX & _MOST) >> 32


def numbers_of(words: Collection[str]) -> Numbers:
    """The numbers of single words, sorted, each once."""
    return np.unique(features(list(words), (), whole=True)[0])


def _features(
    texts: Sequence[str], first: int, sizes: Sequence[int], *, whole: bool
) -> tuple[Numbers, NDArray[np.int32], NDArray[np.bool_]]:
    joined = "".join(f" {text} \n" for text in texts).encode("utf-32-le")
    letters = np.frombuffer(joined, np.uint32)
    owners = (np.cumsum(letters == _END) + first).astype(np.int32)
    end = letters == _END
    gap = end | (letters == _SPACE)
    wide = letters.astype(np.uint64)
    numbers, texts_of = [], []
    for size in sizes:
        last = len(letters) - size + 1
        if last <= 0:
            continue
        sums = _SALTS[size] + sum(
            wide[place : last + place] * _FACTORS[place] for place in range(size)
        )
        kept = ~(end[:last] | end[size - 1 :][:last] | (gap[:last] & gap[size - 1 :][:last]))
        for place in range(1, size - 1):
            kept &= ~gap[place : last + place]
        numbers.append(sums[kept])
        texts_of.append(owners[:last][kept])
    count = sum(map(len, numbers))
    if whole:
        starts = np.flatnonzero(gap[:-1] & ~gap[1:]) + 1
        if len(starts):
            gaps = np.flatnonzero(gap)
            lengths = gaps[np.searchsorted(gaps, starts)] - starts
            inside = np.repeat(starts, lengths) + _counted(lengths)
            spread = wide[inside] * _FACTORS[_counted(lengths) % len(_FACTORS)]
            heads = np.concatenate(([0], np.cumsum(lengths)[:-1]))
            numbers.append(np.add.reduceat(spread, heads) + _SALTS[0])
            texts_of.append(owners[starts])
    mixed = np.concatenate(numbers) if numbers else np.empty(0, np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(_MIX)
    words = np.arange(len(mixed)) >= count
    of = np.concatenate(texts_of) if texts_of else np.empty(0, np.int32)
    return (mixed >> np.uint64(32)).astype(np.uint32), of, words


def _counted(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2 … for each of some lengths, one after the other."""
    return np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
