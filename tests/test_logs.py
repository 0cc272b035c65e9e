"""Secrets never stand in the log."""

from __future__ import annotations

import logging
import sys

from bot.logs import RedactingFormatter
from bot.settings import Settings

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def test_tokens_are_hidden_in_text_arguments_and_tracebacks() -> None:
    """Wherever a token stands: in an address, an exception or an argument."""
    formatter = RedactingFormatter(["hush"])
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        record = logging.LogRecord(
            "x", logging.ERROR, "x.py", 1, "call %s %s", (TOKEN, "hush"), sys.exc_info()
        )
    line = formatter.format(record)

    assert TOKEN not in line
    assert "hush" not in line
    assert "ValueError" in line


def test_settings_hide_their_secrets() -> None:
    """Not even their repr shows them."""
    settings = Settings(telegram_token=TOKEN, webhook_secret="hush", hash_key="hush")

    assert TOKEN not in repr(settings)
    assert "hush" not in repr(settings)
