"""The decision that is expected to cost least, from probabilities that mean what they say."""

from __future__ import annotations

import pytest

from bot.catalogue import NONE
from bot.understanding.decide import MOST_OFFERED, decide, probabilities


def test_sure_is_answered() -> None:
    """One intent far ahead of every rival."""
    assert decide([("clb", 0.97), (NONE, 0.02), ("tolk", 0.01)])[0] == "answer"


def test_unsure_is_asked_back() -> None:
    """A wrong card costs more than a tap."""
    decision, offered = decide([("clb", 0.6), ("tolk", 0.3), (NONE, 0.1)])

    assert decision == "clarify"
    assert [intent for intent, _ in offered] == ["clb", "tolk"]


def test_what_is_not_ours_is_turned_away() -> None:
    """And `none` is never a button."""
    assert decide([(NONE, 0.95), ("clb", 0.05)]) == ("none", [])
    assert decide([(NONE, 1.0)]) == ("none", [])
    assert NONE not in dict(decide([("clb", 0.4), (NONE, 0.3), ("tolk", 0.3)])[1])


def test_at_most_three_buttons() -> None:
    """A tired parent reads three."""
    many = [(f"intent-{n}", 0.1) for n in range(9)] + [(NONE, 0.1)]

    assert len(decide(many)[1]) == MOST_OFFERED


@pytest.mark.parametrize("semantic", [None, {"clb": 2.0, "tolk": -1.0, NONE: 0.0}])
def test_probabilities_are_probabilities(semantic: dict[str, float] | None) -> None:
    """Sorted, and one together, with `none` among them."""
    ranked = probabilities({"clb": 0.5, "nieuw": 0.4}, semantic)

    assert sum(share for _, share in ranked) == pytest.approx(1)
    assert [share for _, share in ranked] == sorted((s for _, s in ranked), reverse=True)
    assert NONE in dict(ranked)


def test_an_intent_that_the_head_has_not_learnt_stands_on_its_letters() -> None:
    """A new file works at the next start, before anybody trains."""
    ranked = probabilities({"zwemles": 0.95, "clb": 0.1}, {"clb": 1.0, "tolk": 0.5, NONE: 2.0})

    assert ranked[0][0] == "zwemles"
    assert decide(ranked)[0] == "answer"


def test_letters_alone_ask_back_more_often() -> None:
    """Without the encoder a likeness that would do beside a meaning is not enough."""
    assert decide(probabilities({"clb": 0.4}, None))[0] == "clarify"
    assert decide(probabilities({}, None)) == ("none", [])
