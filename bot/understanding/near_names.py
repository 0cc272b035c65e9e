"""Names of places that are misspelt, or written in another script as they sound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from anyascii import anyascii
from rapidfuzz import fuzz, process

from bot.understanding.endings import stems
from bot.understanding.normalise import script

FUZZY = 86.0
"""Likeness (rapidfuzz ratio, 0-100) from which a misspelt word is a place's name."""
SHORTEST = 5
"""Shorter words are places only when they are spelt right: too many words look like them."""
SHORTEST_ARABIC = 7
"""Likewise in Arabic letters, where vowels are not written and words are more alike."""
SLIP = 2
"""Letters by which a misspelt name is longer or shorter; with three it is another word."""
SHORTEST_SOUND = 4
"""Consonants that a name needs to be found by its sound in another script."""
FUZZY_SOUND, FUZZY_LONG_SOUND = 75.0, 60.0
"""Likeness that a name and a word in Latin letters need when their consonants are the same; less
when there are more of these, because chance makes long ones equal more rarely."""
_SPELT = (("sch", "sk"), ("kh", "k"), ("gh", "k"), ("ch", "k"), ("sh", "s"))
_HEARD = str.maketrans(
    {**dict.fromkeys("pb", "p"), **dict.fromkeys("fv", "f"), **dict.fromkeys("td", "t"),
     **dict.fromkeys("szc", "s"), **dict.fromkeys("kgqx", "k"), **dict.fromkeys("aeiouywhj'- ", "")}
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def sound(text: str) -> str:
    """What is heard of a name in any script: its consonants, those that sound alike as one."""
    latin = anyascii(text).casefold()
    for spelt, heard in _SPELT:
        latin = latin.replace(spelt, heard)
    return _DOUBLED.sub(r"\1", latin.translate(_HEARD))


class NearNames:
    """Finds the name that a word is nearest to; of equals the first in the alphabet.

    Args:
        names: folded.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            if len(name) >= SHORTEST:
                self._by_letter[name[0]].append(name)
            if script(name[0]) == "LATIN" and len(heard := sound(name)) >= SHORTEST_SOUND:
                self._by_sound[heard].append(name)

    def nearest(self, word: str, *, endings: bool) -> tuple[float, str | None]:
        """How near (0 to 100), and which name; the ending of the word may be left out."""
        latin = script(word[0]) == "LATIN"
        forms = stems(word) if endings or not latin else (word,)
        if not latin and (name := self._alike(forms)):
            return FUZZY, name
        best: tuple[float, str | None] = (0.0, None)
        for form in forms:
            if len(form) < (SHORTEST_ARABIC if script(form[0]) == "ARABIC" else SHORTEST):
                continue
            near = process.extractOne(
                form, self._by_letter.get(form[0], ()), scorer=fuzz.ratio, score_cutoff=FUZZY
            )
            if near and near[1] > best[0] and abs(len(near[0]) - len(form)) <= SLIP:
                best = near[1], near[0]
        return best

    def _alike(self, forms: Iterable[str]) -> str | None:
        """The name that a word of another script sounds like."""
        for form in forms:
            latin, heard = anyascii(form).casefold(), sound(form)
            least = FUZZY_SOUND if len(heard) == SHORTEST_SOUND else FUZZY_LONG_SOUND
            begin = sound(latin[:1])
            alike = [one for one in self._by_sound.get(heard, ()) if sound(one[0]) == begin]
            near = process.extractOne(latin, alike, scorer=fuzz.ratio, score_cutoff=least)
            if near:
                return str(near[0])
        return None
