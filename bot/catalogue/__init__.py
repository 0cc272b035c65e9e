"""What the bot knows: YAML read into validated models, with file and line for every mistake."""

from bot.catalogue.announcement import Announcement
from bot.catalogue.catalogue import NONE, NOOD, Catalogue
from bot.catalogue.finding import ContentError, Finding, Severity
from bot.catalogue.intent import Intent
from bot.catalogue.level import Level, Year
from bot.catalogue.message import Message
from bot.catalogue.place import Municipality
from bot.catalogue.reading import Reading, load

__all__ = [
    "NONE",
    "NOOD",
    "Announcement",
    "Catalogue",
    "ContentError",
    "Finding",
    "Intent",
    "Level",
    "Message",
    "Municipality",
    "Reading",
    "Severity",
    "Year",
    "load",
]
