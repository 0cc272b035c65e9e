"""Phrases together with the place where an editor finds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.catalogue import NONE, Catalogue, Intent
from bot.catalogue.reading import ANNOUNCEMENTS


def intent_path(intent: Intent) -> str:
    """The file of an intent, relative to the content folder."""
    return f"intents/{intent.topic}/{intent.id}.yaml"


def announcement_path(name: str) -> str:
    """The file of an announcement, relative to the content folder."""
    return f"intents/{ANNOUNCEMENTS}/{name}.yaml"


@dataclass(frozen=True, slots=True)
class PlacedPhrase:
    """A phrase and where it stands.

    Args:
        language: its code.
        intent: whose phrase it is; `none` for near misses and what is not ours.
        path: its file, relative to the content folder.
        place: its keys in that file.
    """

    language: str
    intent: str
    text: str
    path: str
    place: tuple[str | int, ...]

    @property
    def owner(self) -> str:
        """Whose it is, in an editor's words."""
        return "what is not ours (`none`)" if self.intent == NONE else f"`{self.intent}`"


def placed_phrases(catalogue: Catalogue) -> Iterator[PlacedPhrase]:
    """Every phrase of a catalogue; a title is one too, as in `Catalogue.all_phrases`."""
    for intent in catalogue.intents.values():
        path = intent_path(intent)
        yield PlacedPhrase("nl", intent.id, intent.title, path, ("title",))
        for number, text in enumerate(intent.phrases):
            yield PlacedPhrase("nl", intent.id, text, path, ("phrases", number))
        for number, text in enumerate(intent.near_misses):
            yield PlacedPhrase("nl", NONE, text, path, ("near_misses", number))
    for code, own in catalogue.phrases.items():
        path = f"locales/{code}/phrases.yaml"
        for name, texts in own.phrases.items():
            for number, text in enumerate(texts):
                yield PlacedPhrase(code, name, text, path, ("phrases", name, number))
        for name, texts in own.near_misses.items():
            for number, text in enumerate(texts):
                yield PlacedPhrase(code, NONE, text, path, ("near_misses", name, number))
        for number, text in enumerate(own.none):
            yield PlacedPhrase(code, NONE, text, path, ("none", number))
