"""Cards to put into any chat: what a few words, and the season, ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from bot.catalogue import NOOD, Catalogue, Intent, Level
from bot.catalogue.slot import slots
from bot.conversation.action import Action
from bot.conversation.cards import CardMaker
from bot.conversation.chat import Chat
from bot.conversation.language_names import LanguageNames
from bot.conversation.menu import Menu
from bot.conversation.reply import Reply
from bot.conversation.speaker import SMALL_TALK, Speaker
from bot.translation import SOURCE
from bot.understanding import Engine, Understanding
from bot.understanding.normalise import fold, words

MOST = 50
"""Telegram shows no more."""
AHEAD = timedelta(days=60)
"""What opens or closes within this time belongs to the season."""
FEW = 5
"""So many languages are offered when none is named."""
RARE, SHORT = 3, 3
"""A word of a title finds it when few titles have it and it has more letters than this."""
_ENROLMENT = {
    "opens", "closes", "result", "enrol_opens", "enrol_closes", "free_opens", "site",
}  # fmt: skip
_ENTRY = {"entry_day", "entry_days", "later_entry_day"}


@dataclass(frozen=True)
class Asked:
    """What parents asked most of late, the most first.

    Args:
        intents: by id.
        languages: by code.
    """

    intents: Sequence[str] = ()
    languages: Sequence[str] = ()


@dataclass(frozen=True)
class Offer:
    """A card in one language, to put into a chat.

    Args:
        action: opens the same card.
        title: of the card, in Dutch.
        line: the first one of the card, in Dutch.
        language: its own name.
    """

    action: Action
    title: str
    line: str
    language: str
    reply: Reply


class Offers:
    """Finds cards for who passes them on.

    Args:
        catalogue: what the bot knows.
        engine: understands the words.
        menu: sentences and buttons.
        cards: makes cards.
        names: languages that a text can name.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        engine: Engine,
        menu: Menu,
        cards: CardMaker,
        names: LanguageNames,
    ) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._menu = menu
        self._cards = cards
        self._names = names
        sizes = Counter(language for language, *_ in catalogue.all_phrases())
        self._languages = sorted(menu.languages, key=lambda code: -sizes[code])
        titled = Counter(word for one in self._passable() for word in _words(one))
        self._titles = {
            one.id: {word for word in _words(one) if titled[word] <= RARE and len(word) > SHORT}
            for one in self._passable()
        }

    def search(self, query: str, today: date, asked: Asked = Asked()) -> list[Offer]:
        """Cards for some words, the best first; none when nothing fits.

        Args:
            query: such as `aanmelden gent tr`, or an action that names one card exactly.
            today: the day for which the cards hold.
            asked: what decides where the words leave it open.
        """
        exact = Action.parse(query.strip())
        if exact and exact.kind == "ask" and exact.intent in self._catalogue.intents:
            return [self._offer(exact, today)] if self._exists(exact) else []
        text, named = self._names.split(query)
        text, named = (query, None) if named not in self._menu.languages else (text, named)
        meant = self._engine.understand(text, today=today) if text.strip() else None
        place = meant.place.municipality.nis if meant and meant.place and meant.place.sure else None
        base = Action("ask", None, place, meant.level if meant else None, language=named)
        said = meant and (meant.about or not (meant.place or meant.level))
        intents = self._fitting(meant) if meant and said else self._usual(today, asked)
        actions = islice(self._actions(intents, base, asked), MOST)
        return [self._offer(action, today) for action in actions]

    def _actions(self, intents: Iterable[str], base: Action, asked: Asked) -> Iterator[Action]:
        """Each intent in each language and level that may be meant."""
        usual = dict.fromkeys([*asked.languages, *self._languages])
        languages = [base.language] if base.language else list(usual)[:FEW]
        for intent in intents:
            needed = "level" in self._catalogue.intents[intent].needs
            levels = [base.level] if base.level or not needed else list(Level)
            for code in languages:
                for level in levels:
                    yield replace(base, intent=intent, level=level, language=code)

    def _offer(self, action: Action, today: date) -> Offer:
        """The card of an action; without a town that it needs, the question which town."""
        code = action.language or SOURCE
        intent = self._catalogue.intents[action.intent or ""]
        speaker = Speaker(
            self._catalogue,
            self._menu,
            self._cards,
            today,
            language=code,
            chat=Chat(place=action.place, level=action.level),
            reminders="possible",
        )
        reply = speaker.show(replace(action, language=None)).reply
        dutch = (reply.card.dutch or reply.card.shown) if reply.card else None
        if dutch is None:
            reply = replace(reply, says=(self._menu.titled(code, intent),))
            line = (reply.asks.dutch or reply.asks.shown) if reply.asks else ""
        else:
            line = next(iter(dutch.statements()), "")
        title = self._menu.title(SOURCE, intent)
        about = " · ".join(dutch.about) if dutch else ""
        name = self._catalogue.languages[code].name
        return Offer(
            replace(action, kind="ask", language=code),
            f"{title} ({about})" if about else title,
            line,
            name,
            replace(reply, buttons=(), tools=(), calendar=None),
        )

    def _exists(self, action: Action) -> bool:
        places, languages = self._catalogue.places.municipalities, self._menu.languages
        return (action.place is None or action.place in places) and (
            action.language is None or action.language in languages
        )

    def _fitting(self, meant: Understanding) -> list[str]:
        """Intents that words can mean: what the engine found, then titles that hold a word."""
        found = [intent for intent, _ in meant.candidates]
        asked = set(words(fold(meant.text)))
        titled = [intent for intent, title in self._titles.items() if asked & title]
        return [one for one in dict.fromkeys([*found, *titled]) if self._may_pass(one)]

    def _usual(self, today: date, asked: Asked) -> list[str]:
        """The season's, then the most asked, then the others."""
        season = self.season(today)
        others = [intent.id for intent in self._passable()]
        return [
            one for one in dict.fromkeys([*season, *asked.intents, *others]) if self._may_pass(one)
        ]

    def season(self, today: date) -> list[str]:
        """Intents about what opens or closes within 60 days."""
        coming = range(today.toordinal(), (today + AHEAD).toordinal() + 1)
        calendar, enrolment = self._catalogue.calendar, self._catalogue.enrolment
        periods = [
            *(period for timeline in enrolment.timelines for period in timeline.periods),
            *(
                period
                for area in enrolment.areas
                for timeline in area.timelines
                for period in timeline.periods
            ),
        ]
        wanted: set[str] = set()
        days = (day for period in periods for day in (period.from_, period.until) if day)
        if any(day.toordinal() in coming for day in days):
            wanted |= _ENROLMENT
        if any(day.toordinal() in coming for day in calendar.coming_entry_days(today)):
            wanted |= _ENTRY
        if any(one.from_.toordinal() in coming for one in calendar.coming_holidays(today)):
            wanted.add("holidays")
        return [intent.id for intent in self._passable() if wanted & _named(intent)]

    def _passable(self) -> list[Intent]:
        return [one for one in self._catalogue.intents.values() if self._may_pass(one.id)]

    def _may_pass(self, intent: str) -> bool:
        known = self._catalogue.intents.get(intent)
        return known is not None and known.topic != SMALL_TALK and intent != NOOD


def _words(intent: Intent) -> set[str]:
    """The words of a title and of its id."""
    return {*words(fold(intent.title)), *intent.id.split("-")}


def _named(intent: Intent) -> set[str]:
    """The values that a card's lines and links name."""
    texts = [line.text for _, _, line in intent.card.blocks()]
    return {
        name for text in [*texts, *(link.url for link in intent.card.links)] for name in slots(text)
    }
