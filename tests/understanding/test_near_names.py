"""Names are found misspelt, and in a script in which nobody wrote them down for us."""

from __future__ import annotations

import pytest

from bot.understanding.near_names import NearNames, sound

NAMES = ["antwerpen", "sint truiden", "ledeberg", "vilvoorde", "mol"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("antwrpen", "antwerpen"),
        ("vilvorde", "vilvoorde"),
        ("ليدبيرغ", "ledeberg"),
        ("سينت ترويدن", "sint truiden"),
        ("Вилвоорде".casefold(), "vilvoorde"),
    ],
)
def test_the_nearest_name(word: str, name: str) -> None:
    """By its letters, or by its consonants where the script is another."""
    assert NearNames(NAMES).nearest(word, endings=False)[1] == name


@pytest.mark.parametrize("word", ["mal", "school", "والديه", "студенти", "antwoord"])
def test_other_words_are_near_nothing(word: str) -> None:
    """A short word or another sound is no slip."""
    assert NearNames(NAMES).nearest(word, endings=True) == (0.0, None)


def test_sounds() -> None:
    """Consonants that sound alike are one."""
    assert sound("schaarbeek") == sound("скарбек")
    assert sound("gent") == sound("kint")
    assert sound("aalst") != sound("aarschot")
