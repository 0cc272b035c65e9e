"""Text into the pieces that the encoder knows (SentencePiece's unigram model, Kudo 2018).

Of all ways to cut a text into known pieces the most probable one is taken: the best cut of every
beginning of the text is found from the best cuts of shorter ones (Viterbi).
"""

from __future__ import annotations

from array import array

from bot.understanding.weights import Weights

SPACE = "\u2581"
"""What a space is written as inside pieces."""
_UNKNOWN_COST = 10.0
"""So much less probable than the rarest piece is a letter that is in none (SentencePiece's)."""


class Tokenizer:
    """Cuts texts into numbers of pieces.

    Args:
        weights: of the encoder; it carries the pieces.
    """

    def __init__(self, weights: Weights) -> None:
        pieces, scores = weights.pieces()
        self._scores = array("f", scores.tobytes())
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._longest = max(map(len, pieces))
        self._unknown = weights.unknown
        self._unknown_score = float(scores.min()) - _UNKNOWN_COST

    def tokens(self, text: str) -> list[int]:
        """The numbers of the pieces of a text, which must be NFKC with single spaces."""
        marked = SPACE + text.replace(" ", SPACE)
        size = len(marked)
        best = [0.0] + [float("-inf")] * size
        cut = [(0, self._unknown)] * (size + 1)
        find, scores = self._numbers.get, self._scores
        for start in range(size):
            before = best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                number = find(marked[start:end])
                if number is not None and before + scores[number] > best[end]:
                    best[end] = before + scores[number]
                    cut[end] = (start, number)
            if before + self._unknown_score > best[start + 1]:
                best[start + 1] = before + self._unknown_score
                cut[start + 1] = (start, self._unknown)
        found: list[int] = []
        while size:
            size, number = cut[size]
            found.append(number)
        return found[::-1]
