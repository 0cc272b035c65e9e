"""What a Telegram update asks, or that it asks nothing."""

from __future__ import annotations

import re

from telegram import Message, Update
from telegram.constants import ChatType

from bot.conversation import Action, Question
from bot.conversation.chat import COMMANDS

_COMMAND = re.compile(
    r"/(?P<name>[A-Za-z_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL
)


def question(update: Update, username: str) -> Question | None:
    """The question of an update; None for what is not said to the bot.

    Args:
        update: as Telegram sent it.
        username: the bot's own, without `@`; in a group only what names it, replies to it or is a
            command is said to it.
    """
    user = update.effective_user
    app = (user.language_code or "").split("-")[0] or None if user else None
    if update.callback_query:
        return Question(
            action=Action.parse(update.callback_query.data or "") or Action("topics"),
            app_language=app,
        )
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    forwarded = message.forward_origin is not None
    text = message.text or message.caption or ""
    command = _COMMAND.fullmatch(text.strip())
    if command and (command["bot"] or username).casefold() == username.casefold():
        screen = COMMANDS.get(command["name"].casefold())
        if screen == "start" and command["rest"]:
            action = Action.parse(command["rest"].strip()) or Action("start")
            return Question(action=action, app_language=app, forwarded=forwarded)
        if screen:
            return Question(screen=screen, app_language=app, forwarded=forwarded)
    if message.chat.type != ChatType.PRIVATE:
        text = _said_to(message, text, username)
        return Question(text=text, app_language=app) if text else None
    if command and command["bot"] is None and not message.edit_date:
        text = command["rest"] or command["name"]
    if message.location and not message.edit_date:
        place = (message.location.latitude, message.location.longitude)
        return Question(location=place, app_language=app, forwarded=forwarded)
    if message.edit_date and not text:
        return None
    if not text and not _is_content(message):
        return None
    return Question(text=text or None, app_language=app, forwarded=forwarded)


def _said_to(message: Message, text: str, username: str) -> str:
    """What a group message says to the bot; empty when it does not."""
    name = re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)
    replied = message.reply_to_message
    to_bot = bool(
        replied
        and replied.from_user
        and (replied.from_user.username or "").casefold() == username.casefold()
    )
    if not to_bot and not name.search(text):
        return ""
    return name.sub(" ", text).strip()


def _is_content(message: Message) -> bool:
    """Whether a message without text is a thing that a parent sent, not news about the chat."""
    return any(
        (
            message.voice, message.audio, message.photo, message.sticker, message.document,
            message.video, message.video_note, message.animation, message.contact, message.venue,
            message.poll, message.dice,
        )
    )  # fmt: skip
