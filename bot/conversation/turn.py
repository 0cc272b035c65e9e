"""One question: what came in, and which answer it gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bot.catalogue import NOOD, Catalogue, Message
from bot.conversation.action import Action
from bot.conversation.area_news import ASKS_NEWS, AreaNews
from bot.conversation.chat import Answer, Question, Screen
from bot.conversation.consent import ANSWERS, Consenting
from bot.conversation.language_names import LanguageNames
from bot.conversation.menu import TOPICS, Menu
from bot.conversation.relay import Relay, waits
from bot.conversation.reminder import Reminder
from bot.conversation.reminding import ASKS, Reminding
from bot.conversation.reply import Button
from bot.conversation.sharing import Sharing
from bot.conversation.speaker import Speaker
from bot.translation import SOURCE
from bot.understanding import Engine, Understanding

SHORT_ANSWER = 4
"""A text of so many words can be the answer to a question back."""
FAR = 15.0
"""Kilometres from the nearest centre beyond which a location is in another country."""


class Turn:
    """Reads one question and has it answered.

    Args:
        engine: understands texts.
        catalogue: what the bot knows.
        menu: sentences and buttons.
        names: languages that a text can name.
        speaker: says the answer.
    """

    def __init__(
        self,
        engine: Engine,
        catalogue: Catalogue,
        menu: Menu,
        names: LanguageNames,
        speaker: Speaker,
    ) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._menu = menu
        self._names = names
        self._speaker = speaker
        self._relay = Relay(engine, catalogue, menu, speaker)
        self._consenting = Consenting(engine, menu, speaker)
        self._reminding = Reminding(catalogue, menu, speaker)
        self._area_news = AreaNews(catalogue, menu, speaker)

    def answer(self, question: Question) -> Answer:
        """The answer to a question."""
        if question.screen:
            return self._screen(question.screen, question.reminders)
        if question.location:
            return self._location(*question.location)
        if question.action and question.action.kind in ANSWERS:
            return self._consenting.heard(self._trusted(question.action), question.kept)
        if question.action and question.action.kind in ASKS:
            return self._reminding.heard(self._trusted(question.action))
        if question.action and question.action.kind in ASKS_NEWS:
            return self._area_news.heard(self._trusted(question.action))
        if question.action:
            return self._action(question.action)
        if question.text and question.text.strip():
            if question.forwarded or waits(self._speaker.chat):
                return self._relay.read(question.text, self._speaker.today)
            answer = self._text(question.text, question.app_language)
            return answer if question.group else self._consenting.asked(answer, question.text)
        return self._speaker.done(
            asks=Message.TEXT_ONLY, buttons=self._menu.topic_buttons(self._speaker.language)
        )

    def _screen(self, screen: Screen, reminders: Sequence[Reminder] = ()) -> Answer:
        match screen:
            case "start":
                hello = self._menu.say(self._speaker.language, Message.I_AM_A_PROGRAM)
                buttons = self._menu.language_buttons(Action("language"))
                topics = self._menu.topic_buttons(self._speaker.language)
                self._speaker.chat = replace(self._speaker.chat, pending=None, misses=0)
                return self._speaker.done(
                    hello, asks=Message.CHOOSE_TOPIC, buttons=[*buttons, *topics]
                )
            case "languages":
                return self._speaker.languages(Action("language"))
            case "share":
                return self._passed_on(Action("share"))
            case "reminders":
                return self._reminding.listed(reminders)
            case "lost":
                return self._speaker.lost()
            case "forget":
                answer = self._speaker.done(
                    self._menu.say(self._speaker.language, Message.FORGOTTEN)
                )
                return Answer(answer.reply, None)
            case "help" | "privacy":
                return self._speaker.show(Action("ask", "hulp" if screen == "help" else screen))

    def _location(self, latitude: float, longitude: float) -> Answer:
        found = self._catalogue.places.nearest(latitude, longitude)
        if found is None or found[1] > FAR:
            return self._speaker.ask_place(self._speaker.chat.pending, Message.PLACE_NOT_FOUND)
        base = self._speaker.chat.pending or Action("town")
        yes = self._menu.word(self._speaker.language, Message.YES)
        no = self._menu.word(self._speaker.language, Message.NO_OTHER_TOWN)
        return self._speaker.done(
            asks=self._menu.say(self._speaker.language, Message.CONFIRM_PLACE, place=found[0].name),
            buttons=[
                Button(yes, replace(base, kind="town", place=found[0].nis)),
                Button(no, replace(base, kind="town", place=None)),
            ],
        )

    def _action(self, asked: Action) -> Answer:
        action = self._trusted(asked)
        if action.kind in {"share", "relay"}:
            return self._passed_on(action)
        self._choose(action)
        match action.kind:
            case "start":
                return self._screen("start")
            case "languages":
                return self._speaker.languages(replace(action, kind="language", language=None))
            case "language" if action.language and not action.intent and self._speaker.chat.pending:
                return self._speaker.show(self._speaker.chat.pending)
            case "language" if not action.language:
                return self._speaker.languages(action)
            case "topics" if action.intent in TOPICS:
                return self._speaker.done(
                    asks=Message.CHOOSE_TOPIC,
                    buttons=self._menu.intent_buttons(self._speaker.language, action.intent),
                )
            case "town" if not action.place:
                return self._speaker.ask_place(action if action.intent else None)
            case "level" if not action.level:
                return self._speaker.ask_level(replace(action, kind="ask"))
            case "reword":
                return self._speaker.missed()
        return self._card(action, lost=bool(asked.intent))

    def _card(self, action: Action, *, lost: bool) -> Answer:
        """The card that a button or link asks for; `lost` when it may name one that is gone."""
        if action.intent in self._catalogue.intents:
            if action.kind in {"dutch", "own"}:
                return self._speaker.turned(action)
            return self._speaker.show(replace(action, kind="ask"))
        return self._speaker.lost() if lost else self._speaker.topics()

    def _passed_on(self, action: Action) -> Answer:
        """What is for somebody else: a link, or the card of a parent's message."""
        if action.kind == "relay":
            return self._relay.show(action)
        return Sharing(self._catalogue, self._menu, self._speaker).invite(action)

    def _choose(self, action: Action) -> None:
        """Remembers the language, place and level that a button carries."""
        chat = self._speaker.chat
        self._speaker.language = action.language or self._speaker.language
        self._speaker.chat = replace(
            chat,
            language=action.language or chat.language,
            place=action.place or chat.place,
            level=action.level or chat.level,
        )

    def _trusted(self, action: Action) -> Action:
        """An action without places, intents and languages that do not exist."""
        intents, places = self._catalogue.intents, self._catalogue.places.municipalities
        known = action.intent in intents or (
            action.kind in {"topics", "share"} and action.intent in TOPICS
        )
        return replace(
            action,
            intent=action.intent if known else None,
            place=action.place if action.place in places else None,
            language=action.language if action.language in self._catalogue.languages else None,
        )

    def _text(self, text: str, app_language: str | None) -> Answer:
        pending = self._speaker.chat.pending
        awaited = self._awaited(pending)
        meant = self._engine.understand(
            text,
            today=self._speaker.today,
            chat_language=self._speaker.chat.language,
            app_language=app_language,
            expects=awaited,
        )
        self._speaker.language = (
            meant.language.code if meant.language.code in self._catalogue.languages else SOURCE
        )
        if meant.language.heard:
            self._speaker.chat = replace(self._speaker.chat, language=self._speaker.language)
        if meant.intent == NOOD:
            return self._speaker.show(Action("ask", NOOD))
        if meant.place and meant.place.sure:
            self._speaker.chat = replace(self._speaker.chat, place=meant.place.municipality.nis)
        if meant.level:
            self._speaker.chat = replace(self._speaker.chat, level=meant.level)
        if pending and self._answers(meant, pending):
            base = replace(pending, year=meant.year or pending.year, place=None, level=None)
            return self._speaker.show_for(base, meant)
        if meant.intent == "taal-wijzigen" and (wanted := self._names.find(meant.text)):
            return self._action(Action("language", language=wanted))
        if meant.decision == "answer" and meant.intent:
            return self._speaker.show_for(Action("ask", meant.intent, year=meant.year), meant)
        if not meant.about and (meant.place or meant.level):
            return self._speaker.topics()
        if pending and awaited and len(meant.text.split()) <= SHORT_ANSWER:
            if awaited == "place":
                return self._speaker.ask_place(pending, Message.PLACE_NOT_FOUND)
            return self._speaker.ask_level(pending)
        if meant.decision == "clarify":
            return self._speaker.clarify(meant)
        return self._speaker.missed()

    def _awaited(self, pending: Action | None) -> Literal["place", "level"] | None:
        """What the open question waits for."""
        intent = self._catalogue.intents.get(pending.intent or "") if pending else None
        if pending is None or intent is None:
            return None
        known = pending.place or self._speaker.chat.place
        return "place" if "place" in intent.needs and not known else "level"

    def _answers(self, meant: Understanding, pending: Action) -> bool:
        """Whether a text answers the question that is open, rather than asking another."""
        intent = self._catalogue.intents.get(pending.intent or "")
        if intent is None or not (meant.place or meant.level):
            return False
        if meant.intent == intent.id or not meant.about:
            return True
        return len(meant.text.split()) <= SHORT_ANSWER
