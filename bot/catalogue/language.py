"""What a language is called, how it is written, and who answers for it: about.yaml."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.catalogue.document import Part


class ReadBack(Part):
    """A reading in which a translation was turned back into Dutch without seeing the Dutch.

    Args:
        date: the day of the reading.
        lines_read: how many texts were turned back.
        lines_mended: how many of them were mended after it.
    """

    date: date
    lines_read: int
    lines_mended: int


class About(Part):
    """`about.yaml`: what a language is called, how it is written and who reviewed it.

    Args:
        code: the folder's name: two or three letters (ISO 639).
        name: the language's own name, as it stands on its button.
        english: its English name.
        dutch: its Dutch name.
        direction: ltr, or rtl when it is written from right to left.
        locale: how Unicode's CLDR calls it; it decides how dates and lists are written.
        status: reviewed only when the people under `reviewers` read every line.
        reviewers: who read every line.
        reviewed: the day on which they did.
        read_back: readings that a machine's translation was mended after.
    """

    code: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    name: str
    english: str
    dutch: str
    direction: Literal["ltr", "rtl"] = "ltr"
    locale: str
    status: Literal["source", "machine", "reviewed"]
    reviewers: tuple[str, ...] = ()
    reviewed: date | None = None
    read_back: tuple[ReadBack, ...] = ()
