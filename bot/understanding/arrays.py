"""Files of arrays: read without trust, because what is in them decides what parents are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray


class ArraysError(Exception):
    """A file of arrays is missing or damaged; says which."""


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
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
