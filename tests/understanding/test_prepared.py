"""What is computed is kept, and never believed when it belongs to something else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.understanding.arrays import Arrays, Packed, packed
from bot.understanding.prepared import FOLDER, Prepared


def _seven() -> Arrays:
    return {"x": np.array([7])}


def _never() -> Arrays:
    raise AssertionError("computed again")


def test_what_is_kept_is_used(tmp_path: Path) -> None:
    """The next start computes nothing."""
    Prepared(tmp_path, ["a", "b"], keep=True).get("one", _seven)

    assert Prepared(tmp_path, ["a", "b"], keep=False).get("one", _never)["x"].tolist() == [7]


def test_other_content_is_computed_again(tmp_path: Path) -> None:
    """One changed phrase is other content; so is a text that moved across a border."""
    Prepared(tmp_path, ["a", "b"], keep=True).get("one", lambda: {"x": np.array([1])})

    for texts in (["a", "c"], ["ab"], ["a", "b", ""]):
        assert Prepared(tmp_path, texts, keep=False).get("one", _seven)["x"].tolist() == [7]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"anything", None])
def test_a_damaged_file_is_computed_again(tmp_path: Path, content: bytes | None) -> None:
    """Whatever stands there, and whoever wrote it."""
    prepared = Prepared(tmp_path, ["a"], keep=True)
    prepared.get("one", _seven)
    path = tmp_path / FOLDER / "one.npz"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)

    assert prepared.get("one", _seven)["x"].tolist() == [7]
    assert prepared.get("one", _never)["x"].tolist() == [7]  # mended


def test_nothing_is_written_while_the_bot_runs(tmp_path: Path) -> None:
    """Only set-up and the editors' commands write."""
    Prepared(tmp_path, ["a"], keep=False).get("one", _seven)

    assert list(tmp_path.iterdir()) == []


def test_packed_texts() -> None:
    """Any text comes back as it was, also an empty one."""
    texts = ["", "één", "根特", "", "x"]
    held = Packed("t", packed("t", texts))

    assert [held[n] for n in range(len(texts))] == texts
