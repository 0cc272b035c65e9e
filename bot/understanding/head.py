"""The head: from a sentence vector to a probability for each intent and for `none`.

One row of numbers for each class, as in every softmax regression. It is learnt from the phrases by
`ouderbot train` (bot/editing/train.py) and kept in the content folder as `intents/head.npz`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understanding.arrays import ArraysError, read_arrays, write_arrays
from bot.understanding.weights import Floats

FILE = Path("intents", "head.npz")
"""Where it is kept in a content folder."""
WIDTH = 384
"""Numbers of a sentence vector."""
_FORM = 1


class HeadError(Exception):
    """The head is missing, damaged or made for another encoder; says which."""


def phrase_key(intent: str, text: str) -> int:
    """A number for a phrase of an intent, by which the head knows which ones it has seen."""
    digest = hashlib.blake2b(f"{intent}\n{text}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


class Head:
    """A trained head.

    Args:
        intents: of the rows; `none` is one of them.
        rows: (intents, 384).
        offsets: (intents,).
        encoder: the fingerprint of the encoder whose vectors it was trained on.
        seen: `phrase_key` of the phrases that it was trained on, sorted.
    """

    def __init__(
        self,
        intents: Iterable[str],
        rows: Floats,
        offsets: Floats,
        encoder: str,
        seen: NDArray[np.uint64],
    ) -> None:
        self.intents = tuple(intents)
        self._rows = rows
        self._offsets = offsets
        self.encoder = encoder
        self.seen = seen

    @classmethod
    def read(cls, path: Path, encoder: str) -> Head:
        """The head of a file, for an encoder.

        Raises:
            HeadError: it cannot be used with this encoder; `ouderbot train` makes a new one.
        """
        try:
            arrays = read_arrays(path)
            head = cls(
                arrays["intents"].tolist(),
                arrays["rows"].astype(np.float32),
                arrays["offsets"].astype(np.float32),
                str(arrays["encoder"]),
                arrays["seen"].astype(np.uint64),
            )
            foreign = int(arrays["form"]) != _FORM or head.encoder != encoder
        except ArraysError as error:
            raise HeadError(str(error)) from None
        except (KeyError, ValueError, TypeError) as error:
            raise HeadError(f"{path.name} is damaged ({type(error).__name__})") from None
        if foreign:
            raise HeadError(f"{path.name} was made for another encoder")
        count = len(head.intents)
        if head._rows.shape != (count, WIDTH) or head._offsets.shape != (count,):
            raise HeadError(f"{path.name} is damaged (its rows do not fit)")
        return head

    def write(self, path: Path) -> None:
        """Keeps it: rows as float16, which changes no decision."""
        arrays = {
            "form": np.array(_FORM),
            "intents": np.array(self.intents),
            "rows": self._rows.astype(np.float16),
            "offsets": self._offsets,
            "encoder": np.array(self.encoder),
            "seen": self.seen,
        }
        write_arrays(path, arrays)

    def logits(self, vectors: Floats) -> Floats:
        """The evidence (n, intents) of vectors (n, 384), before the softmax."""
        return vectors @ self._rows.T + self._offsets

    def has_seen(self, keys: Iterable[int]) -> list[bool]:
        """Which phrases it was trained on."""
        wanted = np.fromiter(keys, np.uint64)
        return [bool(there) for there in np.isin(wanted, self.seen)]
