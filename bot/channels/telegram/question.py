"""What a Telegram update asks, or that it asks nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.conversation import Action, Question
from bot.conversation.chat import COMMANDS, Screen

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
    asked, chat = _asked(update, username), update.effective_chat
    if asked is None or chat is None:
        return asked
    private = chat.type == ChatType.PRIVATE
    return replace(asked, group=not private, reachable=private)


def _asked(update: Update, username: str) -> Question | None:
    user = update.effective_user
    app = (user.language_code or "").split("-")[0] or None if user else None
    if update.callback_query:
        return Question(
            action=Action.parse(update.callback_query.data or "") or Action("topics"),
            app_language=app,
            kept=_shown_to_keep(update.callback_query.message),
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
            action = Action.parse(command["rest"].strip())
            lost: Screen | None = None if action else "lost"
            return Question(action=action, screen=lost, app_language=app, forwarded=forwarded)
        if screen:
            return Question(screen=screen, app_language=app, forwarded=forwarded)
    if message.chat.type != ChatType.PRIVATE:
        said = _said_to(message, text, username)
        if said is not None and (told := _told_by_another(message, username)):
            return Question(text=told, app_language=app, forwarded=True)
        return Question(text=said, app_language=app) if said else None
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


def _shown_to_keep(message: object) -> str | None:
    """The quotation in the bot's own message whose button was pressed (render.py puts it there).

    Old messages come without their text.
    """
    if not isinstance(message, Message) or not message.text:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return None
    quoted = message.parse_entities([MessageEntity.BLOCKQUOTE])
    return next(iter(quoted.values()), None)


def _told_by_another(message: Message, username: str) -> str:
    """The text of somebody else that a group message replies to when it names the bot."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.username == username:
        return ""
    return replied.text or replied.caption or ""


def _said_to(message: Message, text: str, username: str) -> str | None:
    """What a group message says to the bot; None when it is not said to it."""
    name = re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)
    replied = message.reply_to_message
    to_bot = bool(
        replied
        and replied.from_user
        and (replied.from_user.username or "").casefold() == username.casefold()
    )
    if not to_bot and not name.search(text):
        return None
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
