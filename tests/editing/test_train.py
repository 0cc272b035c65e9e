"""The head is renewed from the phrases, and knows which ones it has seen."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from bot.catalogue import Catalogue
from bot.editing.train import regression, softmax, train, unseen
from bot.understanding.encoder import Adapter, Encoder
from bot.understanding.head import FILE, Head


@pytest.fixture
def small(catalogue: Catalogue, tmp_path: Path) -> Catalogue:
    """Four intents with the Dutch phrases of each, in a folder of their own."""
    (tmp_path / "intents").mkdir()
    names = ("clb", "tolk", "pesten", "laptop")
    intents = {
        name: catalogue.intents[name].model_copy(
            update={"phrases": catalogue.intents[name].phrases[:12]}
        )
        for name in names
    }
    return dataclasses.replace(catalogue, folder=tmp_path, intents=intents, phrases={})


def _quiet(done: int, total: int) -> None:
    assert done <= total


def test_a_head_tells_the_intents_that_it_learnt(small: Catalogue) -> None:
    """And its file can be used at once."""
    train(small, _quiet)
    encoder = Encoder(adapter=Adapter.read())
    head = Head.read(small.folder / FILE, encoder.fingerprint)

    logits = head.logits(encoder.encode(["welk clb hoort bij ons", "ik zoek een tolk"]))
    found = [head.intents[int(row.argmax())] for row in logits]
    assert found == ["clb", "tolk"]
    assert unseen(small, head) == {}


def test_new_phrases_are_encoded_until_they_are_learnt(small: Catalogue) -> None:
    """`check` tells the editor how many there are."""
    head = train(small, _quiet)
    intent = small.intents["clb"]
    small.intents["clb"] = intent.model_copy(
        update={"phrases": (*intent.phrases, "een nieuwe zin over het clb", "en nog een")}
    )

    assert unseen(small, head) == {"clb": 2}


def test_only_new_phrases_are_encoded(small: Catalogue, encoded: list[str]) -> None:
    """Vectors are kept by text; a damaged file of them is made anew."""
    train(small, _quiet)
    first = len(encoded)
    train(small, _quiet)
    assert len(encoded) == first

    (small.folder / ".cache/vectors.npz").write_bytes(b"PK\x03\x04 damaged")
    train(small, _quiet)
    assert len(encoded) == 2 * first


def test_regression_separates_what_can_be_separated() -> None:
    """Two clouds of points around two vectors."""
    chance = np.random.default_rng(1)
    middles = chance.normal(size=(2, 384))
    labels = np.arange(200) % 2
    vectors = (middles[labels] + 0.5 * chance.normal(size=(200, 384))).astype(np.float32)
    rows, offsets = regression(vectors, labels, 2)

    shares = softmax(vectors @ rows.T + offsets)
    assert (shares.argmax(1) == labels).all()
    assert shares.sum(1) == pytest.approx(np.ones(200), abs=1e-5)
