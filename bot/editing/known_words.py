"""Long Dutch words that parents know all the same, each with the reason why they do.

An editor keeps them by hand. A list of frequent words would not do: the usual ones call
*respectievelijk* and *overeenstemming* frequent, and do not know *schoolmateriaal*.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.catalogue import Finding
from bot.catalogue.document import Document, Part

FILE = Path("intents/facts/words-that-parents-know.yaml")
_ENDINGS = ("", "s", "’s", "'s", "e", "n", "en")


class KnownWord(Part):
    """A word in small letters, and why parents know it.

    Args:
        word: without an ending.
        why: the reason, so that the list stays honest.
    """

    word: Annotated[str, Field(pattern=r"^[^\WA-Z\d_]+$")]
    why: Annotated[str, Field(min_length=1)]


class KnownWordsFile(Part):
    """What `words-that-parents-know.yaml` holds.

    Args:
        words: long words that `ouderbot check` lets pass.
    """

    words: tuple[KnownWord, ...]


class KnownWords:
    """The words of a content folder that parents know; none where the file is missing.

    What is wrong with the file is in `findings`.
    """

    def __init__(self, folder: Path) -> None:
        self.findings: list[Finding] = []
        self._words: tuple[str, ...] = ()
        path = folder / FILE
        if not path.exists():
            return
        document = Document(path, FILE.as_posix())
        if file := document.read(KnownWordsFile):
            self._words = tuple(known.word for known in file.words)
        self.findings = document.findings

    def __contains__(self, word: str) -> bool:
        return is_one_of(word, self._words)


def is_one_of(word: str, known: Iterable[str]) -> bool:
    """Whether a word is one of others, with an ending or without, in whatever capitals."""
    small = word.lower()
    return any(small == one.lower() + ending for one in known for ending in _ENDINGS)
