"""The screens of buttons: start, languages, topics, towns and levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.catalogue import Catalogue, Intent, Level, Message
from bot.conversation.action import Action, Kind
from bot.conversation.reminder import Subject
from bot.conversation.reply import Button, Twin
from bot.translation import SOURCE, Translations
from bot.translation.bidi import isolated
from bot.translation.wording import full_date

TOPICS = {
    "inschrijven": Message.TOPIC_INSCHRIJVEN,
    "school": Message.TOPIC_SCHOOL,
    "taal": Message.TOPIC_TAAL,
    "geld": Message.TOPIC_GELD,
    "lop": Message.TOPIC_LOP,
    "hulp": Message.TOPIC_HULP,
}
"""The six topics by their folder in `intents/`; the folder `gesprek` belongs to `hulp`."""
_SMALL_TALK = {"begroeting", "bedankt"}
CITY_OF_BRUSSELS = "21004"
TOWNS = 6
"""So many of the largest municipalities are offered as buttons."""
_LEVELS = {
    Level.KLEUTER: Message.BUTTON_KLEUTER,
    Level.BASIS: Message.BUTTON_BASIS,
    Level.SECUNDAIR: Message.BUTTON_SECUNDAIR,
}


class Menu:
    """Sentences and buttons in every language.

    Args:
        catalogue: intents, places and messages.
        translations: of the same.
    """

    def __init__(self, catalogue: Catalogue, translations: Translations) -> None:
        self._catalogue = catalogue
        self._translations = translations
        self.languages = translations.offered()
        towns = [
            one
            for one in catalogue.places.municipalities.values()
            if one.region == "vlaanderen" or one.nis == CITY_OF_BRUSSELS
        ]
        self._towns = sorted(towns, key=lambda one: -one.population)[:TOWNS]

    def word(self, language: str, message: Message, **values: str | date) -> str:
        """A sentence in one language; a date in it is written out."""
        text = self._translations.message(language, message)
        for name, value in values.items():
            written = value if isinstance(value, str) else self.day(language, value)
            text = text.replace(f"{{{name}}}", written)
        return self.directed(language, text)

    def day(self, language: str, day: date) -> str:
        """A day in one language: dinsdag 23 maart 2027."""
        return full_date(day, self._catalogue.languages[language].locale)

    def directed(self, language: str, text: str) -> str:
        """A text as it stands in a line of a language."""
        rtl = self._catalogue.languages[language].direction == "rtl"
        return isolated(text) if rtl else text

    def say(self, language: str, message: Message, **values: str | date) -> Twin[str]:
        """A sentence with its Dutch beside it."""
        shown = self.word(language, message, **values)
        dutch = None if language == SOURCE else self.word(SOURCE, message, **values)
        return Twin(shown, dutch if dutch != shown else None)

    def title(self, language: str, intent: Intent) -> str:
        """The title of an intent as a button's text."""
        text = self._translations.text(language, intent.id, intent.title) or intent.title
        return self.directed(language, text)

    def titled(self, language: str, intent: Intent) -> Twin[str]:
        """The title of an intent, with its Dutch beside it."""
        shown, dutch = self.title(language, intent), self.title(SOURCE, intent)
        return Twin(shown, None if language == SOURCE else dutch)

    def complete(self, language: str, intent: Intent) -> bool:
        """Whether the card of an intent is wholly translated."""
        return self._translations.complete(language, intent)

    def language_buttons(self, base: Action) -> list[Button]:
        """Every language of the menu by its own name."""
        return [
            Button(
                self._catalogue.languages[code].name,
                replace(base, kind="language", language=code),
                short=True,
            )
            for code in self.languages
        ]

    def topic_buttons(self, language: str) -> list[Button]:
        """The six topics."""
        return [
            Button(self.word(language, message), Action("topics", name))
            for name, message in TOPICS.items()
        ]

    def intent_buttons(self, language: str, topic: str) -> list[Button]:
        """The intents of a topic."""
        folders = {topic, "gesprek"} if topic == "hulp" else {topic}
        return [
            Button(self.title(language, intent), Action("ask", intent.id))
            for intent in self._catalogue.intents.values()
            if intent.topic in folders and intent.id not in _SMALL_TALK
        ]

    def sharing(self, language: str, topic: str) -> list[Button]:
        """The intents of a topic whose cards can be passed on."""
        return [
            replace(button, action=replace(button.action, kind="share"))
            for button in self.intent_buttons(language, topic)
            if button.action.intent not in {"hulp", "mens", "taal-wijzigen"}
        ]

    def asking(
        self, language: str, intents: Iterable[str], base: Action, kind: Kind = "ask"
    ) -> list[Button]:
        """Intents as buttons that keep the place and level of a question."""
        return [
            Button(
                self.title(language, self._catalogue.intents[intent]),
                replace(base, kind=kind, intent=intent),
            )
            for intent in intents
            if intent in self._catalogue.intents
        ]

    def concerning(self, language: str, message: Message, kind: Kind, subject: Subject) -> Button:
        """A button about a place and level."""
        action = Action(kind, None, subject.place, subject.level, language=language)
        return Button(self.word(language, message), action)

    def removing(self, language: str, subject: Subject) -> Button:
        """The button that ends a reminder, or the news of an area."""
        kind: Kind = "unnews" if subject.about == "news" else "unremind"
        return self.concerning(language, Message.REMINDER_REMOVE, kind, subject)

    def town_buttons(self, base: Action) -> list[Button]:
        """The largest towns."""
        return [
            Button(town.name, replace(base, kind="town", place=town.nis)) for town in self._towns
        ]

    def level_buttons(self, language: str, base: Action) -> list[Button]:
        """The three levels."""
        return [
            Button(self.word(language, message), replace(base, kind="level", level=level))
            for level, message in _LEVELS.items()
        ]
