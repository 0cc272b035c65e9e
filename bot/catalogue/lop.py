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
    """A function or desk, never a person: the LOP's own, the town's, or a help desk."""

    of: Literal["lop", "town", "helpdesk"]
    phone: Phone | None = None
    email: Email | None = None


class Lop(Sourced):
    """One lokaal overlegplatform, for basisonderwijs or for secundair."""

    name: str
    level: OfficeLevel
    places: Annotated[tuple[str, ...], Field(min_length=1)]
    website: Url | None = None
    contact: Contact | None = None


class LopFile(Part):
    """`intents/facts/lops.yaml`."""

    lops: tuple[Lop, ...]
