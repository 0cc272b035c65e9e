"""Files of arrays: read without trust, because what is in them decides what parents are told."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]


class ArraysError(Exception):
    """A file of arrays is missing or damaged; says which."""


def read_arrays(path: Path) -> Arrays:
    """The arrays of an .npz file, by name. Never runs anything that stands in it (no pickles).

    Raises:
        ArraysError: the file is missing or damaged, or a number in it is none.
    """
    try:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as file:
            found = {name: file[name] for name in file.files}
    except FileNotFoundError:
        raise ArraysError(f"{path.name} is missing") from None
    except (OSError, ValueError, KeyError, EOFError, AttributeError, BadZipFile) as error:
        raise ArraysError(f"{path.name} is damaged ({type(error).__name__})") from None
    for array in found.values():
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise ArraysError(f"{path.name} is damaged (a number is none)")
    return found


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Writes an .npz file, whole or not at all."""
    draft = path.with_name(f"{path.stem}-{os.getpid()}.npz")
    named: Any = arrays  # numpy takes them as keywords
    np.savez(draft, **named)
    draft.replace(path)


def packed(name: str, texts: Sequence[str]) -> Arrays:
    """Texts as two arrays: their letters, and where each ends."""
    parts = [text.encode("utf-8") for text in texts]
    return {
        f"{name}_letters": np.frombuffer(b"".join(parts), np.uint8),
        f"{name}_ends": np.cumsum([len(part) for part in parts], dtype=np.int64),
    }


class Packed:
    """Texts that were packed, each made only when it is asked for.

    Args:
        name: that they were packed under.
        arrays: that hold them.
    """

    def __init__(self, name: str, arrays: Arrays) -> None:
        self._letters, self._ends = arrays[f"{name}_letters"], arrays[f"{name}_ends"]

    def __getitem__(self, number: int) -> str:
        start = int(self._ends[number - 1]) if number else 0
        return self._letters[start : int(self._ends[number])].tobytes().decode("utf-8")
