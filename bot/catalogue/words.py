"""Words of a language that are looked for in every text: `locales/<language>/words.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from bot.catalogue.document import Part

ClassNumber = Annotated[int, Field(ge=1, le=12)]
Forms = tuple[str, ...]


class LevelWords(Part):
    """Words and expressions by which parents name a school level, or a year of secondary.

    Args:
        kleuter: of nursery school, 2.5 to 5 years.
        basis: of primary school, 6 to 11 years.
        secundair: of secondary school, from 12 years.
        first_year: of its first year (1A, 1B), and of children who are about to begin it.
        later_years: of the years after that.
    """

    kleuter: Forms
    basis: Forms
    secundair: Forms
    first_year: Annotated[Forms, Field(alias="first-year")]
    later_years: Annotated[Forms, Field(alias="later-years")]

    def all(self) -> Forms:
        """Every word and expression."""
        return (
            *self.kleuter, *self.basis, *self.secundair, *self.first_year, *self.later_years
        )  # fmt: skip


class ClassWords(Part):
    """How parents name a class: 1 to 6 is primary, 7 to 12 secondary.

    Args:
        names: what stands beside the number, such as `leerjaar` or `класса`.
        numbers: the number in words, such as `derde`; digits need no word.
        whole: expressions that hold both.
    """

    names: Forms = ()
    numbers: dict[ClassNumber, Forms] = Field(default_factory=dict)
    whole: dict[ClassNumber, Forms] = Field(default_factory=dict)


class AgeWords(Part):
    """How parents say how old a child is.

    Args:
        said: with `{n}` for the number, such as `{n} yaşında`; only what can mean nothing else.
        years: the unit beside a number, which means an age where a child is named too.
        children: words for a child of the family.
        others: units of numbers that are no age, such as `dagen` and `euro`.
        numbers: ages in words.
    """

    said: Forms = ()
    years: Forms = ()
    children: Forms = ()
    others: Forms = ()
    numbers: dict[float, Forms] = Field(default_factory=dict)

    @field_validator("said")
    @classmethod
    def _numbered(cls, said: Forms) -> Forms:
        for text in said:
            if text.count("{n}") != 1:
                raise ValueError(f"`{text}` must hold {{n}} once, where the number stands.")
        return said


class Words(Part):
    """The words of one language.

    Args:
        language: the folder's name.
        levels: words for the school levels.
        classes: what a class is called, and its number in words.
        ages: how old a child is.
        danger: expressions that by themselves mean violence, suicide or a child in danger.
        places: how a municipality or a part of one is written, by its Dutch name.
    """

    language: str
    levels: LevelWords
    classes: ClassWords = ClassWords()
    ages: AgeWords = AgeWords()
    danger: Forms
    places: Annotated[dict[str, Forms], Field(default_factory=dict)]
