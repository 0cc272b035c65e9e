"""From a question to what it means; knows no channel, no clock and no memory."""

from bot.understanding.understanding import Engine, Understanding

__all__ = ["Engine", "Understanding"]
