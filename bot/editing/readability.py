"""How long the sentences of a Dutch card are.

Parents who read little lose a long sentence: 12 words are aimed at, 15 are still fine, and more
than 20 are refused. Names, dates and other values that the program fills in are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.catalogue import Intent, Severity

LONG, TOO_LONG = 15, 20
_END = re.compile(r"[.?!:](?:\s|$)")
_SLOT = re.compile(r"\{\w+\}")


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def words(sentence: str) -> int:
    """The words of a sentence that count."""
    return len(_SLOT.sub(" ", sentence).split())


def long_sentences(intent: Intent) -> Iterator[tuple[tuple[str | int, ...], Severity, str]]:
    """Each sentence that is too long: its place in the file, how bad, and what to do."""
    for block, number, line in intent.card.blocks():
        for sentence in sentences(line.text):
            count = words(sentence)
            if count > LONG:
                severity = Severity.ERROR if count > TOO_LONG else Severity.WARNING
                yield (
                    ("card", block, number),
                    severity,
                    f"a sentence of {count} words; parents read {LONG} at most. Make two of it.",
                )
