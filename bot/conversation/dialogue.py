"""The conversation: a question and what is remembered become a reply and what to remember.

It knows no channel and has no clock of its own; every channel gives it questions and shows its
replies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.catalogue import NOOD, Catalogue, Intent, Level, Message
from bot.conversation.action import Action
from bot.conversation.cards import CardMaker
from bot.conversation.language_names import LanguageNames
from bot.conversation.menu import TOPICS, Menu
from bot.conversation.reply import Button, Reply, Twin
from bot.conversation.situation import Month, situation
from bot.translation import SOURCE, Translations
from bot.understanding import Engine, Understanding

MISSES = 2
"""After so many questions in a row that were not understood, a person is named."""
SHORT_ANSWER = 4
"""A text of so many words can be the answer to a question back."""

Screen = Literal["start", "languages", "help", "privacy", "forget"]


@dataclass(frozen=True)
class Question:
    """What came in: a text, a button, a location, a command, or something that is no text.

    Args:
        text: as typed.
        action: of a button or a deep link; None when it could not be read.
        screen: a command.
        location: latitude and longitude in degrees.
        app_language: of the app or browser, a two-letter code; a hint only.
        forwarded: somebody else's words, which change nothing that is remembered.
    """

    text: str | None = None
    action: Action | None = None
    screen: Screen | None = None
    location: tuple[float, float] | None = None
    app_language: str | None = None
    forwarded: bool = False


@dataclass(frozen=True)
class Chat:
    """What is remembered of a chat between two messages, and nothing else.

    Args:
        place: a NIS code.
        pending: the question that waits for a place or a level.
        misses: questions in a row that were not understood.
    """

    language: str | None = None
    place: str | None = None
    level: Level | None = None
    pending: Action | None = None
    misses: int = 0


@dataclass(frozen=True)
class Answer:
    """A reply, and what to remember; `chat` is None when everything is to be forgotten."""

    reply: Reply
    chat: Chat | None


class Dialogue:
    """Answers questions.

    Args:
        catalogue: what the bot knows.
        translations: of the same.
        engine: what understands texts.
    """

    def __init__(self, catalogue: Catalogue, translations: Translations, engine: Engine) -> None:
        self.catalogue = catalogue
        self.menu = Menu(catalogue, translations)
        self.engine = engine
        self.cards = CardMaker(catalogue, translations)
        self.language_names = LanguageNames(catalogue.languages.values())

    def respond(self, question: Question, chat: Chat | None, today: date) -> Answer:
        """The answer to a question on a day; `chat` is None at the first contact."""
        turn = _Turn(self, question, chat or Chat(), today)
        answer = turn.answer()
        reply = answer.reply
        danger = reply.intent == NOOD
        if chat is None and not danger and question.screen not in {"start", "forget"}:
            hello = self.menu.say(reply.language, Message.I_AM_A_PROGRAM)
            reply = replace(reply, says=(hello, *reply.says))
        if question.forwarded:
            return Answer(reply, chat)
        return Answer(reply, answer.chat)

    def language_of(self, *codes: str | None) -> str:
        """The first of some languages that the bot knows, or Dutch."""
        return next((code for code in codes if code in self.catalogue.languages), SOURCE)


class _Turn:
    """One question and its answer."""

    def __init__(self, dialogue: Dialogue, question: Question, chat: Chat, today: date) -> None:
        self._dialogue = dialogue
        self._catalogue = dialogue.catalogue
        self._menu = dialogue.menu
        self._question = question
        self._chat = chat
        self._today = today
        self._language = dialogue.language_of(chat.language, question.app_language)

    def answer(self) -> Answer:
        question = self._question
        if question.screen:
            return self._screen(question.screen)
        if question.location:
            return self._location(*question.location)
        if question.action:
            return self._action(question.action)
        if question.text and question.text.strip():
            return self._text(question.text)
        return self._done(asks=Message.TEXT_ONLY, buttons=self._menu.topic_buttons(self._language))

    # What can come in.

    def _screen(self, screen: Screen) -> Answer:
        match screen:
            case "start":
                hello = self._menu.say(self._language, Message.I_AM_A_PROGRAM)
                buttons = self._menu.language_buttons(Action("language"))
                topics = self._menu.topic_buttons(self._language)
                self._chat = replace(self._chat, pending=None, misses=0)
                return self._done(hello, asks=Message.CHOOSE_TOPIC, buttons=[*buttons, *topics])
            case "languages":
                return self._languages(Action("language"))
            case "forget":
                answer = self._done(self._menu.say(self._language, Message.FORGOTTEN))
                return Answer(answer.reply, None)
            case "help" | "privacy":
                return self._show(Action("ask", "hulp" if screen == "help" else screen))

    def _location(self, latitude: float, longitude: float) -> Answer:
        found = self._catalogue.places.nearest(latitude, longitude)
        if found is None or found[1] > 15:  # noqa: PLR2004  # because farther away is another country
            return self._ask_place(self._chat.pending, Message.PLACE_NOT_FOUND)
        base = self._chat.pending or Action("town")
        yes = self._menu.word(self._language, Message.YES)
        no = self._menu.word(self._language, Message.NO_OTHER_TOWN)
        return self._done(
            asks=self._menu.say(self._language, Message.CONFIRM_PLACE, place=found[0].name),
            buttons=[
                Button(yes, replace(base, kind="town", place=found[0].nis)),
                Button(no, replace(base, kind="town", place=None)),
            ],
        )

    def _action(self, action: Action) -> Answer:
        action = self._trusted(action)
        if action.language:
            self._language = action.language
            self._chat = replace(self._chat, language=action.language)
        if action.place:
            self._chat = replace(self._chat, place=action.place)
        if action.level:
            self._chat = replace(self._chat, level=action.level)
        match action.kind:
            case "start":
                return self._screen("start")
            case "languages":
                return self._languages(replace(action, kind="language", language=None))
            case "language" if not action.language:
                return self._languages(action)
            case "topics" if action.intent in TOPICS:
                return self._done(
                    asks=Message.CHOOSE_TOPIC,
                    buttons=self._menu.intent_buttons(self._language, action.intent),
                )
            case "town" if not action.place:
                return self._ask_place(action if action.intent else None)
            case "level" if not action.level:
                return self._ask_level(replace(action, kind="ask"))
            case "reword":
                return self._missed()
            case _ if action.intent in self._catalogue.intents:
                return self._show(replace(action, kind="ask"))
        return self._topics()

    def _trusted(self, action: Action) -> Action:
        """An action without places, intents and languages that do not exist."""
        intents, places = self._catalogue.intents, self._catalogue.places.municipalities
        known = action.intent in intents or (action.kind == "topics" and action.intent in TOPICS)
        return replace(
            action,
            intent=action.intent if known else None,
            place=action.place if action.place in places else None,
            language=action.language if action.language in self._catalogue.languages else None,
        )

    def _text(self, text: str) -> Answer:
        pending = self._chat.pending
        awaited = self._awaited(pending)
        meant = self._dialogue.engine.understand(
            text,
            today=self._today,
            chat_language=self._chat.language,
            app_language=self._question.app_language,
            expects=awaited,
        )
        self._language = self._dialogue.language_of(meant.language.code)
        if meant.language.heard:
            self._chat = replace(self._chat, language=self._language)
        if meant.intent == NOOD:
            return self._show(Action("ask", NOOD))
        if meant.place and meant.place.sure:
            self._chat = replace(self._chat, place=meant.place.municipality.nis)
        if meant.level:
            self._chat = replace(self._chat, level=meant.level)
        if pending and self._answers(meant, pending):
            base = replace(pending, year=meant.year or pending.year, place=None, level=None)
            return self._with_place(base, meant)
        if meant.decision == "answer" and meant.intent:
            return self._with_place(Action("ask", meant.intent, year=meant.year), meant)
        if not meant.about and (meant.place or meant.level):
            return self._topics()
        if pending and awaited and len(meant.text.split()) <= SHORT_ANSWER:
            if awaited == "place":
                return self._ask_place(pending, Message.PLACE_NOT_FOUND)
            return self._ask_level(pending)
        if meant.decision == "clarify":
            return self._clarify(meant)
        return self._missed()

    def _awaited(self, pending: Action | None) -> Literal["place", "level"] | None:
        """What the open question waits for."""
        if pending is None:
            return None
        return "level" if pending.place or self._chat.place else "place"

    def _answers(self, meant: Understanding, pending: Action) -> bool:
        """Whether a text answers the question that is open, rather than asking another."""
        intent = self._catalogue.intents.get(pending.intent or "")
        if intent is None or not (meant.place or meant.level):
            return False
        if meant.intent in {None, intent.id}:
            return True
        return len(meant.text.split()) <= SHORT_ANSWER

    # What can be said.

    def _with_place(self, action: Action, meant: Understanding) -> Answer:
        """Shows an intent for the place of a text, and asks which one when two are near-equal."""
        intent = self._catalogue.intents[action.intent or ""]
        depends = "place" in (*intent.needs, *intent.wants)
        place = meant.place
        if place and not place.sure and depends:
            both = (place.municipality, *place.others)
            return self._done(
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
                        self._language, Message.ANOTHER_PLACE_OF_THIS_NAME, name=place.name
                    ),
                    replace(action, kind="town", place=None),
                )
            ]
            if place and others
            else []
        )
        return self._show(action, meant, extra)

    @staticmethod
    def _named(municipality: str, part: str) -> str:
        if part == municipality or part.isdecimal():
            return municipality
        return f"{part} ({municipality})"

    def _show(
        self,
        action: Action,
        meant: Understanding | None = None,
        extra: list[Button] | None = None,
    ) -> Answer:
        """The card of an intent, or the question back that it needs first."""
        intent = self._catalogue.intents[action.intent or ""]
        if intent.id == "taal-wijzigen" and meant:
            wanted = self._dialogue.language_names.find(meant.text)
            if wanted:
                return self._action(Action("language", language=wanted))
        place = self._catalogue.places.municipalities.get(action.place or self._chat.place or "")
        level = action.level or self._chat.level
        if "place" in intent.needs and place is None:
            return self._ask_place(action)
        if "level" in intent.needs and level is None:
            return self._ask_level(action)
        year = action.year if level is Level.SECUNDAIR else None
        birth = Month(*meant.birth) if meant and meant.birth else None
        found = situation(
            self._catalogue, self._today, place=place, level=level, year=year, birth=birth
        )
        card = self._dialogue.cards.twin(intent, self._language, found, self._today)
        here = replace(
            action,
            place=place.nis if place and "place" in (*intent.needs, *intent.wants) else None,
            level=level if "level" in (*intent.needs, *intent.wants) else None,
        )
        buttons = self._below(intent, here, extra or [])
        self._chat = replace(self._chat, pending=None, misses=0)
        return self._done(
            card=card, buttons=buttons, decision="answer", intent=intent.id, language=self._language
        )

    def _below(self, intent: Intent, here: Action, extra: list[Button]) -> list[Button]:
        """The buttons below a card: related questions, another town, level or language."""
        if intent.id == NOOD:
            return []
        if intent.id == "taal-wijzigen":
            return self._menu.language_buttons(Action("language"))
        if intent.id in {"begroeting", "hulp"}:
            return self._menu.topic_buttons(self._language)
        buttons = [*extra, *self._menu.asking(self._language, intent.related, here)]
        if "place" in intent.needs and not extra:
            label = self._menu.word(self._language, Message.OTHER_TOWN)
            buttons.append(Button(label, replace(here, kind="town", place=None)))
        if "level" in intent.needs:
            label = self._menu.word(self._language, Message.OTHER_LEVEL)
            buttons.append(Button(label, replace(here, kind="level", level=None)))
        label = self._menu.word(self._language, Message.OTHER_LANGUAGE)
        buttons.append(Button(label, replace(here, kind="languages")))
        return buttons

    def _clarify(self, meant: Understanding) -> Answer:
        place = meant.place.municipality.nis if meant.place and meant.place.sure else None
        base = Action("ask", None, place, meant.level, meant.year)
        buttons = self._menu.asking(
            self._language, [intent for intent, _ in meant.candidates], base
        )
        else_ = self._menu.word(self._language, Message.SOMETHING_ELSE)
        self._chat = replace(self._chat, pending=None)
        return self._done(
            asks=Message.DID_YOU_MEAN,
            buttons=[*buttons, Button(else_, Action("reword"))],
            decision="clarify",
        )

    def _missed(self) -> Answer:
        misses = self._chat.misses + 1
        if misses >= MISSES and "mens" in self._catalogue.intents:
            answer = self._show(Action("ask", "mens"))
            sorry = self._menu.say(self._language, Message.NOT_UNDERSTOOD)
            buttons = (*answer.reply.buttons, *self._menu.topic_buttons(self._language))
            reply = replace(
                answer.reply, says=(sorry,), decision="none", intent=None, buttons=buttons
            )
            return Answer(reply, answer.chat)
        self._chat = replace(self._chat, pending=None, misses=misses)
        return self._done(
            asks=Message.NOT_UNDERSTOOD,
            buttons=self._menu.topic_buttons(self._language),
            decision="none",
        )

    def _languages(self, base: Action) -> Answer:
        return self._done(asks=Message.CHOOSE_LANGUAGE, buttons=self._menu.language_buttons(base))

    def _topics(self) -> Answer:
        self._chat = replace(self._chat, pending=None, misses=0)
        return self._done(
            asks=Message.CHOOSE_TOPIC, buttons=self._menu.topic_buttons(self._language)
        )

    def _ask_place(self, action: Action | None, first: Message | None = None) -> Answer:
        self._chat = replace(self._chat, place=None)
        base = replace(action, kind="ask", place=None) if action else Action("town")
        return self._done(
            *([self._menu.say(self._language, first)] if first else []),
            asks=Message.ASK_PLACE,
            buttons=self._menu.town_buttons(base),
            pending=base if action else None,
            decision="clarify",
        )

    def _ask_level(self, action: Action) -> Answer:
        self._chat = replace(self._chat, level=None)
        return self._done(
            asks=Message.ASK_LEVEL,
            buttons=self._menu.level_buttons(self._language, action),
            pending=action,
            decision="clarify",
        )

    def _done(
        self,
        *says: Twin[str],
        asks: Message | Twin[str] | None = None,
        buttons: list[Button] | None = None,
        pending: Action | None = None,
        **more: object,
    ) -> Answer:
        language = self._language
        if isinstance(asks, Message):
            asks = self._menu.say(language, asks)
        if pending:
            self._chat = replace(self._chat, pending=pending)
        reply = Reply(
            language,
            self._catalogue.languages[language].direction,
            says,
            asks=asks,
            buttons=tuple(buttons or ()),
            in_dutch=self._menu.word(language, Message.IN_DUTCH) if language != SOURCE else None,
        )
        reply = replace(reply, **more)  # type: ignore[arg-type]  # because the names are Reply's own
        return Answer(replace(reply, notice=self._notice(reply)), self._chat)

    def _notice(self, reply: Reply) -> str | None:
        """How a translation was made, or that the card is in Dutch because there is none."""
        if reply.card is None or self._language == SOURCE:
            return None
        if reply.card.dutch is None:
            return self._menu.word(self._language, Message.NOT_TRANSLATED)
        reviewed = self._catalogue.languages[self._language].status == "reviewed"
        message = Message.REVIEWED_TRANSLATION if reviewed else Message.MACHINE_TRANSLATION
        return self._menu.word(self._language, message)
