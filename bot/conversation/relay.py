"""A parent's message that somebody else passes on: what it asks, in Dutch, and the card to send.

Who passes it on is no parent: nothing of the message is remembered, and the card stands apart, in
the parent's language, ready to be sent on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.catalogue import NOOD, Catalogue, Message
from bot.conversation.action import Action
from bot.conversation.chat import Answer, Chat
from bot.conversation.menu import Menu
from bot.conversation.reply import Button, Reply
from bot.conversation.speaker import Speaker
from bot.translation import SOURCE
from bot.translation.wording import language_name
from bot.understanding import Engine, Understanding

_KEPT = {"ask", "level", "town"}
"""Buttons that make sense to who passes on; they become relays."""


class Relay:
    """Answers somebody who passes a parent's message on.

    Args:
        engine: understands the message.
        catalogue: what the bot knows.
        menu: sentences and buttons.
        speaker: says the card; its chat is that of who passes on.
    """

    def __init__(self, engine: Engine, catalogue: Catalogue, menu: Menu, speaker: Speaker) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._menu = menu
        self._speaker = speaker
        self._chat = replace(speaker.chat, pending=None) if waits(speaker.chat) else speaker.chat

    def read(self, text: str, today: date) -> Answer:
        """The answer to a message of a parent, in any language."""
        meant = self._engine.understand(text, today=today)
        own = meant.language.code
        if meant.language.heard and own in self._catalogue.languages and own != SOURCE:
            self._speaker.language = own
        place = meant.place.municipality.nis if meant.place and meant.place.sure else None
        self._speaker.chat = replace(
            self._chat, place=place or self._chat.place, level=meant.level, pending=None
        )
        named = language_name(self._speaker.language, SOURCE)
        language = self._say(Message.RELAY_LANGUAGE, name=named)
        if meant.intent == NOOD:
            return self._danger(language)
        if meant.intent:
            share = str(round(100 * meant.candidates[0][1]))
            sure = self._say(Message.RELAY_SURE, share=share)
            answer = self._speaker.show_for(Action("ask", meant.intent, year=meant.year), meant)
            return self._passed(answer.reply, self._asks(meant.intent), sure, language)
        return self._unsure(meant, place, language)

    def paste(self) -> Answer:
        """Waits for the text of a parent's message."""
        reply = self._in_dutch(Message.RELAY_PASTE)
        return Answer(reply, replace(self._chat, pending=Action("relay")))

    def show(self, action: Action) -> Answer:
        """The card that a button below a parent's message asks for."""
        self._speaker.language = action.language or SOURCE
        self._speaker.chat = replace(self._chat, place=action.place, level=action.level)
        if action.intent is None:
            return self.paste()
        answer = self._speaker.show(replace(action, kind="ask", language=None))
        return self._passed(answer.reply, self._asks(action.intent))

    def _danger(self, language: str) -> Answer:
        """What to do now, in Dutch, and the card for the parent."""
        own = self._speaker.language
        card = self._speaker.show(Action("ask", NOOD)).reply
        self._speaker.language = SOURCE
        dutch = self._speaker.show(Action("ask", NOOD)).reply
        lines = dutch.card.shown.statements() if dutch.card else ()
        self._speaker.language = own
        return self._passed(card, self._say(Message.RELAY_DANGER), *lines, language)

    def _unsure(self, meant: Understanding, place: str | None, language: str) -> Answer:
        """What the parent may mean, as buttons in Dutch."""
        base = Action("relay", None, place, meant.level, meant.year, self._speaker.language)
        intents = [intent for intent, _ in meant.candidates] if meant.decision == "clarify" else []
        buttons = [
            Button(
                self._menu.title(SOURCE, self._catalogue.intents[intent]),
                replace(base, intent=intent),
            )
            for intent in intents
        ]
        said = Message.RELAY_UNSURE if buttons else Message.RELAY_NOT_UNDERSTOOD
        reply = replace(self._in_dutch(said), buttons=tuple(buttons), decision=meant.decision)
        return Answer(replace(reply, summary=(self._say(said), language), asks=None), self._chat)

    def _passed(self, reply: Reply, *summary: str) -> Answer:
        """A reply to send on, with buttons that remember nothing."""
        kept = tuple(
            replace(
                button,
                action=replace(
                    button.action,
                    kind="relay",
                    place=button.action.place or self._speaker.chat.place,
                    language=self._speaker.language,
                ),
            )
            for button in reply.buttons
            if button.action.kind in _KEPT and button.action.intent
        )
        return Answer(replace(reply, summary=summary, buttons=kept), self._chat)

    def _asks(self, intent: str) -> str:
        title = self._menu.title(SOURCE, self._catalogue.intents[intent])
        return self._say(Message.RELAY_ASKS, title=title)

    def _say(self, message: Message, **values: str) -> str:
        return self._menu.word(SOURCE, message, **values)

    def _in_dutch(self, message: Message) -> Reply:
        return Reply(SOURCE, "ltr", asks=self._menu.say(SOURCE, message))


def waits(chat: Chat) -> bool:
    """Whether the next text is a parent's message that somebody pastes."""
    return chat.pending == Action("relay")
