"""A head is used only when it is whole and belongs to the encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.understanding.head import WIDTH, Head, HeadError, phrase_key


@pytest.fixture
def head() -> Head:
    chance = np.random.default_rng(1)
    return Head(
        ["clb", "none"],
        chance.normal(size=(2, WIDTH)).astype(np.float32),
        np.zeros(2, np.float32),
        "e1",
        np.array(sorted([phrase_key("clb", "wat is het clb"), 3]), np.uint64),
    )


def test_a_head_survives_its_file(tmp_path: Path, head: Head) -> None:
    """Half precision changes no decision."""
    head.write(tmp_path / "head.npz")
    again = Head.read(tmp_path / "head.npz", "e1")
    vectors = np.eye(5, WIDTH, dtype=np.float32)

    assert again.intents == head.intents
    np.testing.assert_allclose(again.logits(vectors), head.logits(vectors), atol=2e-3)


def test_it_knows_which_phrases_it_has_seen(head: Head) -> None:
    """The same text under another intent is another phrase."""
    keys = [phrase_key("clb", "wat is het clb"), phrase_key("tolk", "wat is het clb")]

    assert head.has_seen(keys) == [True, False]


def test_a_head_of_another_encoder_is_refused(tmp_path: Path, head: Head) -> None:
    """Its numbers would mean nothing."""
    head.write(tmp_path / "head.npz")

    with pytest.raises(HeadError, match="another encoder"):
        Head.read(tmp_path / "head.npz", "e2")


def test_a_missing_head_is_named(tmp_path: Path) -> None:
    """The reason stands in the log and on /readyz."""
    with pytest.raises(HeadError, match="missing"):
        Head.read(tmp_path / "head.npz", "e1")


@pytest.mark.parametrize("damage", ["cut", "shape", "nan", "names"])
def test_a_damaged_head_is_refused(tmp_path: Path, head: Head, damage: str) -> None:
    """Cut off, of another shape, or with numbers that are none."""
    path = tmp_path / "head.npz"
    rows = np.zeros((2, WIDTH), np.float32)
    if damage == "shape":
        rows = np.zeros((3, 7), np.float32)
    elif damage == "nan":
        rows[0, 0] = np.nan
    Head(head.intents, rows, np.zeros(2, np.float32), "e1", head.seen).write(path)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:400])
    elif damage == "names":
        np.savez(path, other=rows)

    with pytest.raises(HeadError, match="damaged"):
        Head.read(path, "e1")
