"""The reading ease of Dutch: one number for how long the sentences and the words of a text are.

This is the formula of Flesch as W. H. Douma set it for Dutch (Landbouwhogeschool Wageningen,
1960). https://dbnl.org/tekst/_taa014197701_01/_taa014197701_01_0089.php prints it with its scale
(1977), as 206.8 - 0.77 * syllables in 100 words - 0.93 * words in a sentence.

What counts follows Flesch, *How to Write Plain English*, 1979, chapter 2: a colon or a semicolon
ends a sentence too, and a figure or an abbreviation is one syllable. Names, dates and values
between braces are not counted at all, because an editor cannot choose shorter ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from babel.dates import get_day_names, get_month_names

SIMPLE = 70
"""From here on a text is simple.

Douma's scale: 90-100 very easy (fourth year of primary school), 80-90 easy (fifth), 70-80 fairly
easy (sixth), 60-70 normal, 45-60 fairly hard, 30-45 hard, 0-30 very hard. 70 is the lowest that it
calls easy, and what somebody reads who finished primary school in Belgium.
"""

_END = re.compile(r"[.?!:;…](?:\s|$)|\s[–—]\s")
_SLOT = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W_]+(?:['’.@-][^\W_]+)*")  # an address is one word
_DAY = "|".join(get_day_names("wide", locale="nl").values())
_MONTH = "|".join(get_month_names("wide", locale="nl").values())
_DATE = re.compile(
    rf"\b(?:(?:{_DAY})\s+)?\d{{1,2}}\s+(?:{_MONTH})\b(?:\s+\d{{4}})?|\b(?:{_DAY})\s+\d{{1,2}}\b",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"[^\W\d_]*\d.*|.*[.@].*|[A-Z]{2,}s?|[^aeiouyà-ü]+")
"""A figure, an address, an abbreviation, or a word without a vowel."""
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|eau|aa|ee|oo|uu|ie|oe|eu(?!ms?\b)|ui|ei|ij|au|ou|ai|oi"
    r"|[aeo]y|[aeiouà-ü]|y(?![aeou])"
)
_STRESS = str.maketrans("áéíóú", "aeiou")  # één is een
_AS_IN_ENGLISH = {"website": 2, "websites": 2, "online": 2, "site": 1, "team": 1, "teams": 1}


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def words(sentence: str) -> list[str]:
    """The words of a sentence that count: no names, dates, or values between braces.

    A name is a word with a capital that is not the first of its sentence.
    """
    found = _WORD.findall(_DATE.sub(" ", _SLOT.sub(" ", unicodedata.normalize("NFC", sentence))))
    return [word for at, word in enumerate(found) if at == 0 or not word[0].isupper()]


def syllables(word: str) -> int:
    """The syllables of a Dutch word, as its groups of vowels; 1 or more.

    Of 100 words counted by hand it gets 99 right, and 97 without the English ones below
    (tests/editing/test_readability.py). Hyphenation patterns get 83 (pyphen, nl_NL): they never
    part one letter from the edge of a word, so *over* and *idee* have one syllable there.
    """
    word = unicodedata.normalize("NFC", word)
    if _SPELLED.fullmatch(word):
        return 1
    small = word.lower().translate(_STRESS)
    return _AS_IN_ENGLISH.get(small) or len(_VOWELS.findall(small))


def reading_ease(texts: Iterable[str]) -> float | None:
    """The reading ease of texts together, most often between 0 (very hard) and 100 (very easy).

    It tells something of a hundred words, little of one sentence. None when no word counts.
    """
    counted = list(_counted(texts))
    if not counted:
        return None
    total = sum(map(len, counted))
    spoken = sum(syllables(word) for sentence in counted for word in sentence)
    return 206.84 - 0.93 * total / len(counted) - 77 * spoken / total


def _counted(texts: Iterable[str]) -> Iterator[list[str]]:
    for text in texts:
        for sentence in sentences(text):
            if found := words(sentence):
                yield found
