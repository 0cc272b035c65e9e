"""Who runs the bot in a town: a LOP or a town puts its name, people and pages on the cards."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.catalogue.document import Part
from bot.catalogue.lop import Email, Phone
from bot.catalogue.page import Page
from bot.catalogue.source import Sourced


def _picture(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+\.(svg|png)", text):
        raise ValueError(
            f"`{text}` is no name of a picture. Put a .svg or .png beside this file, named in "
            "small letters, digits and hyphens."
        )
    return text


class OperatorContact(Part):
    """Somebody whom parents of the town can reach.

    Args:
        name: a function, such as `Brugfiguur van de stad`, or a person who agreed to stand here.
        phone: such as 09 210 10 10.
        email: their address.
    """

    name: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Phone | None = None
    email: Email | None = None

    def line(self) -> str:
        """The contact on one line of a card."""
        return ": ".join(
            filter(None, (self.name, ", ".join(filter(None, (self.phone, self.email)))))
        )


class Operator(Sourced):
    """One LOP, town or organisation, for its municipalities.

    Args:
        name: as it calls itself; stands on cards and posters.
        places: its municipalities, by their Dutch names.
        logo: a picture in `intents/facts`, for posters.
        contacts: on the cards that depend on the town.
        pages: links on the same.
    """

    name: Annotated[str, Field(min_length=1, max_length=60)]
    places: Annotated[tuple[str, ...], Field(min_length=1)]
    logo: Annotated[str, AfterValidator(_picture)] | None = None
    contacts: tuple[OperatorContact, ...] = ()
    pages: tuple[Page, ...] = ()


class OperatorsFile(Part):
    """`intents/facts/operators.yaml`.

    Args:
        operators: one entry for each LOP or town that runs the bot with its own name.
    """

    operators: tuple[Operator, ...] = ()
