"""The bot's commands, name and descriptions in Telegram, in every language, set when changed."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.catalogue import Message
from bot.conversation import Dialogue
from bot.translation import SOURCE

_COMMANDS = {
    "start": Message.COMMAND_START,
    "taal": Message.COMMAND_LANGUAGE,
    "help": Message.COMMAND_HELP,
    "deel": Message.COMMAND_SHARE,
    "herinneringen": Message.COMMAND_REMINDERS,
    "privacy": Message.COMMAND_PRIVACY,
    "vergeet": Message.COMMAND_FORGET,
}
_TWO_LETTERS = 2
_log = logging.getLogger(__name__)


async def set_profile(bot: Bot, dialogue: Dialogue) -> None:
    """Compares what Telegram shows with the catalogue, and sets only what differs.

    Setting all languages at every start runs into Telegram's flood limits.
    """
    codes = [code for code in dialogue.menu.languages if len(code) == _TWO_LETTERS]
    for code in ["", *(code for code in codes if code != SOURCE), SOURCE]:
        try:
            await _set_language(bot, dialogue, code)
        except TelegramError as error:
            _log.warning(
                "the profile in %r was not set (%s)", code or "default", type(error).__name__
            )


async def _set_language(bot: Bot, dialogue: Dialogue, code: str) -> None:
    def say(message: Message) -> str:
        return dialogue.menu.word(code or SOURCE, message)

    commands = [BotCommand(name, say(message)) for name, message in _COMMANDS.items()]
    if list(await bot.get_my_commands(language_code=code)) != commands:
        await bot.set_my_commands(commands, language_code=code)
    name = say(Message.BOT_NAME)
    if (await bot.get_my_name(language_code=code)).name != name:
        await bot.set_my_name(name, language_code=code)
    description = say(Message.BOT_DESCRIPTION)
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    short = say(Message.BOT_SHORT_DESCRIPTION)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
