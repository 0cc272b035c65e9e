"""How far every language is, for maintainers: cards, phrases, and what parents see in Dutch.

Dutch counts as translated in full. `none`, which no intent answers, is counted nowhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from bot.catalogue import Catalogue, Intent
from bot.catalogue.language import About
from bot.editing.po_texts import po_files
from bot.pages import templates
from bot.translation import SOURCE, Translations


class State(StrEnum):
    """Whether parents see a card in a language; if not, they see its Dutch.

    A card is `stale` when a text of it is marked fuzzy or belongs to older Dutch, and `missing`
    when it only lacks texts.
    """

    COMPLETE = "complete"
    STALE = "stale"
    MISSING = "missing"

    @property
    def mark(self) -> str:
        """A sign for a table."""
        return {"complete": "✓", "stale": "~", "missing": "✗"}[self]


@dataclass(frozen=True)
class Coverage:
    """How far one language is.

    Args:
        offered: whether it stands in the menu.
        states: of every card, by intent.
        phrases_of: how many phrases every intent has.
    """

    about: About
    offered: bool
    states: dict[str, State]
    phrases_of: dict[str, int]

    @property
    def intents(self) -> int:
        """The number of intents."""
        return len(self.states)

    @property
    def phrases(self) -> int:
        """The number of phrases."""
        return sum(self.phrases_of.values())

    def count(self, state: State) -> int:
        """The number of cards in a state."""
        return sum(one is state for one in self.states.values())

    @property
    def translated(self) -> int:
        """Cards that are translated whole."""
        return self.count(State.COMPLETE)

    @property
    def stale(self) -> int:
        """Cards with a text that is fuzzy or older than its Dutch."""
        return self.count(State.STALE)

    @property
    def missing(self) -> int:
        """Cards that only lack texts."""
        return self.count(State.MISSING)

    @property
    def share(self) -> float:
        """The translated cards, from 0 to 1."""
        return self.translated / self.intents

    def row(self) -> dict[str, str | int]:
        """The language as `coverage --format json` gives it."""
        return {
            "language": self.about.code,
            "status": self.about.status,
            "intents": self.intents,
            "translated": self.translated,
            "phrases": self.phrases,
            "stale": self.stale,
        }


def coverage(catalogue: Catalogue, translations: Translations) -> list[Coverage]:
    """How far every language is, Dutch first, then by code."""
    phrases = _phrases(catalogue)
    outdated = {
        (file.language.code, text.context)
        for file in po_files(catalogue)
        for text in file.unshown
        if text.why in {"fuzzy", "stale"}
    }
    offered = translations.offered()

    def state(code: str, intent: Intent) -> State:
        if translations.complete(code, intent):
            return State.COMPLETE
        return State.STALE if (code, intent.id) in outdated else State.MISSING

    return [
        Coverage(
            about,
            code in offered,
            {name: state(code, intent) for name, intent in sorted(catalogue.intents.items())},
            {name: phrases[code, name] for name in sorted(catalogue.intents)},
        )
        for code, about in sorted(
            catalogue.languages.items(), key=lambda one: (one[0] != SOURCE, one[0])
        )
    ]


def _phrases(catalogue: Catalogue) -> Counter[tuple[str, str]]:
    """The phrases that editors wrote, by language and intent; a title is not counted among them."""
    found = Counter({(SOURCE, one.id): len(one.phrases) for one in catalogue.intents.values()})
    for code, own in catalogue.phrases.items():
        found.update({(code, name): len(texts) for name, texts in own.phrases.items()})
    return found


def page(catalogue: Catalogue, found: list[Coverage], day: date) -> str:
    """The coverage as one HTML page that needs no other file and no script."""
    surroundings = templates(Path(__file__).parent / "templates")
    topics = groupby(
        sorted(catalogue.intents.values(), key=lambda one: (one.topic, one.id)),
        key=lambda one: one.topic,
    )
    return surroundings.get_template("coverage.html").render(
        found=found,
        topics=[(topic, list(intents)) for topic, intents in topics],
        titles={name: intent.title for name, intent in catalogue.intents.items()},
        states=list(State),
        day=day,
    )
