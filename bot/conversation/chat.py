"""What comes in, what is remembered between two messages, and what goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.catalogue import Level
from bot.conversation.action import Action
from bot.conversation.reminder import Reminder, Subject
from bot.conversation.reply import Reply

Screen = Literal["start", "languages", "help", "privacy", "forget", "share", "reminders", "lost"]

COMMANDS: dict[str, Screen] = {
    "start": "start",
    "taal": "languages",
    "language": "languages",
    "help": "help",
    "hulp": "help",
    "privacy": "privacy",
    "vergeet": "forget",
    "forget": "forget",
    "deel": "share",
    "share": "share",
    "herinneringen": "reminders",
    "reminders": "reminders",
}
"""Commands and the screen that each opens."""


def command(text: str) -> Screen | None:
    """The screen of a text that is a command, such as /vergeet, or None."""
    word = text.strip().casefold()
    return COMMANDS.get(word[1:]) if word.startswith("/") else None


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
        group: said where others read along.
        kept: with the button that agrees to it, the text that may be kept, as it was shown. It is
            outside data like all else.
        reachable: the channel can write to this chat later, unasked.
        reminders: those that the chat has, with the command that lists them.
    """

    text: str | None = None
    action: Action | None = None
    screen: Screen | None = None
    location: tuple[float, float] | None = None
    app_language: str | None = None
    forwarded: bool = False
    group: bool = False
    kept: str | None = None
    reachable: bool = False
    reminders: tuple[Reminder, ...] = ()


@dataclass(frozen=True)
class Chat:
    """What is remembered of a chat between two messages, and nothing else.

    Args:
        place: a NIS code.
        pending: the question that waits for a place or a level.
        misses: questions in a row that were not understood.
        asked: the day on which it was last asked whether a question may be kept.
    """

    language: str | None = None
    place: str | None = None
    level: Level | None = None
    pending: Action | None = None
    misses: int = 0
    asked: date | None = None


@dataclass(frozen=True)
class Controller:
    """Who runs this bot and answers for what it keeps (GDPR, article 4.7); how to reach them."""

    name: str
    contact: str


@dataclass(frozen=True)
class Kept:
    """A question that its sender lets the bot keep: its language, and the text that was shown."""

    language: str
    text: str


@dataclass(frozen=True)
class Answer:
    """A reply, and what to remember.

    Args:
        chat: None when everything is to be forgotten.
        inbox: what goes into the inbox.
        reminder: to be kept, in place of the chat's own of the same subject.
        remove: the subject of a reminder that is to be forgotten.
    """

    reply: Reply
    chat: Chat | None
    inbox: Kept | None = None
    reminder: Reminder | None = None
    remove: Subject | None = None
