"""What is remembered between messages; the only room that writes while the program runs."""

from bot.memory.counts import Count, count_of
from bot.memory.database import database_url
from bot.memory.keys import ChatKeys, hash_secret
from bot.memory.memory import Memory
from bot.memory.migrations import MigrationError

__all__ = [
    "ChatKeys", "Count", "Memory", "MigrationError", "count_of", "database_url", "hash_secret",
]  # fmt: skip
