"""Text as the engine compares it: one form for every way to type the same thing."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 1000
"""Characters of a message that are read; a question is never longer, and nothing gets slow."""

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"), "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي",
        "ھ": "ه", "ہ": "ه", "ە": "ه", "ۀ": "ه", "ے": "ي", "ـ": None, "ء": None,
    }
)  # fmt: skip
_LATIN = str.maketrans({"ı": "i", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})
_QUOTES = str.maketrans(dict.fromkeys("’‘`´ʼʹ′", "'"))
_MARKED = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW")
"""Scripts whose marks are left out when people type in haste; elsewhere a mark is a letter."""
_SPACE = re.compile(r"\s+")
_REPEATED = re.compile(r"(\D)\1{2,}")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def clean(text: str) -> str:
    """The message without what nobody sees: NFKC, no control, format or surrogate characters.

    NFKC first also disarms signs such as U+FDFA that stand for eighteen letters.
    """
    text = text[: LIMIT * 2].encode("utf-8", "ignore").decode("utf-8")
    if not (text.isascii() and text.isprintable()):
        text = _visible(unicodedata.normalize("NFKC", text))
    return _SPACE.sub(" ", text).strip()[:LIMIT]


def _visible(text: str) -> str:
    """The text without control, format and unassigned characters; line breaks become spaces."""
    return "".join(
        " " if c in "\t\r\n\u200b\u2028\u2029" else c
        for c in text
        if c in "\t\r\n\u200b\u2028\u2029" or unicodedata.category(c)[0] != "C"
    )


def fold(text: str) -> str:
    """The cleaned text for comparison: lower case, one form for letters, marks and digits."""
    text = clean(text).translate(_QUOTES).casefold()
    if text.isascii():
        return _REPEATED.sub(r"\1\1", text)
    plain: list[str] = []
    for c in unicodedata.normalize("NFKD", text):
        if unicodedata.category(c) == "Mn":
            if not plain or unicodedata.name(plain[-1], "").startswith(_MARKED):
                continue
        elif c.isdigit() and not c.isascii():
            plain.append(str(unicodedata.digit(c, 0)))
            continue
        plain.append(c)
    text = unicodedata.normalize("NFC", "".join(plain)).translate(_ARABIC).translate(_LATIN)
    return _REPEATED.sub(r"\1\1", text)


def words(text: str) -> list[str]:
    """The words of a folded text; an apostrophe inside a word belongs to it."""
    return _WORD.findall(text)


def script(character: str) -> str:
    """The script of a letter, by the first word of its Unicode name, such as LATIN or ARABIC."""
    return unicodedata.name(character, "OTHER").split(" ", 1)[0].split("-", 1)[0]
