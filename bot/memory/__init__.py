"""What is remembered between messages; the only room that writes while the program runs."""

from bot.memory.counts import Count, count_of
from bot.memory.database import database_url, unusable
from bot.memory.dues import Due
from bot.memory.inbox import Entry
from bot.memory.keys import ChatKeys, hash_secret
from bot.memory.memory import Memory
from bot.memory.migrations import MigrationError
from bot.memory.moments import awake
from bot.memory.reminders import Wish

__all__ = [
    "ChatKeys", "Count", "Due", "Entry", "Memory", "MigrationError", "Wish", "awake", "count_of",
    "database_url", "hash_secret", "unusable",
]  # fmt: skip
