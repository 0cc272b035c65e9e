"""What Babel knows of a language (CLDR), each language's own.

Babel shares what languages inherit from a common root, and writes into it what it finds out for
one of them: after Chinese months were asked for, Arabic months came out in Chinese
(python-babel/babel issue 1234, open in 2.18). So months and days are parted here, before use.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache

from babel import Locale, localedata

_SHARED = ("months", "days", "quarters", "day_periods")


@cache
def locale_of(name: str) -> Locale:
    """The locale of a name such as `fa_AF`."""
    found = Locale.parse(name)
    data = localedata.load(str(found))
    for key in _SHARED:
        data[key] = deepcopy(data[key])
    return found
