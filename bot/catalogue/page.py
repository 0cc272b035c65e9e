"""A page that a town or an announcement sends parents to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.catalogue.document import Part
from bot.catalogue.source import Url


class Page(Part):
    """A page with more about it.

    Args:
        title: what a parent finds there, in Dutch, as the page calls itself.
        url: its address.
        languages: those of the page.
    """

    title: Annotated[str, Field(min_length=1, max_length=60)]
    url: Url
    languages: Annotated[tuple[str, ...], Field(min_length=1)] = ("nl",)
