"""What a poster says, in one language with the Dutch beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.catalogue import Catalogue, Intent, Level, Message, Municipality
from bot.catalogue.finding import did_you_mean
from bot.catalogue.language import About
from bot.conversation import Action, Twin
from bot.conversation.cards import LEVELS
from bot.conversation.menu import Menu
from bot.posters.address import Address
from bot.translation import SOURCE

_PROMISE = (Message.POSTER_HOW, Message.POSTER_FREE)


class PosterError(ValueError):
    """A poster that cannot be made; the text says why, and what to do."""


@dataclass(frozen=True)
class Brand:
    """Who hangs up a poster: a LOP or a town.

    Args:
        logo: a picture file (SVG, PNG or JPEG).
        contact: whom to ask, in one line.
    """

    name: str
    logo: Path | None = None
    contact: str | None = None


@dataclass(frozen=True)
class Poster:
    """One question in one language.

    Args:
        language: of the parent.
        question: the intent's title; without an intent, what the bot is for.
        about: place and level that it holds for, unless the brand says it.
        promise: what to do, and what it costs.
        note: how the translation was made; None for Dutch.
        link: what the QR code holds.
        address: the same place, short enough to type.
    """

    language: About
    question: Twin[str]
    about: tuple[Twin[str], ...]
    promise: tuple[Twin[str], ...]
    note: Twin[str] | None
    link: str
    address: str
    brand: Brand | None = None


class PosterMaker:
    """Makes posters.

    Args:
        catalogue: the questions.
        menu: its sentences in every language.
        address: where the QR codes lead.
    """

    def __init__(self, catalogue: Catalogue, menu: Menu, address: Address) -> None:
        self._catalogue = catalogue
        self._menu = menu
        self._address = address

    def poster(
        self,
        language: str,
        intent: str | None = None,
        place: Municipality | None = None,
        level: Level | None = None,
        brand: Brand | None = None,
    ) -> Poster:
        """A poster; without a brand it bears the name of the LOP of that place and level.

        Raises:
            PosterError: there is no such language or intent, or its card is not translated.
        """
        wanted = self._intent(intent)
        self._check(language, wanted)
        about = self._catalogue.languages[language]
        reviewed = about.status == "reviewed"
        note = Message.REVIEWED_TRANSLATION if reviewed else Message.MACHINE_TRANSLATION
        town = place.nis if place else None
        action = Action("ask" if wanted else "start", intent, town, level, language=language)
        brand = brand or self._brand(place, level)
        shown = self._about(language, place, level)
        return Poster(
            about,
            self._menu.titled(language, wanted)
            if wanted
            else self._menu.say(language, Message.POSTER_QUESTION),
            tuple(part for part in shown if brand is None or part.shown != brand.name),
            tuple(self._menu.say(language, message) for message in _PROMISE),
            None if language == SOURCE else self._menu.say(language, note),
            self._address.link(action),
            self._address.readable,
            brand,
        )

    def languages(self, intent: str | None = None) -> tuple[list[str], list[str]]:
        """The languages in which a poster can be made, Dutch first, and those in which not yet.

        Raises:
            PosterError: there is no such intent.
        """
        wanted = self._intent(intent)
        offered = self._menu.languages
        ready = [code for code in offered if not wanted or self._menu.complete(code, wanted)]
        return ready, [code for code in self._catalogue.languages if code not in ready]

    def _intent(self, name: str | None) -> Intent | None:
        if name is None:
            return None
        found = self._catalogue.intents.get(name)
        if found is None:
            known = did_you_mean(name, self._catalogue.intents)
            raise PosterError(f"There is no intent `{name}`. {known}")
        return found

    def _check(self, language: str, intent: Intent | None) -> None:
        """A poster promises an answer in its language, so it must be there."""
        known = self._catalogue.languages
        if language not in known:
            raise PosterError(f"`{language}` is no language of the bot. Known: {', '.join(known)}.")
        if language not in self.languages(intent.id if intent else None)[0]:
            what = f"The card `{intent.id}`" if intent else "The bot"
            raise PosterError(
                f"{what} is not wholly translated into {known[language].english} yet, so a poster "
                "would promise what parents do not get. Translate the rest, or choose another "
                "language."
            )

    def _about(
        self, language: str, place: Municipality | None, level: Level | None
    ) -> tuple[Twin[str], ...]:
        return (
            *([Twin(place.name)] if place else ()),
            *([self._menu.say(language, LEVELS[level])] if level else ()),
        )

    def _brand(self, place: Municipality | None, level: Level | None) -> Brand | None:
        """The town's own operator; else the LOP's name where it is known, else the town's."""
        if place is None:
            return None
        if operator := self._catalogue.operator(place.name):
            logo = (
                self._catalogue.folder / "intents/facts" / operator.logo if operator.logo else None
            )
            contact = operator.contacts[0].line() if operator.contacts else None
            return Brand(operator.name, logo, contact)
        lop = self._catalogue.lop(place.name, level.office) if level else None
        return Brand(lop.name if lop else place.name)
