"""Expressions of several words are found in texts."""

from __future__ import annotations

import pytest

from bot.understanding.expressions import Expressions
from bot.understanding.normalise import fold, words


@pytest.fixture
def expressions() -> Expressions[str]:
    found: Expressions[str] = Expressions()
    found.add("nl", ["school", "lagere school"], "place of learning")
    found.add("tr", ["okul"], "place of learning, too")
    found.add("zh", ["小学", "小学一年级"], "primary")
    return found


def _keys(expressions: Expressions[str], text: str, *languages: str) -> list[str]:
    return [one.key for one in expressions.found(words(fold(text)), languages)]


def test_a_longer_expression_hides_the_shorter_one(expressions: Expressions[str]) -> None:
    """`lagere school` is one thing, not two."""
    assert _keys(expressions, "de lagere school en een school", "nl") == ["lagere school", "school"]


def test_only_the_languages_asked_for(expressions: Expressions[str]) -> None:
    """A word of a language that the text is not in means nothing."""
    assert _keys(expressions, "school", "pl") == []


def test_the_last_word_may_have_an_ending(expressions: Expressions[str]) -> None:
    """Parents write cases and plurals that no list holds."""
    assert _keys(expressions, "okulda", "tr") == ["okul"]


def test_a_script_without_spaces_is_searched_inside(expressions: Expressions[str]) -> None:
    """Chinese does not set words apart; the longest expression comes first."""
    (found,) = expressions.found(words(fold("我儿子上小学一年级")), ["zh"])

    assert (found.key, found.inside) == ("小学一年级", True)
