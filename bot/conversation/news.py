"""Announcements as parents see them: on the cards of their town, and as a message of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.catalogue import Announcement, Catalogue, Level, Message, Municipality
from bot.catalogue.slot import filled
from bot.conversation.reply import Card, ShownLink, ShownNews, Twin
from bot.translation import SOURCE, Translations
from bot.translation.bidi import LRI, PDI, isolated
from bot.translation.wording import joined, language_name


@dataclass(frozen=True)
class Audience:
    """For whom an announcement is.

    Args:
        name: of the announcement.
        places: NIS codes.
        levels: such as basis.
    """

    name: str
    places: frozenset[str]
    levels: frozenset[str]


def audiences(catalogue: Catalogue, today: date) -> Iterator[Audience]:
    """Every announcement that holds on a day, with those whom it is for."""
    towns = catalogue.places.municipalities.values()
    for name, one in catalogue.announcements.items():
        if one.holds(today):
            yield Audience(
                name,
                frozenset(town.nis for town in towns if one.is_for(town)),
                frozenset(level.value for level in Level if one.level in {None, level.office}),
            )


class NewsMaker:
    """Says announcements.

    Args:
        catalogue: what holds them.
        translations: of the words around them.
    """

    def __init__(self, catalogue: Catalogue, translations: Translations) -> None:
        self._catalogue = catalogue
        self._translations = translations

    def shown(self, announcement: Announcement, language: str, place: Municipality) -> ShownNews:
        """An announcement for a town; it is in Dutch, and says so, where it is not translated."""
        about = self._catalogue.languages[language]
        rtl = about.direction == "rtl"
        directed: Callable[[str], str] = isolated if rtl else str
        lines = tuple(map(directed, announcement.translations.get(language, ())))
        if not lines:
            lines = tuple(f"{LRI}{line}{PDI}" if rtl else line for line in announcement.text)
        title = self._translations.message(language, Message.NEWS_OF)
        if language not in {SOURCE, *announcement.translations}:
            title = f"{title} · {self._translations.message(language, Message.IN_DUTCH)}"
        link = None
        if page := announcement.link:
            names = [language_name(code, about.locale) for code in page.languages]
            spoken = directed(joined(names, about.locale))
            link = ShownLink(page.url, directed(page.title), spoken)
        return ShownNews(directed(filled(title, {"name": place.name})), lines, link)

    def twin(self, announcement: Announcement, language: str, place: Municipality) -> Twin[Card]:
        """An announcement by itself, with its Dutch; in Dutch alone where it is not translated."""
        dutch = self._card(announcement, SOURCE, place)
        if language not in announcement.translations:
            return Twin(dutch)
        return Twin(self._card(announcement, language, place), dutch)

    def _card(self, announcement: Announcement, language: str, place: Municipality) -> Card:
        news = self.shown(announcement, language, place)
        return Card(
            "", language, self._catalogue.languages[language].direction, news.title, (),
            news.lines, links=(news.link,) if news.link else (),
            headings={"links": self._translations.message(language, Message.LINKS)},
        )  # fmt: skip
