"""Words are recognised with what their language glues to them."""

from __future__ import annotations

import pytest

from bot.understanding.endings import stems


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("gent'te", "gent"),
        ("d'anvers", "anvers"),
        ("brukselde", "bruksel"),
        ("генте", "гент"),
        ("гентом", "гент"),
        ("բրյուսելում", "բրյուսել"),
        ("गेन्टमा", "गेन्ट"),
        ("بانتويرب", "انتويرب"),
        ("ንብራስልስ", "ብራስልስ"),
    ],
)
def test_what_is_left(word: str, stem: str) -> None:
    """Cases, postpositions, prepositions and articles, in six scripts."""
    assert stem in stems(word)


def test_a_word_is_first_of_all_itself() -> None:
    """And nothing shorter than a word is left of it."""
    assert stems("gente")[0] == "gente"
    assert stems("de") == ("de",)
    assert all(len(form) >= 3 for form in stems("mama'ya"))
