"""What the translator's room holds beside the .po files: about.yaml and phrases.yaml."""

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


class LevelWords(Part):
    """Words by which parents name a school level or year."""

    kleuter: tuple[str, ...]
    basis: tuple[str, ...]
    secundair: tuple[str, ...]
    first_year: Annotated[tuple[str, ...], Field(alias="first-year")]
    later_years: Annotated[tuple[str, ...], Field(alias="later-years")]

    def all(self) -> tuple[str, ...]:
        """Every word and expression."""
        return (
            *self.kleuter, *self.basis, *self.secundair, *self.first_year, *self.later_years
        )  # fmt: skip


class Phrases(Part):
    """`phrases.yaml`: how parents ask in this language. For Dutch they stand in the intents.

    `places` holds how the language writes a municipality or a part of one, by its Dutch name.
    """

    language: str
    levels: LevelWords
    danger: tuple[str, ...]
    phrases: Annotated[dict[str, tuple[str, ...]], Field(default_factory=dict)]
    near_misses: Annotated[dict[str, tuple[str, ...]], Field(default_factory=dict)]
    none: tuple[str, ...]
    places: Annotated[dict[str, tuple[str, ...]], Field(default_factory=dict)]
