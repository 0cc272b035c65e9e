"""How large the letters of a text can be in a space.

Nobody measures fonts here: an upper estimate of the width of a letter of each script in the bold
of Noto Sans and of what stands in for it, so that a text rather comes out too small than cut off.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

STEP = 0.97
"""The next smaller size that is tried."""
WHOLE = 0.6
"""Chinese breaks between words only while that costs no more than this part of the size."""
LAST = 0.3
"""What the last letter of an Arabic word is wider than the others (em)."""
_WIDTHS = {
    "ARABIC": 0.55, "ARMENIAN": 0.7, "CYRILLIC": 0.66, "DEVANAGARI": 0.66, "ETHIOPIC": 0.82,
    "CJK": 1.0, "FULLWIDTH": 1.0, "LATIN": 0.62,
}  # fmt: skip
"""Width of a letter, in its own height (em), by the first word of its Unicode name."""
_LINES = {"ar": 1.5, "fa": 1.5, "ne": 1.5, "ps": 1.6, "ti": 1.4, "ur": 2.1}
"""Letters above and below the line need more; Urdu is set in the slanting Nastaliq."""
_LINE = 1.2
_WIDE = "mwмшщюжф"
_CJK = ("CJK", "FULLWIDTH", "IDEOGRAPHIC")


@dataclass(frozen=True)
class Space:
    """Where a text stands, in one measure for all three.

    Args:
        largest: letters are never larger.
    """

    width: float
    height: float
    largest: float


@dataclass(frozen=True)
class Lettering:
    """How a text is set.

    Args:
        size: height of the letters (em), in the measure of the space.
        line: distance between two lines, in em.
        whole: whether Chinese lines break only where a sentence pauses.
    """

    size: float
    line: float
    whole: bool


def lettering(text: str, language: str, space: Space) -> Lettering:
    """The largest letters with which a text stays inside a space."""
    line = _LINES.get(language, _LINE)
    sizes = {whole: _size(_pieces(text, whole=whole), line, space) for whole in (True, False)}
    whole = sizes[True] >= WHOLE * sizes[False]
    return Lettering(round(sizes[whole], 2), line, whole)


def _size(pieces: list[float], line: float, space: Space) -> float:
    size = space.largest
    while size > 1 and not _fits(pieces, size, line, space):
        size *= STEP
    return size


def _fits(pieces: list[float], size: float, line: float, space: Space) -> bool:
    lines, filled = 1, 0.0
    for piece in pieces:
        if piece * size > space.width:
            return False
        if (filled + piece) * size > space.width:
            lines, filled = lines + 1, 0.0
        filled += piece
    return lines * line * size <= space.height


def _pieces(text: str, *, whole: bool) -> list[float]:
    """The widths (em) of the parts between which a line can break, each with its space."""
    pieces = [0.0]
    for character, following in pairwise(f"{text} "):
        chinese = _script(character) in _CJK
        kind = unicodedata.category(character)
        if chinese and kind == "Ps":
            pieces.append(0.0)
        if chinese and kind == "Po" and not pieces[-1] and len(pieces) > 1:
            pieces.pop()  # no line begins with a comma
        pieces[-1] += _width(character)
        if _script(character) == "ARABIC" and not following.isalpha():
            pieces[-1] += LAST
        if character == " " or (chinese and (kind in {"Po", "Pe"} or not whole)):
            pieces.append(0.0)
    return pieces


def _width(character: str) -> float:
    if unicodedata.category(character) in {"Mn", "Cf"}:
        return 0.0
    if character.isspace() or unicodedata.category(character).startswith("P"):
        narrow = 0.55 if character in "?؟¿" else 0.34
        return 1.0 if _script(character) in _CJK else narrow
    wide = 1.25 if character.isupper() or character in _WIDE else 1.0
    return _WIDTHS.get(_script(character), 0.7) * wide


def _script(character: str) -> str:
    return unicodedata.name(character, "LATIN").split()[0].removesuffix("-")
