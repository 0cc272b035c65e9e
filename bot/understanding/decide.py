"""From evidence to a decision: answer, ask back, or say that it is not ours.

A wrong card costs a child a place; a question back costs a tap. So each decision has a declared
cost, and the one that is expected to cost least is taken. That needs probabilities that mean what
they say: `python -m bot.editing.calibrate` sets the weights below on the tuning half of
tests/questions, and `ouderbot evaluate --half report` shows how far they hold on the other half.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from bot.catalogue import NONE

Decision = Literal["answer", "clarify", "none"]
Ranked = Sequence[tuple[str, float]]
"""(intent, probability), the most probable first; `none` among them."""

MEANING = 1.02
"""Weight of a logit of the head."""
LETTERS = 16.9
"""Weight of a likeness (0 to 1) beside it."""
FLOOR = 0.364
"""Likeness that `none` has to any text, so that what is like nothing is not ours."""
LETTERS_ALONE = 30.7
"""Weight of a likeness where there is no evidence of meaning."""

WRONG = 8.0
"""What a wrong card costs, to a parent who is ours or not."""
ASKED = 1.0
"""What a question back costs: one more tap."""
MISSED = 3.0
"""What it costs more when the right card is not among its buttons."""
TURNED_AWAY = 4.0
"""What it costs to tell a parent of ours that the bot does not understand."""
OFFERED = 0.03
"""An intent is offered as a button from this probability."""
MOST_OFFERED = 3


def probabilities(
    lexical: Mapping[str, float], semantic: Mapping[str, float] | None
) -> list[tuple[str, float]]:
    """Every intent with any evidence, and `none`, with their probabilities.

    Args:
        lexical: likeness (0 to 1) to the phrases of each intent that has any.
        semantic: logit of each intent that the head knows; None where there is no encoder.
    """
    alike = {**lexical, NONE: max(lexical.get(NONE, 0.0), FLOOR)}
    by_letters = _softmax({intent: LETTERS_ALONE * score for intent, score in alike.items()})
    if semantic is None:
        return _ranked(by_letters)
    fused = _softmax(
        {
            intent: MEANING * logit + LETTERS * alike.get(intent, 0.0)
            for intent, logit in semantic.items()
        }
    )
    # An intent that the head has not learnt yet stands on its letters alone.
    new = {intent: share for intent, share in by_letters.items() if intent not in semantic}
    rest = 1 - sum(new.values())
    return _ranked({intent: rest * share for intent, share in fused.items()} | new)


def decide(ranked: Ranked) -> tuple[Decision, list[tuple[str, float]]]:
    """The decision and the intents to answer or to offer, `none` never among them."""
    intents = [one for one in ranked if one[0] != NONE]
    if not intents:
        return "none", []
    nothing = next((share for intent, share in ranked if intent == NONE), 0.0)
    offered = [one for one in intents[:MOST_OFFERED] if one[1] >= OFFERED] or intents[:1]
    missing = max(0.0, 1 - nothing - sum(share for _, share in offered))
    costs: dict[Decision, float] = {
        "answer": WRONG * (1 - intents[0][1]),
        "clarify": ASKED + MISSED * missing,
        "none": TURNED_AWAY * (1 - nothing),
    }
    decision = min(costs, key=lambda one: costs[one])
    return decision, {"answer": intents[:MOST_OFFERED], "clarify": offered, "none": []}[decision]


def _softmax(scores: Mapping[str, float]) -> dict[str, float]:
    top = max(scores.values())
    parts = {intent: math.exp(score - top) for intent, score in scores.items()}
    total = sum(parts.values())
    return {intent: part / total for intent, part in parts.items()}


def _ranked(shares: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(shares.items(), key=lambda one: (-one[1], one[0]))
