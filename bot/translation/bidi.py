"""Right-to-left text with Dutch words, numbers and links in it.

A line takes its direction from its first strong letter, so it must begin with a word of its own
script. What runs the other way inside it is wrapped in isolates (Unicode Bidirectional Algorithm,
UAX 9: LEFT-TO-RIGHT ISOLATE … POP DIRECTIONAL ISOLATE), or its parts change places on the screen.
"""

from __future__ import annotations

import re
import unicodedata

LRI, PDI = "\u2066", "\u2069"
UNSEEN = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u061c"
"""Marks of direction that other programs put in."""

_RUN = re.compile(
    r"[A-Za-z0-9+@/](?:[\wÀ-ÿ'’.,:;/@&+%?=#-]*[\wÀ-ÿ/])?"
    r"(?:,? [A-Za-z0-9&/](?:[\wÀ-ÿ'’.,:;/@&+%?=#-]*[\wÀ-ÿ/])?)*",
    re.ASCII,
)
_ISOLATES = {"LRI", "RLI", "FSI"}
_PLAIN_NUMBER = re.compile(r"\d{1,4}|\d{1,2}[.,]\d{1,2}")


def isolated(text: str) -> str:
    """A right-to-left text whose left-to-right runs keep their own order."""

    def wrap(match: re.Match[str]) -> str:
        run = match[0]
        return run if _PLAIN_NUMBER.fullmatch(run) else f"{LRI}{run}{PDI}"

    return _RUN.sub(wrap, text)


def begins_right_to_left(line: str) -> bool:
    """Whether the first strong letter outside isolates is a right-to-left one (UAX 9, rule P2)."""
    inside = 0
    for c in line:
        direction = unicodedata.bidirectional(c)
        inside += (direction in _ISOLATES) - (direction == "PDI")
        if inside > 0:
            continue
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return True
