"""Text as the engine compares it: one form for every way to type the same thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LIMIT = 1000
"""Characters of a message that are read; a question is never longer, and nothing gets slow."""

_ARABIC = {
    **dict.fromkeys("أإآٱ", "ا"), "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي",
    "ھ": "ه", "ہ": "ه", "ە": "ه", "ۀ": "ه", "ے": "ي", "ـ": "", "ء": "",
}  # fmt: skip
_LATIN = {"ı": "i", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"}
_ETHIOPIC = {
    chr(letter + order): chr(same + order)
    for letter, same in ((0x1220, 0x1230), (0x1340, 0x1338), (0x1280, 0x1210))
    for order in range(7)
} | {"አ": "ኣ"}
"""Letters that Tigrinya no longer tells apart: ሠ and ሰ, ፀ and ጸ, ኀ and ሐ."""
_SAME = str.maketrans(_ARABIC | _LATIN | _ETHIOPIC)
_QUOTES = str.maketrans(dict.fromkeys("’‘`´ʼʹ′", "'"))
_BREAKS = "\t\r\n\u200b\u2028\u2029"
_LEFT_OUT = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x08D3, 0x08FF), (0x1AB0, 0x1DFF), (0x20D0, 0x20FF),
)  # fmt: skip
"""Marks of the Latin, Cyrillic, Greek, Hebrew and Arabic scripts, which people leave out when they
type in haste; in other scripts a mark is a letter."""
_SPACE = re.compile(r"\s+")
_REPEATED = re.compile(r"(\D)\1{2,}")
_LETTER = (
    r"(?:[^\W_]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u0e31-\u0e4e\u135d-\u135f])"
)
"""A letter, a digit, or a mark that belongs to one, such as a vowel sign of Devanagari."""
_WORD = re.compile(rf"{_LETTER}+(?:'{_LETTER}+)*")
_CHINESE = "[\u3400-\u9fff]"
_BETWEEN = re.compile(rf"(?<={_CHINESE})(?=[a-z0-9])|(?<=[a-z0-9])(?={_CHINESE})")
"""Where a Latin word begins or ends inside Chinese, which has no spaces."""
_MOST_KEPT = 10_000


class _Table(dict[int, str]):
    """What becomes of each character, found out when it is first met.

    Args:
        rule: from a character to what stands in its place.
    """

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        found = self._rule(chr(code))
        if len(self) < _MOST_KEPT:
            self[code] = found
        return found


def _visible(c: str) -> str:
    """Nothing for a control, format or unassigned character; a space for a line break."""
    if c in _BREAKS:
        return " "
    return "" if unicodedata.category(c)[0] == "C" else c


def _plain(c: str) -> str:
    """The letter without its mark, the digit as 0 to 9."""
    if unicodedata.category(c) == "Mn" and any(a <= ord(c) <= b for a, b in _LEFT_OUT):
        return ""
    return str(unicodedata.digit(c, 0)) if c.isdigit() and not c.isascii() else c


_VISIBLE, _PLAIN = _Table(_visible), _Table(_plain)


def clean(text: str) -> str:
    """The message without what nobody sees: NFKC, no control, format or surrogate characters.

    NFKC first also disarms signs such as U+FDFA that stand for eighteen letters.
    """
    text = text[: LIMIT * 2].encode("utf-8", "ignore").decode("utf-8")
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFKC", text).translate(_VISIBLE)
    return _SPACE.sub(" ", text).strip()[:LIMIT]


def fold(text: str) -> str:
    """The cleaned text for comparison: lower case, one form for letters, marks and digits."""
    text = clean(text).translate(_QUOTES).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_PLAIN)
        text = unicodedata.normalize("NFC", text).translate(_SAME)
        text = _BETWEEN.sub(" ", text)
    return _REPEATED.sub(r"\1\1", text)


def words(text: str) -> list[str]:
    """The words of a folded text; an apostrophe inside a word belongs to it."""
    return _WORD.findall(text)


def script(character: str) -> str:
    """The script of a letter, by the first word of its Unicode name, such as LATIN or ARABIC."""
    return unicodedata.name(character, "OTHER").split(" ", 1)[0].split("-", 1)[0]
