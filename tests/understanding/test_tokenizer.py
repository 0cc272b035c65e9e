"""Texts are cut as the encoder was trained to see them."""

from __future__ import annotations

import pytest

from bot.understanding.tokenizer import Tokenizer
from bot.understanding.weights import Weights


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(Weights())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("wanneer kan ik mijn kind aanmelden?", [20211, 203, 1376, 6146, 8562, 233872, 32]),
        ("متى يبدأ التسجيل؟", [665, 6410, 183482, 157120, 1245]),
        ("ኣብ ጌንት", [74771, 6, 28061, 47309]),
        ("孩子什么时候报名", [6, 6830, 135375, 75838]),
        ("मेरो छोरा", [33453, 115581]),
    ],
)
def test_the_best_cut(tokenizer: Tokenizer, text: str, numbers: list[int]) -> None:
    """The numbers are those of the library `tokenizers`, on the same pieces."""
    assert tokenizer.tokens(text) == numbers


def test_an_unknown_letter_is_one_unknown_piece(tokenizer: Tokenizer) -> None:
    """Whatever is typed can be cut; nothing is an error."""
    assert len(tokenizer.tokens("\U00012000")) == 2
    assert tokenizer.tokens("") == [6]
