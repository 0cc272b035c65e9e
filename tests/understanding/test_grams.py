"""Features are counted the same way however many texts are counted together."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.grams import WordSet, features, number_of, numbers_of

TEXT = st.lists(st.text("abcéдاक字1", min_size=1, max_size=8), max_size=6).map(" ".join)


@given(st.lists(TEXT, max_size=6))
def test_a_text_has_its_features_whoever_stands_beside_it(texts: list[str]) -> None:
    """Counting together is only faster."""
    numbers, owners, whole = features(texts, (2, 3), whole=True)
    for owner, text in enumerate(texts):
        alone, _, alone_whole = features([text], (2, 3), whole=True)
        own = owners == owner
        assert Counter(numbers[own].tolist()) == Counter(alone.tolist())
        assert whole[own].sum() == alone_whole.sum() == len(text.split())


def test_no_feature_spans_two_words() -> None:
    """`ab cd` holds what `cd ab` holds."""
    one, _, _ = features(["ab cd"], (2, 3, 4), whole=True)
    other, _, _ = features(["cd ab"], (2, 3, 4), whole=True)

    assert sorted(one) == sorted(other)


def test_a_feature_is_a_feature_in_another_process() -> None:
    """Numbers stand in files, so they must never change by chance."""
    assert number_of("school") == 3568314288


@given(st.sets(st.text("abcdxyz", min_size=1, max_size=6), max_size=30), st.text("abcdxyz"))
def test_a_set_of_words_holds_its_words(words: set[str], other: str) -> None:
    """And no others."""
    held = WordSet(numbers_of(words))

    assert all(word in held for word in words)
    assert (other in held) == (other in words)


def test_nothing_has_no_features() -> None:
    """An empty catalogue or text is no error."""
    assert all(len(part) == 0 for part in features([], (2,), whole=True))
    assert len(features([""], (1, 2, 3), whole=True)[0]) == 0
    assert numbers_of([]).dtype == np.uint32
