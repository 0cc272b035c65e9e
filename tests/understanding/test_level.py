"""Level and year of secondary from words, classes and ages, in every script."""

from __future__ import annotations

import pytest

from bot.catalogue import Catalogue, Level
from bot.understanding.level import FoundLevel, LevelFinder

KLEUTER, BASIS = FoundLevel(Level.KLEUTER), FoundLevel(Level.BASIS)
SECUNDAIR = FoundLevel(Level.SECUNDAIR)
FIRST, LATER = FoundLevel(Level.SECUNDAIR, "first"), FoundLevel(Level.SECUNDAIR, "later")
LEAVING = FoundLevel(Level.BASIS, leaving=True)


@pytest.fixture(scope="module")
def levels(catalogue: Catalogue) -> LevelFinder:
    return LevelFinder(catalogue.words.values())


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "первый класс", BASIS),
        ("nl", "zij gaat naar de kleuterklas", KLEUTER),
        ("nl", "derde leerjaar", BASIS),
        ("nl", "hij zit in het 3de leerjaar", BASIS),
        ("nl", "hij zit in het 6e leerjaar", LEAVING),
        ("nl", "van het 6de leerjaar naar het secundair", FIRST),
        ("nl", "eerste jaar secundair", FIRST),
        ("nl", "derde middelbaar", LATER),
        ("tr", "ilkokul ikinci sınıf", BASIS),
        ("pl", "klasa 6", LEAVING),
        ("uk", "у 7 клас", FIRST),
        ("ar", "المدرسة الثانوية", SECUNDAIR),
        ("zh", "小学", BASIS),
        ("ti", "መባእታዊ ቤት ትምህርቲ", BASIS),
    ],
)
def test_words_and_classes(
    levels: LevelFinder, language: str, text: str, found: FoundLevel
) -> None:
    """A class from 1 to 6 is primary, from 7 on secondary; the sixth is the last of primary."""
    assert levels.find(text, language=language) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("nl", "mijn dochter wordt 12", SECUNDAIR),
        ("nl", "mijn zoon is 11,5 jaar", BASIS),
        ("nl", "mijn dochter van 4", KLEUTER),
        ("tr", "kızım 2.5 yaşında", KLEUTER),
        ("fr", "mon fils va avoir 12 ans", SECUNDAIR),
        ("en", "my daughter is five years old", KLEUTER),
        ("ar", "ابنتي عمرها خمس سنوات", KLEUTER),
        ("ru", "сыну пять лет", KLEUTER),
        ("zh", "我女儿五岁", KLEUTER),
        ("nl", "mijn zoon is 25 jaar", FoundLevel()),
        ("nl", "ik ben 12 jaar in belgie", FoundLevel()),
        ("nl", "mijn zoon moet 3 euro betalen", FoundLevel()),
        ("nl", "mijn kind is 3 dagen ziek", FoundLevel()),
        ("ar", "ابني 3 أيام مريض", FoundLevel()),
        ("zh", "我儿子 3 天没去学校", FoundLevel()),
        ("pl", "syn 5 dni chory", FoundLevel()),
    ],
)
def test_ages(levels: LevelFinder, language: str, text: str, found: FoundLevel) -> None:
    """An age of a child names the level; an age without a child and other numbers do not."""
    assert levels.find(text, language=language) == found


def test_two_levels_in_one_text_mean_none(levels: LevelFinder) -> None:
    """Who names two levels has not said which one is meant."""
    assert levels.find("van de kleuterschool naar de lagere school") == FoundLevel()


def test_a_rough_word_is_enough_after_the_question_which_level(levels: LevelFinder) -> None:
    """When the bot has just asked for a level, a badly misspelt one is still an answer."""
    assert levels.find("sekndr", expected=True).level is Level.SECUNDAIR
    assert levels.find("sekndr").level is None
