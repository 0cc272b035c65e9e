"""What a language is called, how it is written, and who answers for it: about.yaml."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.catalogue.document import Part


class ReadBack(Part):
    """A reading in which a translation was turned back into Dutch without seeing the Dutch."""

    date: date
    lines_read: int
    lines_mended: int


class About(Part):
    """`about.yaml`: what a language is called, how it is written and who reviewed it."""

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
