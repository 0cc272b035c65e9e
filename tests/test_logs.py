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


def test_an_exception_tells_where_and_of_what_kind_never_its_text() -> None:
    """Libraries put what they stumbled over into their messages: a parent's words, an id."""
    said = "mijn geheim 4711"
    try:
        try:
            int(said)
        except ValueError as error:
            raise RuntimeError(said) from error
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "it broke", (), sys.exc_info())
    record.exc_text = said  # as another handler left it
    line = RedactingFormatter().format(record)

    assert line.endswith("RuntimeError")
    assert "test_logs.py" in line
    assert said not in line


def test_settings_hide_their_secrets() -> None:
    """Not even their repr shows them."""
    settings = Settings(telegram_token=TOKEN, webhook_secret="hush", hash_key="hush")

    assert TOKEN not in repr(settings)
    assert "hush" not in repr(settings)
