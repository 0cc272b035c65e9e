"""What is remembered between messages; the only room that writes while the program runs."""

from bot.memory.memory import ChatKeys, Memory, database_url, hash_secret

__all__ = ["ChatKeys", "Memory", "database_url", "hash_secret"]
