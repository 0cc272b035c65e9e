"""The vectors of phrases, kept in the content folder so that only new phrases are encoded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understanding.arrays import ArraysError, read_arrays, write_arrays
from bot.understanding.encoder import Adapter, Encoder
from bot.understanding.head import WIDTH
from bot.understanding.normalise import clean
from bot.understanding.weights import Floats

VECTORS = Path(".cache", "vectors.npz")
"""Where they are kept; the file may be deleted at any time."""
THREADS, AT_ONCE = 2, 64
Keys = NDArray[np.uint64]


class Vectors:
    """The vectors of one content folder, by text.

    Args:
        folder: of the content.
        adapter: of the encoder that they must be of.
    """

    def __init__(self, folder: Path, adapter: Adapter) -> None:
        self.fingerprint = adapter.fingerprint
        self._path = folder / VECTORS
        self._adapter = adapter
        self._encoder: Encoder | None = None
        self._keys, self._vectors = self._kept()

    def _kept(self) -> tuple[Keys, NDArray[np.float16]]:
        """Sorted keys and their vectors; none when the file is missing or is not one of these."""
        try:
            arrays = read_arrays(self._path)
            keys, vectors = arrays["keys"].astype(np.uint64), arrays["vectors"].astype(np.float16)
        except (ArraysError, KeyError, ValueError):
            keys, vectors = np.zeros(0, np.uint64), np.zeros((0, WIDTH), np.float16)
        if vectors.shape != (len(keys), WIDTH):
            return np.zeros(0, np.uint64), np.zeros((0, WIDTH), np.float16)
        keys, order = np.unique(keys, return_index=True)
        return keys, vectors[order]

    def keys(self, texts: Iterable[str]) -> Keys:
        """The key of each text."""
        return np.fromiter((_key(self.fingerprint, text) for text in texts), np.uint64)

    def has(self, keys: Keys) -> NDArray[np.bool_]:
        """Which keys have a vector."""
        return np.isin(keys, self._keys)

    def of(self, keys: Keys) -> Floats:
        """The vectors (n, 384) of keys that have one."""
        return self._vectors[np.searchsorted(self._keys, keys)].astype(np.float32)

    def learn(
        self, texts: Sequence[str], progress: Callable[[int, int], None] = lambda *_: None
    ) -> None:
        """Computes the vectors that texts lack, and keeps them beside the others.

        Args:
            texts: as they stand in the content.
            progress: told how many of how many texts have their vector.

        Raises:
            WeightsError: there is no encoder here.
        """
        keys = self.keys(texts)
        there = self.has(keys)
        new = {
            int(key): text for key, text, known in zip(keys, texts, there, strict=True) if not known
        }
        if not new:
            return
        total = len(set(keys.tolist()))
        found: dict[int, Floats] = {}
        for some in self._encoded(list(new.items())):
            found |= some
            progress(total - len(new) + len(found), total)
        self._keep(
            np.concatenate([self._keys, np.array(list(found), np.uint64)]),
            np.concatenate([self._vectors, np.stack(list(found.values()))]).astype(np.float16),
        )

    def forget_all_but(self, texts: Iterable[str]) -> None:
        """Drops the vectors of texts that are no more."""
        wanted = np.isin(self._keys, self.keys(texts))
        if not wanted.all():
            self._keep(self._keys[wanted], self._vectors[wanted])

    def _keep(self, keys: Keys, vectors: NDArray[np.float16]) -> None:
        self._keys, order = np.unique(keys, return_index=True)
        self._vectors = vectors[order]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_arrays(self._path, {"keys": self._keys, "vectors": self._vectors})

    def _encoded(self, items: list[tuple[int, str]]) -> Iterator[dict[int, Floats]]:
        """Vectors by key, some at a time."""
        encoder = self._encoder = self._encoder or Encoder(adapter=self._adapter)

        def some(start: int) -> dict[int, Floats]:
            keys, texts = zip(*items[start : start + AT_ONCE], strict=True)
            return dict(zip(keys, encoder.encode(map(clean, texts)), strict=True))

        with ThreadPoolExecutor(THREADS) as pool:
            yield from pool.map(some, range(0, len(items), AT_ONCE))


def _key(fingerprint: str, text: str) -> int:
    digest = hashlib.blake2b(f"{fingerprint}\n{text}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")
