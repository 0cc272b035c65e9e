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


@pytest.mark.parametrize("word", ["saint gilles", "сен жиль", "гент", "antwerpenn", "bruge"])
def test_the_order_of_the_names_changes_nothing(word: str) -> None:
    """Every program, started anew, finds the same place."""
    names = ["saint gilles", "saint gillis", "saint gilles waes", "gent", "genk", "antwerpen",
             "brugge", "bruges", "sen zhil", "sint gillis waas"]  # fmt: skip
    found = {NearNames(order).nearest(word, endings=True) for order in (names, names[::-1])}
    assert len(found) == 1


def test_of_names_that_sound_alike_the_nearest_counts() -> None:
    """Not the one that happens to come first."""
    for names in (["schaarbeek", "skarbik"], ["skarbik", "schaarbeek"]):
        assert NearNames(names).nearest("скарбек", endings=False)[1] == "skarbik"
