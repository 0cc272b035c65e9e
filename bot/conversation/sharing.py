"""Links that open a card, for who passes them on (`/deel`)."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue import Catalogue, Message
from bot.conversation.action import Action
from bot.conversation.chat import Answer
from bot.conversation.menu import TOPICS, Menu
from bot.conversation.reply import Button, Invitation, Tool, Twin
from bot.conversation.speaker import Speaker
from bot.translation import SOURCE


class Sharing:
    """Walks through topic, card and language to a link.

    Args:
        catalogue: what the bot knows.
        menu: sentences and buttons.
        speaker: says the answer.
    """

    def __init__(self, catalogue: Catalogue, menu: Menu, speaker: Speaker) -> None:
        self._catalogue = catalogue
        self._menu = menu
        self._speaker = speaker

    def invite(self, action: Action) -> Answer:
        """The way to a link that opens a card: which topic, which card, which language."""
        self._speaker.chat = replace(self._speaker.chat, pending=None)
        intent = self._catalogue.intents.get(action.intent or "")
        if action.intent in TOPICS:
            buttons = self._menu.sharing(self._speaker.language, action.intent)
            return self._speaker.done(asks=Message.SHARE_WHICH_TOPIC, buttons=buttons)
        if intent is None:
            buttons = [
                replace(button, action=replace(button.action, kind="share"))
                for button in self._menu.topic_buttons(self._speaker.language)
            ]
            relay = Button(self._menu.word(SOURCE, Message.RELAY_BUTTON), Action("relay"))
            return self._speaker.done(asks=Message.SHARE_WHICH_TOPIC, buttons=[*buttons, relay])
        if action.language is None:
            buttons = [
                replace(button, action=replace(action, language=button.action.language))
                for button in self._menu.language_buttons(action)
            ]
            return self._speaker.done(asks=Message.SHARE_WHICH_LANGUAGE, buttons=buttons)
        title = self._menu.title(action.language, intent)
        dutch = None if action.language == SOURCE else self._menu.title(SOURCE, intent)
        shared = replace(action, kind="ask")
        tool = Tool("share", self._menu.word(self._speaker.language, Message.SHARE), shared)
        return self._speaker.done(
            self._menu.say(self._speaker.language, Message.SHARE_READY),
            invitation=Invitation(shared, Twin(title, dutch)),
            tools=(tool,),
        )
