"""What is computed from a catalogue, kept in a file so that the bot starts at once.

`ouderbot check`, `ouderbot train` and the set-up write such files to `.cache/` in the content
folder; nothing else does, and they may be deleted at any time. Each carries the hash of everything
it was computed from, this program's code included. A file that is missing, damaged or of anything
else is not used: what it should hold is computed again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import numpy as np

from bot.understanding.arrays import Arrays, ArraysError, read_arrays, write_arrays

FOLDER = Path(".cache")
_OF = "of"


@cache
def _program() -> bytes:
    """The hash of the code that computes."""
    digest = hashlib.blake2b()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


class Prepared:
    """Files of computed arrays for one catalogue.

    Args:
        folder: of the content.
        texts: everything that is computed from.
        keep: whether what is computed is written too.
    """

    def __init__(self, folder: Path, texts: Iterable[str], *, keep: bool) -> None:
        digest = hashlib.blake2b(_program(), digest_size=16)
        for text in texts:
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
        self._of = np.frombuffer(digest.digest(), np.uint8)
        self._folder = folder / FOLDER
        self._keep = keep

    def get(self, name: str, compute: Callable[[], Arrays]) -> Arrays:
        """Some arrays: from their file, or computed."""
        path = self._folder / f"{name}.npz"
        try:
            found = read_arrays(path)
            if np.array_equal(found.pop(_OF, np.empty(0)), self._of):
                return found
        except ArraysError:
            pass
        computed = compute()
        if self._keep:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_arrays(path, {_OF: self._of, **computed})
        return computed
