"""All that the bot knows, read once, validated, and never changed while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.catalogue.announcement import Announcement
from bot.catalogue.calendar import CalendarFile
from bot.catalogue.enrolment import EnrolmentFile
from bot.catalogue.intent import Intent
from bot.catalogue.language import About
from bot.catalogue.level import Level, OfficeLevel
from bot.catalogue.lop import Lop
from bot.catalogue.message import Message
from bot.catalogue.operator import Operator
from bot.catalogue.phrases import Phrases
from bot.catalogue.place import Gazetteer, Municipality
from bot.catalogue.words import Words

NONE = "none"
"""The id of what no intent answers."""
NOOD = "nood"
"""The id of the danger card."""


@dataclass(frozen=True)
class Catalogue:
    """Intents, phrases, facts, languages and messages.

    Args:
        folder: where they were read from.
        intents: by id.
        languages: by code, Dutch among them.
        phrases: by language code; the Dutch ones of an intent stand in the intent itself.
        words: by language code.
        announcements: by the names of their files.
        drafts: intents with something left to fill in, by id; nobody is shown them.
    """

    folder: Path
    intents: dict[str, Intent]
    messages: dict[Message, str]
    languages: dict[str, About]
    phrases: dict[str, Phrases]
    words: dict[str, Words]
    lops: tuple[Lop, ...]
    enrolment: EnrolmentFile
    calendar: CalendarFile
    places: Gazetteer
    operators: tuple[Operator, ...] = ()
    announcements: dict[str, Announcement] = field(default_factory=dict)
    drafts: dict[str, Intent] = field(default_factory=dict)

    def all_phrases(self) -> Iterator[tuple[str, str, str]]:
        """Every phrase as (language, intent or `none`, text).

        Near misses count as `none`; a title is a phrase too, for who types what a button says.
        """
        for intent in self.intents.values():
            yield "nl", intent.id, intent.title
            for text in intent.phrases:
                yield "nl", intent.id, text
            for text in intent.near_misses:
                yield "nl", NONE, text
        for code, own in self.phrases.items():
            for name, texts in own.phrases.items():
                for text in texts:
                    yield code, name, text
            for texts in own.near_misses.values():
                for text in texts:
                    yield code, NONE, text
            for text in own.none:
                yield code, NONE, text

    def lop(self, place: str, level: OfficeLevel) -> Lop | None:
        """The LOP of a municipality and level, as far as a source names one."""
        return next(
            (lop for lop in self.lops if lop.shown and lop.level == level and place in lop.places),
            None,
        )

    def operator(self, place: str) -> Operator | None:
        """Who runs the bot in a municipality under its own name."""
        return next((one for one in self.operators if one.shown and place in one.places), None)

    def news(self, today: date, place: Municipality, level: Level | None) -> Iterator[Announcement]:
        """The announcements that parents of a town and level see on a day."""
        for one in self.announcements.values():
            if one.holds(today) and one.reaches(place, level):
                yield one
