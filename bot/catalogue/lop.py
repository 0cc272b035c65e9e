"""LOPs: who they are, for which municipalities and level, and whom to contact."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.catalogue.document import Part
from bot.catalogue.level import OfficeLevel
from bot.catalogue.source import Sourced, Url

Phone = Annotated[str, Field(pattern=r"^0[\d ]{8,13}$")]
Email = Annotated[str, Field(pattern=r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$")]


class Contact(Part):
    """A function or desk, never a person: the LOP's own, the town's, or a help desk.

    Args:
        of: whose it is.
        phone: such as 09 210 10 10.
        email: of a function, never of a person.
    """

    of: Literal["lop", "town", "helpdesk"]
    phone: Phone | None = None
    email: Email | None = None


class Lop(Sourced):
    """One lokaal overlegplatform, for basisonderwijs or for secundair.

    Args:
        name: as it calls itself.
        level: basis (kleuter and lager) or secundair.
        places: its municipalities, by their Dutch names.
        website: its own pages.
        contact: whom parents can reach.
    """

    name: str
    level: OfficeLevel
    places: Annotated[tuple[str, ...], Field(min_length=1)]
    website: Url | None = None
    contact: Contact | None = None


class LopFile(Part):
    """`intents/facts/lops.yaml`.

    Args:
        lops: one entry for each LOP and level.
    """

    lops: tuple[Lop, ...]
