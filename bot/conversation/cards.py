"""An intent and a situation become a card, in one language or in two side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.catalogue import NOOD, Catalogue, Intent, Level, Message
from bot.catalogue.calendar import Holiday
from bot.catalogue.intent import Line
from bot.catalogue.operator import Operator
from bot.catalogue.slot import filled, slots
from bot.conversation.news import NewsMaker
from bot.conversation.reply import Card, ShownLink, ShownNews, ShownTerm, Twin
from bot.conversation.situation import Month, Situation, Value
from bot.translation import SOURCE, Translations
from bot.translation.bidi import isolated
from bot.translation.wording import full_date, joined, language_name, month

_DATED = {"opens", "closes", "result", "enrol_opens", "enrol_closes", "free_opens", "school_year"}
LEVELS = {
    Level.KLEUTER: Message.LEVEL_KLEUTER,
    Level.BASIS: Message.LEVEL_BASIS,
    Level.SECUNDAIR: Message.LEVEL_SECUNDAIR,
}
_BLOCKS = {
    "steps": Message.STEPS,
    "help": Message.WHO_HELPS,
    "links": Message.LINKS,
    "terms": Message.HARD_WORDS,
    "show": Message.SHOW_AT_SCHOOL,
}


class CardMaker:
    """Makes cards.

    Args:
        catalogue: the Dutch cards.
        translations: the same in other languages.
    """

    def __init__(self, catalogue: Catalogue, translations: Translations) -> None:
        self._catalogue = catalogue
        self._translations = translations
        self._news = NewsMaker(catalogue, translations)

    def twin(self, intent: Intent, language: str, situation: Situation, today: date) -> Twin[Card]:
        """The card in a language with its Dutch; in Dutch alone where it is not translated."""
        dutch = self.card(intent, SOURCE, situation, today)
        if language == SOURCE or not self._translations.complete(language, intent):
            return Twin(dutch)
        return Twin(self.card(intent, language, situation, today), dutch)

    def card(self, intent: Intent, language: str, situation: Situation, today: date) -> Card:
        """The card in one language, every line of which must be translated."""
        about = self._catalogue.languages[language]
        directed = isolated if about.direction == "rtl" else str

        def translated(dutch: str) -> str:
            return self._translations.text(language, intent.id, dutch) or dutch

        def say(message: Message) -> str:
            return directed(self._translations.message(language, message))

        def lines(block: Iterable[Line]) -> tuple[str, ...]:
            return tuple(
                directed(text)
                for line in block
                if line.when.holds(situation.conditions)
                for text in self._line(line, translated, language, situation, today)
            )

        text = intent.card
        operator = self._operator(intent, situation)
        shown = Card(
            intent.id,
            language,
            about.direction,
            directed(translated(intent.title)),
            (),
            lines(text.lines),
            tuple(self._announced(intent, language, situation, today)),
            lines(text.steps),
            (*lines(text.help), *map(directed, self._contacts(operator))),
            (
                *self._links(intent, translated, language, situation, directed),
                *self._pages(operator, language, directed),
            ),
            tuple(
                ShownTerm(term.term, directed(translated(term.meaning)))
                for term in text.terms
                if term.when.holds(situation.conditions)
            ),
            text.show,
            directed(translated(text.show)) if text.show and language != SOURCE else None,
        )
        headings = {name: say(message) for name, message in _BLOCKS.items() if getattr(shown, name)}
        place = self._about(intent, language, situation, shown)
        return _with(shown, headings, tuple(map(directed, place)))

    def _line(
        self,
        line: Line,
        translated: Callable[[str], str],
        language: str,
        situation: Situation,
        today: date,
    ) -> Iterable[str]:
        """The texts of a line: none when a value is unknown, several for a list of its own."""
        text = line.text
        if line.valid_until and today > line.valid_until:
            if not line.fallback:
                return
            text = line.fallback
        wanted = slots(text)
        if not wanted <= situation.values.keys():
            return
        if wanted and re.fullmatch(r"\{\w+\}", text):
            yield from self._items(situation.values[wanted.pop()], language)
            return
        values = {name: self._written(situation.values[name], language) for name in wanted}
        yield filled(translated(text), values)

    def _links(
        self,
        intent: Intent,
        translated: Callable[[str], str],
        language: str,
        situation: Situation,
        directed: Callable[[str], str],
    ) -> Iterable[ShownLink]:
        locale = self._catalogue.languages[language].locale
        seen: set[str] = set()
        for link in intent.card.links:
            values = {"official_page": self._catalogue.enrolment.official_page} | {
                name: value for name, value in situation.values.items() if isinstance(value, str)
            }
            if not link.when.holds(situation.conditions) or not slots(link.url) <= values.keys():
                continue
            url = filled(link.url, values)
            if url in seen:
                continue
            seen.add(url)
            names = joined([language_name(code, locale) for code in link.languages], locale)
            yield ShownLink(url, directed(translated(link.title)), directed(names))

    def _announced(
        self, intent: Intent, language: str, situation: Situation, today: date
    ) -> Iterable[ShownNews]:
        """The announcements for the town and level that a card depends on."""
        depends = {*intent.needs, *intent.wants} if intent.id != NOOD else set()
        place, level = (
            situation.values.get(name) if name in depends else None for name in ("place", "level")
        )
        town = self._catalogue.places.by_name.get(place) if isinstance(place, str) else None
        asked = level if isinstance(level, Level) else None
        if town:
            for one in self._catalogue.news(today, town, asked):
                yield self._news.shown(one, language, town)

    def _operator(self, intent: Intent, situation: Situation) -> Operator | None:
        """Who runs the bot in the town that a card depends on."""
        place = situation.values.get("place")
        depends = "place" in (*intent.needs, *intent.wants) and intent.id != NOOD
        return self._catalogue.operator(place) if depends and isinstance(place, str) else None

    @staticmethod
    def _contacts(operator: Operator | None) -> Iterable[str]:
        """The operator's people; names and numbers are the same in every language."""
        if operator:
            for contact in operator.contacts:
                yield f"{operator.name}, {contact.line()}"

    def _pages(
        self, operator: Operator | None, language: str, directed: Callable[[str], str]
    ) -> Iterable[ShownLink]:
        """The operator's pages, by the names that they give themselves."""
        locale = self._catalogue.languages[language].locale
        for page in operator.pages if operator else ():
            names = joined([language_name(code, locale) for code in page.languages], locale)
            yield ShownLink(page.url, directed(page.title), directed(names))

    def _written(self, value: Value, language: str) -> str:
        """A value as it stands inside a sentence of a language."""
        locale = self._catalogue.languages[language].locale
        if isinstance(value, Level):
            return self._translations.message(language, LEVELS[value])
        if isinstance(value, str):
            return value
        if isinstance(value, Month):
            return month(value.year, value.number, locale)
        if isinstance(value, date):
            return full_date(value, locale)
        return joined(list(self._items(value, language)), locale)

    def _items(self, value: Value, language: str) -> Iterable[str]:
        """A list as lines of its own."""
        if isinstance(value, str | date | Month):
            yield self._written(value, language)
            return
        for item in value:
            if isinstance(item, Holiday):
                template = self._translations.message(language, Message.FROM_UNTIL)
                name = self._translations.message(language, Message(f"holiday-{item.kind}"))
                yield filled(
                    template,
                    {
                        "name": name,
                        "first": self._written(item.from_, language),
                        "last": self._written(item.until, language),
                    },
                )
            else:
                yield self._written(item, language)

    def _about(
        self, intent: Intent, language: str, situation: Situation, card: Card
    ) -> Sequence[str]:
        """Place, level and school year, as far as the card depends on them."""
        depends = {*intent.needs, *intent.wants}
        values = situation.values
        parts = [
            self._written(values[name], language)
            for name in ("place", "level")
            if name in depends and name in values
        ]
        uses = {
            name
            for _, _, line in intent.card.blocks()
            if line.when.holds(situation.conditions)
            for name in slots(line.text)
            if name in values
        }
        if card.lines and uses & _DATED and "school_year" in values:
            parts.append(self._written(values["school_year"], language))
        return parts


def _with(card: Card, headings: dict[str, str], about: tuple[str, ...]) -> Card:
    """The card with its headings and what it holds for."""
    return Card(**{**card.__dict__, "headings": headings, "about": about})
