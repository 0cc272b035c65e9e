"""Renews the head of the matching engine after phrases changed (`ouderbot train`).

Softmax regression on the vectors of all phrases of all languages together, by Nesterov's
accelerated gradient on the whole set (as in scikit-learn's LogisticRegression, without needing
it). The vectors are kept by text, so that only new phrases are encoded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from bot.catalogue import Catalogue
from bot.editing.vectors import Vectors
from bot.understanding.encoder import Adapter
from bot.understanding.head import FILE, Head, phrase_key
from bot.understanding.weights import Floats

STRENGTH = 5.0
"""Inverse of the L2 penalty on the rows (C of scikit-learn)."""
SMOOTHING = 0.05
"""Share of each label that is spread over all intents, so that the head stays modest."""
ROUNDS = 300
PACE = 4.0
"""Step of the gradient; inputs have unit length on average."""


def train(catalogue: Catalogue, progress: Callable[[int, int], None]) -> Head:
    """A new head for the phrases of a catalogue, written to its folder.

    Args:
        catalogue: whose phrases are learnt.
        progress: told how many of how many phrases have their vector.

    Raises:
        WeightsError: there is no encoder here.
    """
    vectors = Vectors(catalogue.folder, Adapter.read())
    phrases = sorted({(intent, text) for _, intent, text in catalogue.all_phrases()})
    texts = [text for _, text in phrases]
    vectors.learn(texts, progress)
    vectors.forget_all_but(texts)
    intents = sorted({intent for intent, _ in phrases})
    labels = np.array([intents.index(intent) for intent, _ in phrases])
    rows, offsets = regression(vectors.of(vectors.keys(texts)), labels, len(intents))
    seen = np.array(sorted(phrase_key(*phrase) for phrase in phrases), np.uint64)
    head = Head(intents, rows, offsets, vectors.fingerprint, seen)
    head.write(catalogue.folder / FILE)
    return head


def unseen(catalogue: Catalogue, head: Head) -> dict[str, int]:
    """How many phrases of each intent the head has not seen."""
    phrases = sorted({(intent, text) for _, intent, text in catalogue.all_phrases()})
    known = head.has_seen(phrase_key(*phrase) for phrase in phrases)
    return _counted(intent for (intent, _), there in zip(phrases, known, strict=True) if not there)


def _counted(intents: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for intent in intents:
        found[intent] = found.get(intent, 0) + 1
    return found


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
    for number in range(ROUNDS):
        ahead = rows + number / (number + 3) * (rows - before)
        wrong = softmax(inputs @ ahead.T) - wanted
        before, rows = rows, ahead - PACE * (wrong.T @ inputs / len(labels) + penalty * ahead)
    own = rows[:, :-1] * scale
    return own, rows[:, -1] - own @ middle
