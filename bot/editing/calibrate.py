"""Finds the weights of bot/understanding/decide.py on the tuning half of tests/questions.

Run as `python -m bot.editing.calibrate`, and copy what it prints. The weights make the labelled
answers as probable as they can be (maximum likelihood), so that a probability means what it says.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.catalogue import load
from bot.editing.evaluate import read
from bot.understanding import Engine, decide
from bot.understanding.normalise import clean

NAMES = ("MEANING", "LETTERS", "FLOOR")
STEPS = (0.5, 0.25, 0.1, 0.05, 0.02)
"""Shares of a weight by which it is tried larger and smaller."""
Evidence = tuple[str, dict[str, float], dict[str, float] | None]
"""The labelled intent, the likenesses and the logits of a question."""


def loss(evidence: Sequence[Evidence]) -> float:
    """Mean surprise at the labels, in nats, with the weights as they stand."""
    shares = [
        max(dict(decide.probabilities(lexical, semantic)).get(intent, 0.0), 1e-4)
        for intent, lexical, semantic in evidence
    ]
    return float(-np.mean(np.log(shares)))


def fit(names: Sequence[str], score: Callable[[], float]) -> float:
    """Sets each of some weights where the score is lowest, one after the other."""
    best = score()
    for step in STEPS:
        changed = True
        while changed:
            changed = False
            for name in names:
                for factor in (1 + step, 1 / (1 + step)):
                    before = getattr(decide, name)
                    setattr(decide, name, before * factor)
                    found = score()
                    if found < best - 1e-6:
                        best, changed = found, True
                    else:
                        setattr(decide, name, before)
    return best


def main() -> None:
    """Prints the weights."""
    engine = Engine(load(Path()))
    questions = read(sorted(Path("tests/questions").glob("*.jsonl")), "tuning")
    evidence: list[Evidence] = []
    for one in questions:
        ranked, logits = engine.weigh(clean(one.text))
        evidence.append((one.intent, {found.intent: found.score for found in ranked}, logits))
    alone: list[Evidence] = [(intent, lexical, None) for intent, lexical, _ in evidence]
    fit(("LETTERS_ALONE",), lambda: loss(alone))
    best = fit(NAMES, lambda: loss(evidence))
    for name in (*NAMES, "LETTERS_ALONE"):
        sys.stdout.write(f"{name} = {getattr(decide, name):.3g}\n")
    sys.stdout.write(f"surprise {best:.3f} nats on {len(evidence)} questions\n")


if __name__ == "__main__":
    main()
