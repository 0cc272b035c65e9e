"""Where a fact comes from, when it was read, and how far to trust it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bot.catalogue.document import Part, listed


def _checked(text: str) -> str:
    if text == "unknown":
        return text
    form = re.fullmatch(r"20\d\d(-\d\d)?(-\d\d)?", text)
    try:
        date.fromisoformat(f"{text}-01-01"[:10] if form else text)
    except ValueError:
        raise ValueError(
            f"`{text}` is not a date of reading. Write 2026-09-07, 2026-09, '2026' or unknown."
        ) from None
    return text


def _link(text: str) -> str:
    if not re.fullmatch(r"https?://[\w.-]+\.[a-z]{2,}(:\d+)?(/\S*)?(\?\S*)?", text):
        raise ValueError(
            f"`{text}` is not a web address. It begins with https:// and has no spaces."
        )
    return text


Checked = Annotated[str, AfterValidator(_checked)]
"""The date of the page that was read: a day, a month, a year, or `unknown`."""

Confidence = Literal["high", "medium", "low"]
"""high: a source says exactly this; medium: shown beside the official page; low: never shown."""

Url = Annotated[str, AfterValidator(_link)]

Urls = Annotated[tuple[Url, ...], Field(min_length=1), BeforeValidator(listed)]
"""One address, or a list of them."""


class Source(Part):
    """One page or document that lines of a card stand on.

    Args:
        url: the address of the page.
        document: what it is called, when it is not on the web.
        checked: the date of the page that was read: a day, a month, a year, or `unknown`.
        confidence: high: it says exactly this; medium: partly, or old; low: never shown.
        note: for editors, never shown.
    """

    url: Url | None = None
    document: str | None = None
    checked: Checked
    confidence: Confidence
    note: str | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not self.url and not self.document:
            raise ValueError("a source needs `url`, or `document` for what is not on the web.")
        return self


class Sourced(Part):
    """A fact of `intents/facts`: no fact without its source.

    Args:
        source: the address of the page that says so, or a list of them.
        checked: the date of the page that was read: a day, a month, a year, or `unknown`.
        confidence: high: it says exactly this; medium: partly, or old; low: never shown.
        note: for editors, never shown.
    """

    source: Urls
    checked: Checked
    confidence: Confidence
    note: str | None = None

    @property
    def shown(self) -> bool:
        """Whether a parent may see it."""
        return self.confidence != "low"
