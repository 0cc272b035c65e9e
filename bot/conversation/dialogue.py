"""The conversation: a question and what is remembered become a reply and what to remember.

It knows no channel and has no clock of its own; every channel gives it questions and shows its
replies.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.catalogue import NOOD, Catalogue, Message
from bot.conversation.cards import CardMaker
from bot.conversation.chat import Answer, Chat, Question
from bot.conversation.language_names import LanguageNames
from bot.conversation.menu import Menu
from bot.conversation.offers import Offers
from bot.conversation.speaker import Speaker
from bot.conversation.turn import Turn
from bot.translation import SOURCE, Translations
from bot.understanding import Engine


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
        self._cards = CardMaker(catalogue, translations)
        self._names = LanguageNames(catalogue.languages.values())
        self.offers = Offers(catalogue, engine, self.menu, self._cards, self._names)

    def respond(self, question: Question, chat: Chat | None, today: date) -> Answer:
        """The answer to a question on a day; `chat` is None at the first contact."""
        language = self.language_of(chat.language if chat else None, question.app_language)
        speaker = Speaker(
            self.catalogue, self.menu, self._cards, today, language=language, chat=chat or Chat()
        )
        turn = Turn(self.engine, self.catalogue, self.menu, self._names, speaker)
        answer = turn.answer(question)
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
