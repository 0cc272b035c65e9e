"""One form for every way to type the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.normalise import LIMIT, clean, fold, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ÇOCUĞUM", "cocugum"),
        ("Iğdır", "igdir"),
        ("أُنتويرب", "انتويرب"),
        ("مدرسة", "مدرسه"),
        ("کودکستان", "كودكستان"),
        ("١٢٣", "123"),
        ("heeeel", "heel"),
        ("l\u2019école", "l'ecole"),
        ("een\u200btwee\u200f", "een twee"),
        ("Straße", "strasse"),
        ("नेपाली", "नेपाली"),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    """Case, marks, digits, letter variants and invisible signs do not matter; vowels signs do."""
    assert fold(typed) == folded


@given(st.text(max_size=300))
def test_anything_can_be_folded(text: str) -> None:
    """No text raises, and folding twice changes nothing more for words."""
    assert words(fold(text)) == words(fold(" ".join(words(fold(text)))))


def test_long_and_hostile_texts_stay_short() -> None:
    """U+FDFA stands for eighteen letters, a lone surrogate for none."""
    assert len(clean("\ufdfa" * 1000)) <= LIMIT
    assert clean("a\ud800b") == "ab"
    assert len(clean("x" * 100_000)) <= LIMIT
