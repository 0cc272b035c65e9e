"""What the bot can say: cards, questions back and screens, each with what to remember of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.catalogue import NOOD, Catalogue, Intent, Level, Message
from bot.catalogue.level import following
from bot.conversation.action import Action
from bot.conversation.cards import CardMaker
from bot.conversation.chat import Answer, Chat
from bot.conversation.menu import Menu
from bot.conversation.reminder import AREA_NEWS, REMINDED, Reach, Subject, dates_of, offered
from bot.conversation.reply import Button, Card, Reply, Tool, Twin
from bot.conversation.situation import Month, situation
from bot.translation import SOURCE
from bot.understanding import Understanding

MISSES = 2
"""After so many questions in a row that were not understood, a person is named."""
SMALL_TALK = "gesprek"
"""The topic of what is no answer: a greeting, thanks, the bot itself."""
PRIVACY = "privacy"
"""The intent whose card says what is kept, and who runs the bot."""


class Speaker:
    """Makes the answer to one question.

    Args:
        catalogue: what the bot knows.
        menu: sentences and buttons.
        cards: makes cards.
        today: the day of the question.
        language: of the answer; it can change while the question is read.
        chat: what is remembered, likewise.
        reminders: whether they are offered here.
    """

    def __init__(  # noqa: PLR0913  # because each is a part of the answer
        self,
        catalogue: Catalogue,
        menu: Menu,
        cards: CardMaker,
        today: date,
        *,
        language: str,
        chat: Chat,
        reminders: Reach = "impossible",
    ) -> None:
        self._catalogue = catalogue
        self._menu = menu
        self._cards = cards
        self.today = today
        self.language = language
        self.chat = chat
        self.reminders = reminders

    def show_for(self, action: Action, meant: Understanding) -> Answer:
        """Shows an intent for the place of a text, and asks which one when two are near-equal."""
        intent = self._catalogue.intents[action.intent or ""]
        depends = "place" in (*intent.needs, *intent.wants)
        place = meant.place
        if place and not place.sure and depends:
            both = (place.municipality, *place.others)
            return self.done(
                asks=Message.WHICH_PLACE,
                buttons=[
                    Button(self._named(one.name, place.name), replace(action, place=one.nis))
                    for one in both
                ],
                pending=action,
                decision="clarify",
            )
        others = place.others if place and depends else ()
        extra = (
            [
                Button(
                    self._menu.word(
                        self.language, Message.ANOTHER_PLACE_OF_THIS_NAME, name=place.name
                    ),
                    replace(action, kind="town", place=None),
                )
            ]
            if place and others
            else []
        )
        return self.show(action, meant, extra)

    @staticmethod
    def _named(municipality: str, part: str) -> str:
        if part == municipality or part.isdecimal():
            return municipality
        return f"{part} ({municipality})"

    def show(
        self,
        action: Action,
        meant: Understanding | None = None,
        extra: list[Button] | None = None,
    ) -> Answer:
        """The card of an intent, or the question back that it needs first."""
        intent = self._catalogue.intents[action.intent or ""]
        place = self._catalogue.places.municipalities.get(action.place or self.chat.place or "")
        level = action.level or self.chat.level
        if "place" in intent.needs and place is None:
            return self.ask_place(action)
        if "level" in intent.needs and level is None:
            return self.ask_level(action)
        year = action.year if level is Level.SECUNDAIR else None
        birth = Month(*meant.birth) if meant and meant.birth else None
        found = situation(
            self._catalogue, self.today, place=place, level=level, year=year, birth=birth,
            reminders="impossible" if self.reminders == "impossible" else "possible",
        )  # fmt: skip
        card = self._cards.twin(intent, self.language, found, self.today)
        here = replace(
            action,
            place=place.nis if place and "place" in (*intent.needs, *intent.wants) else None,
            level=level if "level" in (*intent.needs, *intent.wants) else None,
        )
        own = replace(here, kind="ask", language=self.language)
        offer = self._offered(here)
        buttons = [*self._reminding(offer, here), *self._below(intent, here, extra or [])]
        self.chat = replace(self.chat, pending=None, misses=0)
        return self.done(
            *(self._menu.say(self.language, message) for message in self._besides(intent)),
            card=card, buttons=buttons, decision="answer", intent=intent.id, language=self.language,
            tools=self._tools(intent, card, own),
            calendar=own if offer is Message.REMIND_ME else None,
        )  # fmt: skip

    def _besides(self, intent: Intent) -> Iterator[Message]:
        """What is said with a card because it holds for the program as it is."""
        if intent.id == PRIVACY:
            yield Message.PRIVACY_INBOX
            if self.reminders == "offered":
                yield Message.PRIVACY_REMINDER

    def _offered(self, here: Action) -> Message | None:
        """A reminder, or news of a date, below the cards about aanmelden."""
        if here.intent not in REMINDED or here.place is None or here.level is None:
            return None
        dates = dates_of(self._catalogue, Subject(here.place, here.level), following(self.today))
        return offered(dates, here.year, self.today)

    def _reminding(self, offer: Message | None, here: Action) -> Iterator[Button]:
        """The buttons that let the bot write first: of dates, and of an area."""
        if self.reminders != "offered":
            return
        asked = Action("remind", None, here.place, here.level, language=self.language)
        if offer:
            yield Button(self._menu.word(self.language, offer), asked)
        if here.intent in AREA_NEWS and here.place and here.level:
            label = self._menu.word(self.language, Message.AREA_NEWS)
            yield Button(label, replace(asked, kind="news"))

    def _tools(self, intent: Intent, card: Twin[Card], own: Action) -> tuple[Tool, ...]:
        """Turn to Dutch, share, copy; nothing that stands in the way of help."""
        if intent.id == NOOD or intent.topic == SMALL_TALK:
            return ()
        tools = [Tool("share", self._menu.word(self.language, Message.SHARE), own)]
        if card.dutch:
            label = self._menu.word(self.language, Message.IN_DUTCH)
            tools.insert(0, Tool("turn", label, replace(own, kind="dutch")))
        if card.shown.show:
            label = self._menu.word(self.language, Message.COPY_SENTENCE)
            tools.append(Tool("copy", label, own, card.shown.show))
        return tuple(tools)

    def turned(self, action: Action) -> Answer:
        """A card in place of itself: in Dutch alone (`dutch`), or with its translation (`own`)."""
        answer = self.show(replace(action, kind="ask"))
        reply = answer.reply
        if reply.card is None:
            return answer
        if action.kind == "dutch" and reply.card.dutch:
            label = self._menu.word(self.language, Message.YOUR_LANGUAGE)
            tools = [
                replace(tool, label=label, action=replace(tool.action, kind="own"))
                if tool.kind == "turn"
                else tool
                for tool in reply.tools
            ]
            reply = replace(reply, card=Twin(reply.card.dutch), notice=None, tools=tuple(tools))
        return Answer(replace(reply, in_place=True), answer.chat)

    def _below(self, intent: Intent, here: Action, extra: list[Button]) -> list[Button]:
        """The buttons below a card: related questions, another town, level or language."""
        if intent.id == NOOD:
            return []
        if intent.id == "taal-wijzigen":
            return self._menu.language_buttons(Action("language"))
        if intent.id in {"begroeting", "hulp"}:
            return self._menu.topic_buttons(self.language)
        buttons = [*extra, *self._menu.asking(self.language, intent.related, here)]
        if "place" in intent.needs and not extra:
            label = self._menu.word(self.language, Message.OTHER_TOWN)
            buttons.append(Button(label, replace(here, kind="town", place=None)))
        if "level" in intent.needs:
            label = self._menu.word(self.language, Message.OTHER_LEVEL)
            buttons.append(Button(label, replace(here, kind="level", level=None)))
        label = self._menu.word(self.language, Message.OTHER_LANGUAGE)
        buttons.append(Button(label, replace(here, kind="languages")))
        return buttons

    def clarify(self, meant: Understanding) -> Answer:
        """Up to three topics as buttons, in the parent's words, and a way out."""
        place = meant.place.municipality.nis if meant.place and meant.place.sure else None
        base = Action("ask", None, place, meant.level, meant.year)
        intents = [intent for intent, _ in meant.candidates]
        buttons = self._menu.asking(self.language, intents, base, "mean")
        else_ = self._menu.word(self.language, Message.SOMETHING_ELSE)
        self.chat = replace(self.chat, pending=None)
        return self.done(
            asks=Message.DID_YOU_MEAN,
            buttons=[*buttons, Button(else_, Action("reword"))],
            decision="clarify",
        )

    def missed(self) -> Answer:
        """The topics; after two misses in a row a person."""
        misses = self.chat.misses + 1
        if misses >= MISSES and "mens" in self._catalogue.intents:
            answer = self.show(Action("ask", "mens"))
            sorry = self._menu.say(self.language, Message.NOT_UNDERSTOOD)
            buttons = (*answer.reply.buttons, *self._menu.topic_buttons(self.language))
            reply = replace(
                answer.reply, says=(sorry,), decision="none", intent=None, buttons=buttons
            )
            return Answer(reply, answer.chat)
        self.chat = replace(self.chat, pending=None, misses=misses)
        return self.done(
            asks=Message.NOT_UNDERSTOOD,
            buttons=self._menu.topic_buttons(self.language),
            decision="none",
        )

    def languages(self, base: Action) -> Answer:
        """The languages, each by its own name."""
        return self.done(asks=Message.CHOOSE_LANGUAGE, buttons=self._menu.language_buttons(base))

    def topics(self) -> Answer:
        """The six topics."""
        self.chat = replace(self.chat, pending=None, misses=0)
        return self.done(asks=Message.CHOOSE_TOPIC, buttons=self._menu.topic_buttons(self.language))

    def lost(self) -> Answer:
        """A link that leads nowhere (any more), and the topics."""
        self.chat = replace(self.chat, pending=None, misses=0)
        return self.done(
            asks=Message.LINK_NOT_RIGHT, buttons=self._menu.topic_buttons(self.language)
        )

    def ask_place(self, action: Action | None, first: Message | None = None) -> Answer:
        """Asks for a town, for an intent or for later."""
        self.chat = replace(self.chat, place=None)
        base = replace(action, kind="ask", place=None) if action else Action("town")
        return self.done(
            *([self._menu.say(self.language, first)] if first else []),
            asks=Message.ASK_PLACE,
            buttons=self._menu.town_buttons(base),
            pending=base if action else None,
            decision="clarify",
        )

    def ask_level(self, action: Action) -> Answer:
        """Asks for the school level that an intent needs."""
        self.chat = replace(self.chat, level=None)
        return self.done(
            asks=Message.ASK_LEVEL,
            buttons=self._menu.level_buttons(self.language, action),
            pending=action,
            decision="clarify",
        )

    def done(
        self,
        *says: Twin[str],
        asks: Message | Twin[str] | None = None,
        buttons: list[Button] | None = None,
        pending: Action | None = None,
        **more: object,
    ) -> Answer:
        """A reply in the language of the answer, and what to remember."""
        language = self.language
        if isinstance(asks, Message):
            asks = self._menu.say(language, asks)
        if pending:
            self.chat = replace(self.chat, pending=pending)
        reply = Reply(
            language,
            self._catalogue.languages[language].direction,
            says,
            asks=asks,
            buttons=tuple(buttons or ()),
            in_dutch=self._menu.word(language, Message.IN_DUTCH) if language != SOURCE else None,
        )
        reply = replace(reply, **more)  # type: ignore[arg-type]  # because the names are Reply's own
        return Answer(replace(reply, notice=self._notice(reply)), self.chat)

    def _notice(self, reply: Reply) -> str | None:
        """How a translation was made, or that the card is in Dutch because there is none."""
        if reply.card is None or self.language == SOURCE:
            return None
        if reply.card.dutch is None:
            return self._menu.word(self.language, Message.NOT_TRANSLATED)
        reviewed = self._catalogue.languages[self.language].status == "reviewed"
        message = Message.REVIEWED_TRANSLATION if reviewed else Message.MACHINE_TRANSLATION
        return self._menu.word(self.language, message)
