"""A word without what its language glues to it: `Gent'te`, `в Генте`, `بأنتويرب`, `गेन्टमा`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.understanding.normalise import script

SHORTEST = 4
"""Letters that must be left; what is shorter is a word of its own."""
_AFTER = {
    "LATIN": """
        e a u i y o em om ie ii im owi owie ul ului es it in an ve le la ye ya yi yu de da den dan
        te ta ten tan deki daki teki taki li lu nin nun ka na ne un
    """,
    "CYRILLIC": "а у ю ом ем е и я ы ой ою і ї ові еві та то",
    "ARMENIAN": "ի ում ից ն ը ին ով եում յում ու ից",
    "DEVANAGARI": "को मा का की बाट लाई ले तिर तिरका सम्म देखि मै कै",
}
_BEFORE = {
    "ARABIC": "وال بال لل ال و ب ل ف في",
    "ETHIOPIC": "ን ብ ኣብ ካብ ናብ ናይ",
}
_ENDINGS = {name: sorted(text.split(), key=len) for name, text in _AFTER.items()}
_BEGINNINGS = {name: sorted(text.split(), key=len) for name, text in _BEFORE.items()}


@lru_cache(maxsize=1 << 14)
def stems(word: str) -> tuple[str, ...]:
    """A folded word, then what may be left of it, the longest first."""
    return tuple(_stems(word))


def _stems(word: str) -> Iterator[str]:
    yield word
    before, apostrophe, after = word.rpartition("'")
    if apostrophe and len(before) >= SHORTEST - 1:
        yield before
        return
    if apostrophe:
        yield after  # French l'… and d'…
        return
    name = script(word[:1] or " ")
    for ending in _ENDINGS.get(name, ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            yield word.removesuffix(ending)
    for beginning in _BEGINNINGS.get(name, ()):
        left = SHORTEST if name == "ARABIC" else SHORTEST - 1
        if word.startswith(beginning) and len(word) - len(beginning) >= left:
            yield word.removeprefix(beginning)
