"""The vectors of phrases that `ouderbot train` keeps, for who only looks at them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.editing.train import VECTORS, _encoded, _key
from bot.understanding.arrays import ArraysError, read_arrays, write_arrays
from bot.understanding.encoder import Adapter, Encoder
from bot.understanding.head import WIDTH
from bot.understanding.weights import Floats


class Vectors:
    """The kept vectors of one content folder, and a few new ones.

    Args:
        folder: of the content.
        adapter: of the encoder that they must be of.
    """

    def __init__(self, folder: Path, adapter: Adapter) -> None:
        self._path = folder / VECTORS
        self._adapter = adapter
        self._encoder: Encoder | None = None
        self._keys, self._vectors = self._kept()

    def _kept(self) -> tuple[NDArray[np.uint64], NDArray[np.float16]]:
        """Sorted keys and their vectors; none when the file is missing or is not one of these."""
        try:
            arrays = read_arrays(self._path)
            keys, vectors = arrays["keys"].astype(np.uint64), arrays["vectors"].astype(np.float16)
        except (ArraysError, KeyError, ValueError):
            keys, vectors = np.zeros(0, np.uint64), np.zeros((0, WIDTH), np.float16)
        if vectors.shape != (len(keys), WIDTH):
            return np.zeros(0, np.uint64), np.zeros((0, WIDTH), np.float16)
        if (keys[1:] <= keys[:-1]).any():
            keys, order = np.unique(keys, return_index=True)
            vectors = vectors[order]
        return keys, vectors

    def keys(self, texts: Iterable[str]) -> NDArray[np.uint64]:
        """The key of each text."""
        return np.fromiter((_key(self._adapter.fingerprint, text) for text in texts), np.uint64)

    def has(self, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Which keys have a vector."""
        return np.isin(keys, self._keys)

    def of(self, keys: NDArray[np.uint64]) -> Floats:
        """The vectors (n, 384) of keys that have one."""
        return self._vectors[np.searchsorted(self._keys, keys)].astype(np.float32)

    def learn(self, texts: Iterable[str]) -> None:
        """Computes the vectors of texts and keeps them beside the others.

        Raises:
            WeightsError: there is no encoder here.
        """
        new = {_key(self._adapter.fingerprint, text): text for text in texts}
        if not new:
            return
        self._encoder = self._encoder or Encoder(adapter=self._adapter)
        found: dict[int, Floats] = {}
        for some in _encoded(self._encoder, list(new.items())):
            found |= some
        keys = np.concatenate([self._keys, np.array(list(found), np.uint64)])
        vectors = np.concatenate([self._vectors, np.stack(list(found.values()))]).astype(np.float16)
        self._keys, order = np.unique(keys, return_index=True)
        self._vectors = vectors[order]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_arrays(self._path, {"keys": self._keys, "vectors": self._vectors})
