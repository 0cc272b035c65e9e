"""What the bot says, before any channel gives it a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Literal, TypeVar

from bot.conversation.action import Action
from bot.understanding.decide import Decision

Said = TypeVar("Said")
SHORT_ON_A_ROW = 3


@dataclass(frozen=True)
class Twin(Generic[Said]):
    """The same thing in the parent's language and in Dutch; one alone when that is Dutch."""

    shown: Said
    dutch: Said | None = None


@dataclass(frozen=True)
class ShownLink:
    """A page, what is found there, and in which languages (named in the card's language)."""

    url: str
    title: str
    languages: str

    @property
    def domain(self) -> str:
        """The visible part of the address: a parent sees where a link leads."""
        return self.url.split("//", 1)[1].split("/", 1)[0].removeprefix("www.")


@dataclass(frozen=True)
class ShownTerm:
    """An official Dutch word and its plain meaning."""

    term: str
    meaning: str


@dataclass(frozen=True)
class ShownNews:
    """An announcement in one language, or in Dutch where it is not translated."""

    title: str
    lines: tuple[str, ...]
    link: ShownLink | None = None


@dataclass(frozen=True)
class Card:
    """An answer in one language.

    Args:
        intent: empty when it is an announcement by itself.
        about: place, level and school year that it holds for.
        news: of that place and level.
        headings: of the blocks `steps`, `help`, `links`, `terms` and `show`.
        show: the sentence to show at school; always Dutch.
        meaning: that sentence in the card's language, unless the card is Dutch.
    """

    intent: str
    language: str
    direction: Literal["ltr", "rtl"]
    title: str
    about: tuple[str, ...]
    lines: tuple[str, ...]
    news: tuple[ShownNews, ...] = ()
    steps: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    links: tuple[ShownLink, ...] = ()
    terms: tuple[ShownTerm, ...] = ()
    show: str | None = None
    meaning: str | None = None
    headings: dict[str, str] = field(default_factory=dict)

    def brief(self) -> Card:
        """The card for where many read along: what to do, who helps, one link."""
        return replace(self, steps=(), terms=(), show=None, meaning=None, links=self.links[:1])

    def statements(self) -> tuple[str, ...]:
        """Every line before the links, without the news."""
        return (*self.lines, *self.steps, *self.help)


@dataclass(frozen=True)
class Button:
    """A choice; one stands on each row, short ones three."""

    label: str
    action: Action
    short: bool = False


@dataclass(frozen=True)
class Tool:
    """What can be done with a card, beside asking on.

    Args:
        kind: share (choose a chat to send it to), copy (the sentence to show at school), or turn
            (to Dutch and back, in place).
        action: the card, with its language; for `turn` what the press does.
        copied: the sentence.
    """

    kind: Literal["share", "copy", "turn"]
    label: str
    action: Action
    copied: str | None = None


@dataclass(frozen=True)
class Consent:
    """Asks whether a question may be kept, apart from the answer.

    Args:
        text: exactly what would be kept. The channel gives it back with the button that is pressed
            (`Question.kept`), so that until then it is stored nowhere.
        note: what holds of the text, below it.
        buttons: yes and no.
    """

    asks: Twin[str]
    text: str
    note: Twin[str]
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class Invitation:
    """What somebody passes on: a link that opens a card, and what stands beside it."""

    action: Action
    title: Twin[str]


def rows(buttons: Sequence[Button]) -> list[list[Button]]:
    """Buttons as they stand on a screen."""
    found: list[list[Button]] = []
    for button in buttons:
        room = found and button.short and found[-1][0].short and len(found[-1]) < SHORT_ON_A_ROW
        if room:
            found[-1].append(button)
        else:
            found.append([button])
    return found


@dataclass(frozen=True)
class Reply:
    """An answer or a question back.

    Args:
        says: sentences above the card.
        card: the answer, in the parent's language with the Dutch beside it.
        notice: how the translation was made, or that there is none; None for Dutch.
        asks: a sentence below the card, above the buttons.
        tools: what can be done with the card.
        invitation: a link to pass on.
        consent: may the question be kept?
        calendar: the card whose days can be put into a calendar.
        summary: for who passes a parent's message on, in Dutch, apart from the rest.
        in_place: it takes the place of the message whose button was pressed.
        decision: what the bot decided, for `ask` and the counts.
    """

    language: str
    direction: Literal["ltr", "rtl"]
    says: tuple[Twin[str], ...] = ()
    card: Twin[Card] | None = None
    notice: str | None = None
    asks: Twin[str] | None = None
    buttons: tuple[Button, ...] = ()
    tools: tuple[Tool, ...] = ()
    invitation: Invitation | None = None
    consent: Consent | None = None
    calendar: Action | None = None
    summary: tuple[str, ...] = ()
    in_dutch: str | None = None
    in_place: bool = False
    decision: Decision | None = None
    intent: str | None = None

    def brief(self) -> Reply:
        """The reply for where many read along."""
        if self.card is None:
            return self
        dutch = self.card.dutch.brief() if self.card.dutch else None
        return replace(self, card=Twin(self.card.shown.brief(), dutch))
