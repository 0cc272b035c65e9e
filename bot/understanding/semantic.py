"""Evidence of meaning: the encoder and the head together, or the reason why there is none."""

from __future__ import annotations

from pathlib import Path

from bot.understanding.encoder import Adapter, Encoder
from bot.understanding.head import FILE, Head, HeadError
from bot.understanding.weights import WeightsError


class Semantic:
    """What a text asks, by what it means rather than by its letters.

    Args:
        encoder: turns texts into vectors.
        head: tells intents from vectors of that encoder.
    """

    def __init__(self, encoder: Encoder, head: Head) -> None:
        self._encoder = encoder
        self._head = head

    @property
    def intents(self) -> frozenset[str]:
        """The intents that it can tell, `none` among them."""
        return frozenset(self._head.intents)

    def evidence(self, text: str) -> dict[str, float]:
        """The logit of each intent for a cleaned text."""
        if text.isupper():
            text = text.lower()  # who shouts means the same
        (logits,) = self._head.logits(self._encoder.encode([text]))
        return dict(zip(self._head.intents, logits.tolist(), strict=True))


def open_semantic(folder: Path) -> tuple[Semantic | None, str]:
    """The semantic evidence for a content folder; None and the reason where there can be none.

    Nothing is guessed at: weights, adapter and head are used only when they are whole and belong
    together.
    """
    try:
        encoder = Encoder(adapter=Adapter.read())
        head = Head.read(folder / FILE, encoder.fingerprint)
    except (WeightsError, HeadError) as error:
        return None, str(error)
    return Semantic(encoder, head), ""
