"""A parent in a conversation, and the day on which tests live."""

from __future__ import annotations

from datetime import date

from bot.conversation import Chat, Dialogue, Question, Reply

TODAY = date(2026, 11, 22)


class Parent:
    """A parent in a conversation: types, presses buttons, and sees replies."""

    def __init__(self, dialogue: Dialogue, app_language: str | None = "nl") -> None:
        self._dialogue = dialogue
        self._app = app_language
        self.chat: Chat | None = None
        self.today = TODAY
        self.reply: Reply | None = None

    def asks(self, question: Question) -> Reply:
        answer = self._dialogue.respond(question, self.chat, self.today)
        self.chat, self.reply = answer.chat, answer.reply
        return answer.reply

    def types(self, text: str) -> Reply:
        return self.asks(Question(text=text, app_language=self._app))

    def presses(self, label: str) -> Reply:
        assert self.reply is not None
        button = next(one for one in self.reply.buttons if label in one.label)
        return self.asks(Question(action=button.action, app_language=self._app))
