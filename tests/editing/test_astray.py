"""Phrases that the engine would send elsewhere are named; the others are left in peace."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.catalogue import Catalogue, Finding, load
from bot.editing import astray as module
from bot.editing.astray import astray
from bot.editing.survey import Survey
from bot.editing.vectors import Vectors
from bot.understanding.encoder import Adapter, Encoder
from bot.understanding.head import FILE
from tests.fakes.parent import TODAY

TOLK = "intents/taal/tolk.yaml"
WRONG = "op welke dag begint de paasvakantie voor mijn kind"
RIGHT = "wie kan voor ons vertalen bij de directeur"


@pytest.fixture
def notes() -> list[str]:
    return []


def added(content: Path, *texts: str) -> None:
    file = content / TOLK
    text = file.read_text("utf-8")
    lines = "".join(f"  - {one}\n" for one in texts)
    file.write_text(text.replace("\nphrases:\n", f"\nphrases:\n{lines}", 1), "utf-8")


def told(content: Path, notes: list[str], *only: str) -> list[Finding]:
    return list(astray(Survey(load(content), TODAY, only, notes.append)))


def test_a_phrase_of_another_intent_is_named_with_its_neighbour(
    content: Path, notes: list[str]
) -> None:
    """Without any vectors from before: those of the new phrases, and of what they are like."""
    added(content, WRONG, RIGHT)
    (found,) = told(content, notes, TOLK)

    path = found.message.split("as at ")[1].split(":")[0]
    assert WRONG in found.message
    assert "reads like `vakantiedata`" in found.message
    assert path == "intents/school/vakantiedata.yaml"
    row = (content / TOLK).read_text("utf-8").splitlines()[found.line - 1]
    assert WRONG in row


def test_a_near_miss_that_is_ours(content: Path, notes: list[str]) -> None:
    """What should not be answered, but reads like an intent, is named too."""
    file = content / TOLK
    text = file.read_text("utf-8").replace("\nnear_misses:", "\nnear_misses:\n  - NEW", 1)
    comment = text.split("\n  - NEW")[1].split("\n")[0]
    file.write_text(text.replace(f"\n  - NEW{comment}", f"{comment}\n  - {RIGHT}", 1), "utf-8")
    (found,) = told(content, notes, TOLK)

    assert "more than like what is not ours (`none`)" in found.message


def test_no_more_is_encoded_than_the_bound(
    content: Path, notes: list[str], encoded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fresh clone has no vectors: 43,000 are never computed, and the editor is told."""
    monkeypatch.setattr(module, "MOST", 3)
    added(content, *(f"{RIGHT} {number}" for number in range(5)))
    told(content, notes)

    assert len(encoded) == 3
    (note,) = notes
    assert "phrases have no vector here" in note
    assert "Run `ouderbot train`" in note
    told(content, notes, TOLK)
    assert len(encoded) > 3


def test_vectors_are_kept_beside_those_of_train(tmp_path: Path) -> None:
    """A second look encodes nothing, and a damaged file counts as none."""
    adapter = Adapter.read()
    vectors = Vectors(tmp_path, adapter)
    vectors.learn(["een tolk", "het clb"])
    again = Vectors(tmp_path, adapter)
    keys = again.keys(["het clb", "een tolk", "iets anders"])

    assert again.has(keys).tolist() == [True, True, False]
    assert np.allclose(
        again.of(keys[:2]), Encoder(adapter=adapter).encode(["het clb", "een tolk"]), atol=1e-3
    )
    (tmp_path / ".cache/vectors.npz").write_bytes(b"PK\x03\x04 damaged")
    assert not Vectors(tmp_path, adapter).has(keys).any()


def test_a_new_intent_is_held_against_the_old_ones(content: Path, notes: list[str]) -> None:
    """The head does not know it yet; its phrases may still be another intent's."""
    file = content / "intents/taal/proefkaart.yaml"
    phrases = (
        "fietsexamen van de school", "moet mijn kind een fietshelm op", "fietsles in de klas",
        "remmen van de fiets kapot", WRONG,
    )  # fmt: skip
    lines = "".join(f"  - {one}\n" for one in phrases)
    file.write_text(
        f"id: proefkaart\ntitle: Fietsen met de klas\ncard:\n  lines:\n    - Vraag het op school.\n"
        f"phrases:\n{lines}",
        "utf-8",
    )
    vectors = Vectors(content, Adapter.read())
    catalogue = load(content)
    vectors.learn([*catalogue.intents["vakantiedata"].phrases, *phrases])
    found = told(content, notes, "intents/taal/proefkaart.yaml")

    assert [WRONG in one.message for one in found] == [True]


def test_without_a_head_nothing_is_said_here(content: Path, notes: list[str]) -> None:
    """`check` has a finding of its own for that."""
    (content / FILE).unlink()
    added(content, WRONG)

    assert told(content, notes, TOLK) == []


def test_the_content_is_left_in_peace(catalogue: Catalogue, tmp_path: Path) -> None:
    """No phrase in the tree is named, as far as its vectors are here."""
    if (catalogue.folder / ".cache/vectors.npz").exists():
        (tmp_path / ".cache").mkdir()
        shutil.copy(catalogue.folder / ".cache/vectors.npz", tmp_path / ".cache")
    survey = Survey(catalogue, TODAY)

    assert [str(one) for one in astray(survey)] == []
