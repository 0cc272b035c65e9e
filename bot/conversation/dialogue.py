"""The conversation: a question and what is remembered become a reply and what to remember.

It knows no channel and has no clock of its own; every channel gives it questions and shows its
replies.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.catalogue import NOOD, Catalogue, Message
from bot.conversation.action import Action
from bot.conversation.agenda import Agenda, Entry
from bot.conversation.area_news import AreaNews
from bot.conversation.cards import CardMaker
from bot.conversation.chat import Answer, Chat, Controller, Question
from bot.conversation.language_names import LanguageNames
from bot.conversation.menu import Menu
from bot.conversation.news import Audience, NewsMaker, audiences
from bot.conversation.offers import Offers
from bot.conversation.reminder import Dates, Part, Reach, Reminder, Subject, dates_of
from bot.conversation.reminding import Reminding, Told
from bot.conversation.reply import Reply
from bot.conversation.speaker import PRIVACY, Speaker
from bot.conversation.turn import Turn
from bot.translation import SOURCE, Translations
from bot.understanding import Engine


class Dialogue:
    """Answers questions.

    Args:
        catalogue: what the bot knows.
        translations: of the same.
        engine: what understands texts.
        controller: who answers for what is kept, where that is set.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        translations: Translations,
        engine: Engine,
        controller: Controller | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.menu = Menu(catalogue, translations)
        self.engine = engine
        self._controller = controller
        self._news = NewsMaker(catalogue, translations)
        self._cards = CardMaker(catalogue, translations)
        self._names = LanguageNames(catalogue.languages.values())
        self.offers = Offers(catalogue, engine, self.menu, self._cards, self._names)

    def respond(self, question: Question, chat: Chat | None, today: date) -> Answer:
        """The answer to a question on a day; `chat` is None at the first contact."""
        language = self.language_of(chat.language if chat else None, question.app_language)
        reminders = _reach(question)
        speaker = self._speaker(today, language, chat or Chat(), reminders)
        turn = Turn(self.engine, self.catalogue, self.menu, self._names, speaker)
        answer = turn.answer(question)
        reply = answer.reply
        danger = reply.intent == NOOD
        if chat is None and not danger and question.screen not in {"start", "forget"}:
            hello = self.menu.say(reply.language, Message.I_AM_A_PROGRAM)
            reply = replace(reply, says=(hello, *reply.says))
        if reply.intent == PRIVACY and (runs := self._controller):
            values = {"name": runs.name, "contact": runs.contact}
            who = self.menu.say(reply.language, Message.PRIVACY_CONTACT, **values)
            reply = replace(reply, says=(*reply.says, who))
        if question.forwarded:
            return Answer(reply, chat)
        return replace(answer, reply=reply)

    def sentence(self, language: str, message: Message) -> Reply:
        """A reply that is one of the bot's own sentences."""
        direction = self.catalogue.languages[language].direction
        return Reply(language, direction, says=(self.menu.say(language, message),))

    def told(self, reminder: Reminder, part: Part | None, today: date) -> Told:
        """What a reminder says on a day; `part` is None for news of its date."""
        speaker = self._speaker(today, self.language_of(reminder.language), Chat(), "offered")
        return Reminding(self.catalogue, self.menu, speaker).told(reminder, part)

    def announced(self, reminder: Reminder, name: str, today: date) -> Reply | None:
        """An announcement for who asked for area news; None when it no longer holds."""
        speaker = self._speaker(today, self.language_of(reminder.language), Chat(), "offered")
        news = AreaNews(self.catalogue, self.menu, speaker)
        return news.told(reminder.subject, name, self._news)

    def audiences(self, today: date) -> list[Audience]:
        """The announcements that hold on a day, with those whom they are for."""
        return list(audiences(self.catalogue, today))

    def dates(self, subject: Subject, school_year: str) -> Dates | None:
        """When aanmelden is, as far as it is known."""
        return dates_of(self.catalogue, subject, school_year)

    def agenda(self, action: Action, today: date) -> list[Entry]:
        """The days of a card for a calendar; none when it has no day to come."""
        if action.place is None or action.level is None:
            return []
        agenda, language = Agenda(self.catalogue, self.menu, self._cards), action.language
        subject = Subject(action.place, action.level)
        return list(agenda.entries(subject, self.language_of(language), today))

    def _speaker(self, today: date, language: str, chat: Chat, reminders: Reach) -> Speaker:
        return Speaker(
            self.catalogue, self.menu, self._cards, today,
            language=language, chat=chat, reminders=reminders,
        )  # fmt: skip

    def language_of(self, *codes: str | None) -> str:
        """The first of some languages that the bot knows, or Dutch."""
        return next((code for code in codes if code in self.catalogue.languages), SOURCE)


def _reach(question: Question) -> Reach:
    if question.reachable and not question.forwarded:
        return "offered"
    return "possible" if question.reachable or question.group else "impossible"
