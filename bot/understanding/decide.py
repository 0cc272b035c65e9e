"""From likeness to a decision: answer, ask back, or say that it is not ours.

A wrong card costs a child a place; a question back costs a tap. So the bot answers only when the
best intent is ahead of every rival by a margin, and `none` is a rival like any other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from bot.catalogue import NONE
from bot.understanding.lexical import Likeness

Decision = Literal["answer", "clarify", "none"]

SCALE = 10.0
"""Sharpness of the probabilities: they are softmax(SCALE x likeness)."""
FLOOR = 0.25
"""Likeness that `none` has to any text, so that what is like nothing is not ours."""
ANSWER = 0.24
"""Margin from which the bot answers. Set on every second question of tests/questions, for at most
3 % wrong cards; tests/understanding/test_questions.py looks at the other half."""
CLARIFY = -0.06
"""Margin from which it offers buttons; below it, the question is not ours."""
OFFERED = 0.04
"""An intent is offered as a button from this probability."""
MOST_OFFERED = 3


def probabilities(ranked: Sequence[Likeness]) -> list[tuple[str, float]]:
    """(intent, probability) of every intent and of `none`, the most probable first."""
    scores = {one.intent: one.score for one in ranked}
    scores[NONE] = max(scores.get(NONE, 0.0), FLOOR)
    top = max(scores.values())
    parts = {intent: math.exp(SCALE * (score - top)) for intent, score in scores.items()}
    total = sum(parts.values())
    return sorted(
        ((intent, part / total) for intent, part in parts.items()),
        key=lambda one: (-one[1], one[0]),
    )


def decide(ranked: Sequence[tuple[str, float]]) -> tuple[Decision, list[tuple[str, float]]]:
    """The decision and the intents to answer or to offer, `none` never among them."""
    intents = [one for one in ranked if one[0] != NONE]
    if not intents:
        return "none", []
    nothing = next((share for intent, share in ranked if intent == NONE), 0.0)
    second = intents[1][1] if len(intents) > 1 else 0.0
    margin = intents[0][1] - max(second, nothing)
    if margin > ANSWER:
        return "answer", intents[:MOST_OFFERED]
    if margin > CLARIFY:
        offered = [one for one in intents[:MOST_OFFERED] if one[1] >= OFFERED]
        return "clarify", offered or intents[:1]
    return "none", []
