"""The log: what the program did, never what a parent wrote, and never a secret."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType
from typing import TypeAlias

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
"""A bot token of Telegram, wherever it stands."""
QUIET = (
    "alembic",
    "httpx",
    "httpcore",
    "telegram",
    "telegram.ext",
    "aiosqlite",
    "asyncio",
    "sqlalchemy",
)
"""Libraries whose lines below WARNING hold addresses with the token, or whole messages."""


ExceptionInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class RedactingFormatter(logging.Formatter):
    """Writes lines without secrets, and exceptions without their texts.

    Args:
        secrets: values to leave out, beside everything that looks like a token.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # because logging calls it so
        """Where an exception came from and its kind; its text could hold what a parent wrote."""
        return "".join(traceback.format_tb(ei[2])) + getattr(ei[0], "__name__", "")

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        record.exc_text = None  # another formatter may have left one with the text
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "(hidden)")
        return _TOKEN.sub("(hidden)", text)


def set_up_logs(level: str, secrets: Iterable[str] = ()) -> None:
    """One log, to standard error; the given secrets never stand in it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
