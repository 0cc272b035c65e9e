"""Whether the fonts of this machine have the letters of a poster.

A letter that no font has is printed as an empty box, and who cannot read the language takes the
boxes for letters.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable

from bot.posters.poster import Poster


def without_font(posters: Iterable[Poster]) -> list[Poster]:
    """The posters with letters that no font has; none where fontconfig is not here to ask."""
    if shutil.which("fc-list") is None:
        return []
    return [poster for poster in posters if not _has_font(poster)]


def _has_font(poster: Poster) -> bool:
    texts = (poster.language.name, poster.question.shown, *(one.shown for one in poster.promise))
    letters = sorted({c for c in "".join(texts) if unicodedata.category(c)[0] in "LM"})
    own = [c for c in letters if not unicodedata.name(c, "").startswith("LATIN")] or letters
    pattern = ":charset=" + " ".join(f"{ord(c):x}" for c in own)
    done = subprocess.run(  # noqa: S603  # because the pattern is made of numbers
        [str(shutil.which("fc-list")), pattern, "family"],
        capture_output=True, check=False, timeout=10,
    )  # fmt: skip
    return done.returncode != 0 or bool(done.stdout.strip())
