"""One message to a chat, in the form that it needs."""

from __future__ import annotations

from datetime import timedelta

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import RetryAfter

from bot.channels.telegram.render import Outgoing


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def send(bot: Bot, chat: int, outgoing: Outgoing) -> None:
    """Sends a message once.

    Raises:
        telegram.error.TelegramError: Telegram did not take it.
    """
    if outgoing.picture:
        await bot.send_photo(
            chat,
            outgoing.picture,
            caption=outgoing.html,
            parse_mode=ParseMode.HTML,
            reply_markup=outgoing.keyboard,
        )
    elif outgoing.file:
        await bot.send_document(
            chat,
            outgoing.file.content,
            filename=outgoing.file.name,
            caption=outgoing.html,
            parse_mode=ParseMode.HTML,
        )
    else:
        await bot.send_message(
            chat,
            outgoing.html,
            parse_mode=ParseMode.HTML,
            reply_markup=outgoing.keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
