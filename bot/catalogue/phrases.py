"""How parents ask, in one language: `locales/<language>/phrases.yaml`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import Field

from bot.catalogue.document import Part


class Phrases(Part):
    """Phrases by intent; for Dutch they stand in the intents.

    Args:
        language: the folder's name.
        phrases: how parents ask, by the id of the intent; different wordings help most.
        near_misses: what shares a word with an intent but is not ours, by that intent.
        none: questions of any other kind.
    """

    language: str
    phrases: Annotated[dict[str, tuple[str, ...]], Field(default_factory=dict)]
    near_misses: Annotated[dict[str, tuple[str, ...]], Field(default_factory=dict)]
    none: tuple[str, ...]

    def without(self, drafts: Collection[str]) -> Phrases:
        """The same without the phrases of some intents, which would be answered with no card."""
        kept = {name: own for name, own in self.phrases.items() if name not in drafts}
        return self.model_copy(update={"phrases": kept}) if drafts else self
