"""Letters that only look right: a Cyrillic `а` in a Latin word, or a Latin `i` in Ukrainian.

Nobody sees them, but a phone reads the word out wrongly, and no search finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.normalise import script

LATIN = "LATIN"
LIKE_LATIN = {"CYRILLIC", "GREEK", "ARMENIAN"}
"""Scripts with letters that look like Latin ones."""
ALIKE = frozenset("ABCEHIJKMOPSTXYaceghijnopqsuxy")
"""Latin letters that look like a letter of those."""
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_OTHERS = "Ͱ-ͽͿ-ҁҊ-ԯԱ-Ֆա-և"
_MARKS = "\u0300-\u036f"
_MEETING = rf"(?:[{_LATIN}][{_MARKS}]*[{_OTHERS}]|[{_OTHERS}][{_MARKS}]*[{_LATIN}])"
_MIXED = re.compile(_MEETING)
_MIXED_WORD = re.compile(rf"[{_LATIN}{_OTHERS}{_MARKS}]*{_MEETING}[{_LATIN}{_OTHERS}{_MARKS}]*")
"""A word with Latin letters and others. Signs of other scripts, as in `CLB՝`, are no letters."""
_ANY_SCRIPT = {"MASCULINE", "FEMININE", "MODIFIER", "MICRO"}
"""First words of the names of letters that every script may use, such as `º`."""
_LATIN_WORD = re.compile(r"[A-Za-z]+")


class Alphabet:
    """The letters that a language is written with; Dutch words stay in Latin ones.

    Args:
        name: the language's name in that language.
    """

    def __init__(self, name: str) -> None:
        self.script = next((script(c) for c in name if c.isalpha()), LATIN)
        self._fine: set[str] = set()

    def strange(self, text: str, dutch: str) -> Iterator[str]:
        """What is wrong with the letters of a translation, each as the beginning of a sentence."""
        if _MIXED.search(text):
            for word in dict.fromkeys(_MIXED_WORD.findall(text)):
                names = sorted({script(c).title() for c in word if c.isalpha()})
                yield f"`{word}` mixes {' and '.join(names)} letters"
            text = _MIXED_WORD.sub(" ", text)
        for letter in sorted(set(text) - self._fine):
            if letter.isalpha() and script(letter) not in {self.script, LATIN, *_ANY_SCRIPT}:
                yield f"`{letter}` is a {script(letter).title()} letter"
            else:
                self._fine.add(letter)
        if self.script in LIKE_LATIN:
            known = set(_LATIN_WORD.findall(dutch))
            for word in dict.fromkeys(_LATIN_WORD.findall(text)):
                if word not in known and ALIKE.issuperset(word):
                    yield f"`{word}` is in Latin letters that look like {self.script.title()} ones"

    def has_own(self, text: str) -> bool:
        """Whether a text holds a letter of the language's own script."""
        return any(c.isalpha() and script(c) == self.script for c in text)
