"""Renews the head of the matching engine after phrases changed (`ouderbot train`).

Softmax regression on the vectors of all phrases of all languages together, by Nesterov's
accelerated gradient on the whole set (as in scikit-learn's LogisticRegression, without needing
it). The vectors are kept by text, so that only new phrases are encoded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.catalogue import Catalogue
from bot.understanding.arrays import ArraysError, read_arrays, write_arrays
from bot.understanding.encoder import Adapter, Encoder
from bot.understanding.head import FILE, Head, phrase_key
from bot.understanding.normalise import clean
from bot.understanding.weights import Floats

VECTORS = Path(".cache", "vectors.npz")
"""Where the vectors of phrases are kept in a content folder; may be deleted at any time."""
STRENGTH = 5.0
"""Inverse of the L2 penalty on the rows (C of scikit-learn)."""
SMOOTHING = 0.05
"""Share of each label that is spread over all intents, so that the head stays modest."""
ROUNDS = 300
PACE = 4.0
"""Step of the gradient; inputs have unit length on average."""
THREADS = 2
AT_ONCE = 64


def train(catalogue: Catalogue, progress: Callable[[int, int], None]) -> Head:
    """A new head for the phrases of a catalogue, written to its folder.

    Args:
        catalogue: whose phrases are learnt.
        progress: told how many of how many phrases have their vector.

    Raises:
        WeightsError: there is no encoder here.
    """
    encoder = Encoder(adapter=Adapter.read())
    phrases = sorted({(intent, text) for _, intent, text in catalogue.all_phrases()})
    vectors = encoded(encoder, [text for _, text in phrases], catalogue.folder, progress)
    intents = sorted({intent for intent, _ in phrases})
    labels = np.array([intents.index(intent) for intent, _ in phrases])
    rows, offsets = regression(vectors, labels, len(intents))
    seen = np.array(sorted(phrase_key(*phrase) for phrase in phrases), np.uint64)
    head = Head(intents, rows, offsets, encoder.fingerprint, seen)
    head.write(catalogue.folder / FILE)
    return head


def encoded(
    encoder: Encoder, texts: list[str], folder: Path, progress: Callable[[int, int], None]
) -> Floats:
    """The vectors of texts, from the folder's cache as far as they are there; renews the cache."""
    path = folder / VECTORS
    keys = [_key(encoder.fingerprint, text) for text in texts]
    known = _kept(path, encoder.width)
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    done = len(set(keys)) - len(new)
    for fresh in _encoded(encoder, list(new.items())):
        known |= fresh
        done += len(fresh)
        progress(done, len(set(keys)))
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = sorted(set(keys))
        stacked = np.stack([known[key] for key in kept]).astype(np.float16)
        write_arrays(path, {"keys": np.array(kept, np.uint64), "vectors": stacked})
    return np.stack([known[key] for key in keys]).astype(np.float32)


def _encoded(encoder: Encoder, items: list[tuple[int, str]]) -> Iterator[dict[int, Floats]]:
    """Vectors by key, some at a time."""

    def some(start: int) -> dict[int, Floats]:
        keys, texts = zip(*items[start : start + AT_ONCE], strict=True)
        return dict(zip(keys, encoder.encode(map(clean, texts)), strict=True))

    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(some, range(0, len(items), AT_ONCE))


def _key(fingerprint: str, text: str) -> int:
    digest = hashlib.blake2b(f"{fingerprint}\n{text}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _kept(path: Path, width: int) -> dict[int, Floats]:
    """The vectors of a cache; none when it is missing or is not what was written."""
    try:
        arrays = read_arrays(path)
        keys, vectors = arrays["keys"].tolist(), arrays["vectors"]
    except (ArraysError, KeyError):
        return {}
    if vectors.shape != (len(keys), width):
        return {}
    return dict(zip(keys, vectors, strict=True))


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
