"""The log: what the program did, never what a parent wrote, and never a secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable

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


class RedactingFormatter(logging.Formatter):
    """Writes lines without secrets, in their text and in tracebacks alike.

    Args:
        secrets: values to leave out, beside everything that looks like a token.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
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
