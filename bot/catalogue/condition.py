"""When a line of a card is shown: `when: {phase: open, level: [kleuter, basis]}`.

`conversation/situation.py` says how each condition is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field

from bot.catalogue.document import Part, listed

Known = Literal["known", "unknown"]
Choice = TypeVar("Choice")


OneOf = Annotated[tuple[Choice, ...], Field(min_length=1), BeforeValidator(listed)]


class When(Part):
    """Conditions on the parent's situation; all that are given must hold.

    Each key takes one value or a list of values. What is not known is `unknown`.

    Args:
        place: whether the municipality is known.
        region: where that municipality is.
        level: the school level.
        year: the first year of secundair (1A, 1B), or a later one.
        phase: where today falls in the enrolment dates.
        site: whether the website for aanmelden is known.
        covers: whether all schools of the area use that website.
        helpdesk: whether the help desk for aanmelden is known.
        lop: whether the LOP is known.
        contact: whose contact is known.
        moved: why aanmelden was moved.
        entry_days: whether some entry days are still to come.
        holidays: whether some school holidays are still to come.
        entry: what the month of birth says about the first day at school.
        reminders: whether the bot can write to this chat later.
    """

    place: OneOf[Known] | None = None
    region: OneOf[Literal["vlaanderen", "brussel", "unknown"]] | None = None
    level: OneOf[Literal["kleuter", "basis", "secundair", "unknown"]] | None = None
    year: OneOf[Literal["first", "later", "unknown"]] | None = None
    phase: (
        OneOf[Literal["not-open", "open", "waiting", "ticket", "free", "over", "unknown"]] | None
    ) = None
    site: OneOf[Known] | None = None
    covers: OneOf[Literal["all", "some", "unknown"]] | None = None
    helpdesk: OneOf[Known] | None = None
    lop: OneOf[Known] | None = None
    contact: OneOf[Literal["lop", "town", "helpdesk", "unknown"]] | None = None
    moved: OneOf[Literal["overmacht", "techniek", "regels", "unknown"]] | None = None
    entry_days: OneOf[Known] | None = None
    holidays: OneOf[Known] | None = None
    entry: OneOf[Literal["day", "two-days", "any-day", "unknown"]] | None = None
    reminders: OneOf[Literal["possible", "impossible"]] | None = None

    def holds(self, situation: Mapping[str, str]) -> bool:
        """Whether a situation meets every condition; what it does not know is `unknown`."""
        return all(
            situation.get(name, "unknown") in allowed
            for name in type(self).model_fields
            if (allowed := getattr(self, name)) is not None
        )
