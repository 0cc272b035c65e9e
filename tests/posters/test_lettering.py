"""The letters are as large as the space allows, and no larger."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.posters.lettering import Space, lettering

SPACE = Space(166, 70, 30)


def test_a_short_question_is_as_large_as_it_may_be() -> None:
    """Large letters are read from afar."""
    assert lettering("Hulp?", "nl", SPACE).size == 30


def test_a_longer_question_is_smaller() -> None:
    """So that it stays inside its space."""
    sizes = [lettering("woord " * number, "nl", SPACE).size for number in (5, 10, 20, 40)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


def test_scripts_with_high_letters_get_more_room() -> None:
    """Letters above and below the line touch no other line."""
    assert lettering("aa", "ur", SPACE).line > lettering("aa", "ne", SPACE).line > 1.2


def test_chinese_breaks_between_words_where_that_costs_little() -> None:
    """A pause is where a reader breaks; a question without one breaks anywhere."""
    assert lettering("我什么时候可以登记（aanmelden）？", "zh", SPACE).whole
    assert not lettering("孩子什么时候可以开始上幼儿园？", "zh", SPACE).whole


@given(st.text(max_size=120), st.sampled_from(["nl", "ar", "zh", "ur"]))
def test_any_text_gets_a_size(text: str, language: str) -> None:
    """Whatever an editor writes, even nothing."""
    assert 0.9 < lettering(text, language, SPACE).size <= 30
