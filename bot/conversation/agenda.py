"""The days of aanmelden for a parent's own calendar: the same as those of a reminder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.catalogue import Catalogue
from bot.catalogue.level import following
from bot.conversation.cards import LEVELS, CardMaker
from bot.conversation.menu import Menu
from bot.conversation.reminder import WHEN, Part, Subject, dates_of, sentence
from bot.conversation.reply import Card
from bot.conversation.situation import situation


@dataclass(frozen=True)
class Entry:
    """One day in a calendar.

    Args:
        name: the same whenever this day is given out, so that a moved day replaces the old one.
        title: in the parent's language.
        text: the card as it is on that day, with its Dutch below.
        url: the first page of the card.
    """

    name: str
    day: date
    title: str
    text: str
    url: str | None


class Agenda:
    """Makes calendar days.

    Args:
        catalogue: what the bot knows.
        menu: sentences.
        cards: makes cards.
    """

    def __init__(self, catalogue: Catalogue, menu: Menu, cards: CardMaker) -> None:
        self._catalogue = catalogue
        self._menu = menu
        self._cards = cards

    def entries(self, subject: Subject, language: str, today: date) -> Iterator[Entry]:
        """The days after today, in order; none when they are not known or over."""
        year = following(today)
        dates = dates_of(self._catalogue, subject, year)
        town = self._catalogue.places.municipalities.get(subject.place)
        if dates is None or town is None or WHEN not in self._catalogue.intents:
            return
        level = self._menu.word(language, LEVELS[subject.level])
        about = f"{level}, {self._menu.directed(language, town.name)}"
        for part, day in dates.coming(today).items():
            said = self._menu.word(language, sentence(part))
            yield self._entry(subject, language, day, f"{said} ({about})", (part, year))

    def _entry(
        self, subject: Subject, language: str, day: date, title: str, named: tuple[Part, str]
    ) -> Entry:
        place = self._catalogue.places.municipalities[subject.place]
        then = situation(
            self._catalogue, day, place=place, level=subject.level, reminders="possible"
        )
        card = self._cards.twin(self._catalogue.intents[WHEN], language, then, day)
        texts = [_text(one) for one in (card.shown, card.dutch) if one]
        part, year = named
        name = f"{part}-{subject.place}-{subject.level.value}-{year}"
        links = card.shown.links
        return Entry(name, day, title, "\n\n".join(texts), links[0].url if links else None)


def _text(card: Card) -> str:
    links = (f"{link.title}\n{link.url}" for link in card.links)
    return "\n".join((card.title, *card.statements(), *links))
