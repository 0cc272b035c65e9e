"""A bare python-telegram-bot bot that repeats what it is told, to compare with.

Run as `python -m tests.benchmarks.echo BASE WAY PORT` with the base of the Bot API.
"""

from __future__ import annotations

import logging
import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from tests.fakes.bot_api import TOKEN

PATH = "telegram"


async def repeat(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Says the same."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Runs until it is killed, with the library's own loop and all of its defaults."""
    base, way, port = sys.argv[1:]
    logging.getLogger().setLevel(logging.WARNING)
    application = ApplicationBuilder().token(TOKEN).base_url(base).build()
    application.add_handler(MessageHandler(filters.TEXT, repeat))
    if way == "polling":
        application.run_polling()
        return
    application.run_webhook(
        listen="127.0.0.1", port=int(port), url_path=PATH,
        webhook_url=f"http://127.0.0.1:{port}/{PATH}", secret_token="secret",
    )  # fmt: skip


if __name__ == "__main__":
    main()
