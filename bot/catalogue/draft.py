"""What an editor still has to fill in, and so no parent may see.

`ouderbot new intent` leaves such places in the file that it makes. An intent with one of them left
is a draft: it is read and checked, but nobody is shown it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MARK = "INVULLEN"
"""A text that begins with this word is a place to fill in; what follows says with what."""
ADDRESS = "https://invullen.example"
"""Likewise for a web address: `.example` can never be a real site (RFC 2606)."""
_PLACE = re.compile(rf"{MARK}\b[:\s]*(?P<with>.*)", re.DOTALL)
Place = tuple[str | int, ...]


def places(data: object, at: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every place to fill in of a document's data: where it stands, and what belongs there."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*at, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from places(value, (*at, number))
    elif isinstance(data, str):
        if found := _PLACE.match(data):
            yield at, found["with"].strip() or str(at[-1] if at else MARK)
        elif data.startswith(ADDRESS):
            yield at, "het adres van de pagina"
