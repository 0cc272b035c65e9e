"""What the tests of the editor's room share."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.understanding.encoder import Encoder
from bot.understanding.weights import Floats


@pytest.fixture
def few(content: Path) -> Path:
    """A copy of the content in three languages, which is quicker."""
    for home in (content / "locales").iterdir():
        if home.is_dir() and home.name not in {"nl", "fr", "ar"}:
            shutil.rmtree(home)
    return content


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that the encoder is given while a test runs."""
    given: list[str] = []
    encode = Encoder.encode

    def noted(self: Encoder, texts: Iterable[str]) -> Floats:
        texts = list(texts)
        given.extend(texts)
        return encode(self, texts)

    monkeypatch.setattr(Encoder, "encode", noted)
    return given
