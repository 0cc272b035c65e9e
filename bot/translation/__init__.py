"""Texts, dates and directions in every language."""

from bot.translation.translations import SOURCE, Translations

__all__ = ["SOURCE", "Translations"]
