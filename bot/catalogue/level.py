"""School levels and school years."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator


class Level(StrEnum):
    """A school level, as parents ask for it."""

    KLEUTER = "kleuter"
    BASIS = "basis"
    SECUNDAIR = "secundair"

    @property
    def office(self) -> OfficeLevel:
        """The level in the words of the rules: kleuter and basis are one, basisonderwijs."""
        return "secundair" if self is Level.SECUNDAIR else "basis"


OfficeLevel = Literal["basis", "secundair"]

Year = Literal["first", "later"]
"""First year of secondary (1A, 1B), where aanmelden exists, or a later one, where it does not."""


def _school_year(text: str) -> str:
    match = re.fullmatch(r"(20\d\d)-(20\d\d)", text)
    if not match or int(match[2]) != int(match[1]) + 1:
        raise ValueError(f"`{text}` is not a school year. Write it as 2027-2028.")
    return text


SchoolYear = Annotated[str, AfterValidator(_school_year)]
"""Such as 2027-2028: it begins on 1 September of the first of the two."""


def starts(school_year: str) -> date:
    """The first day of a school year."""
    return date(int(school_year[:4]), 9, 1)


def following(today: date) -> str:
    """The school year for which parents look for a place: the next one to begin."""
    year = today.year if today < date(today.year, 9, 1) else today.year + 1
    return f"{year}-{year + 1}"
