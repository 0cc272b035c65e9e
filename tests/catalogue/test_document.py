"""YAML is read as it was typed, and every mistake has its line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from bot.catalogue.document import Document, Part


class Inner(Part):
    word: str


class Model(Part):
    name: str
    day: str = ""
    parts: Annotated[tuple[Inner, ...], Field(min_length=1)] = (Inner(word="x"),)


def read(tmp_path: Path, text: str) -> tuple[Model | None, list[str]]:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    document = Document(path, "file.yaml")
    model = document.read(Model)
    return model, [str(finding) for finding in document.findings]


def test_values_stay_as_typed(tmp_path: Path) -> None:
    """`no` is no boolean and a date no date before a model says so."""
    model, findings = read(tmp_path, "name: no\nday: 2027-03-23\n")

    assert (model and model.name, model and model.day, findings) == ("no", "2027-03-23", [])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: a\nname: b\n", 2, "stands twice, first at line 1"),
        ("name: a\nnaam: b\n", 2, "Did you mean `name`"),
        ("day: x\n", 1, "`name` is missing"),
        ("name: a\nparts:\n  - word: x\n  - wrd: y\n", 4, "Did you mean `word`"),
        ("name: a\nparts: []\n", 2, "at least 1"),
        ("name: [a\n", 2, "this is not YAML"),
        ("- a\n- b\n", 1, "must hold keys and values"),
        ("name: {a: b}\n", 1, "needs text"),
        ("", 1, "must hold keys and values"),
    ],
)
def test_mistakes_have_their_line_and_a_remedy(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    """An editor sees path, line, what is wrong and what to do."""
    _, findings = read(tmp_path, text)

    assert any(one.startswith(f"file.yaml:{line}: error:") and words in one for one in findings)


def test_all_mistakes_of_a_file_come_at_once(tmp_path: Path) -> None:
    """Several mistakes are all reported in one run."""
    _, findings = read(tmp_path, "naam: a\nday: []\nparts:\n  - word: x\n    wrd: y\n")

    assert len(findings) == 4


def test_a_file_that_is_no_text_is_no_traceback(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, and a missing file, are findings like any other."""
    path = tmp_path / "file.yaml"
    path.write_bytes(b"name: \xff\xfe")

    assert Document(path, "file.yaml").findings
    assert Document(tmp_path / "none.yaml", "none.yaml").findings
