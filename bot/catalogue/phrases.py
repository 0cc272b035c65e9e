"""How parents ask, in one language: `locales/<language>/phrases.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.catalogue.document import Part


class Phrases(Part):
    """Phrases by intent; for Dutch they stand in the intents.

    Args:
        near_misses: what shares a word with an intent but is not ours, by that intent.
        none: questions of any other kind.
    """

    language: str
    phrases: Annotated[dict[str, tuple[str, ...]], Field(default_factory=dict)]
    near_misses: Annotated[dict[str, tuple[str, ...]], Field(default_factory=dict)]
    none: tuple[str, ...]
