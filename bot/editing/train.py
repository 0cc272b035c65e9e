"""Renews the head of the matching engine after phrases changed (`ouderbot train`).

Softmax regression on the vectors of all phrases of all languages together, by Nesterov's
accelerated gradient on the whole set (as in scikit-learn's LogisticRegression, without needing
it). The vectors are kept in a cache by text, so that only new phrases are encoded.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.understanding.weights import Floats

STRENGTH = 5.0
"""Inverse of the L2 penalty on the rows (C of scikit-learn)."""
SMOOTHING = 0.05
"""Share of each label that is spread over all intents, so that the head stays modest."""
ROUNDS = 300


def softmax(logits: Floats) -> Floats:
    """Probabilities (n, classes) of logits."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def regression(
    vectors: Floats, labels: NDArray[np.int64], classes: int, strength: float = STRENGTH
) -> tuple[Floats, Floats]:
    """Rows (classes, 384) and offsets (classes,) that tell labels from vectors (n, 384)."""
    wanted = np.full((len(labels), classes), SMOOTHING / classes, np.float32)
    wanted[np.arange(len(labels)), labels] += 1 - SMOOTHING
    middle = vectors.mean(axis=0)
    centred = vectors - middle
    scale = np.float32(1 / np.sqrt((centred**2).sum(axis=1).mean()))
    inputs = np.hstack([centred * scale, np.ones((len(labels), 1), np.float32)])
    penalty = np.full((classes, inputs.shape[1]), 1 / (strength * len(labels)), np.float32)
    penalty[:, -1] = 0
    rows = np.zeros_like(penalty)
    before = rows.copy()
    pace = 4.0
    for number in range(ROUNDS):
        ahead = rows + number / (number + 3) * (rows - before)
        wrong = softmax(inputs @ ahead.T) - wanted
        before, rows = rows, ahead - pace * (wrong.T @ inputs / len(labels) + penalty * ahead)
    own = rows[:, :-1] * scale
    return own, rows[:, -1] - own @ middle
