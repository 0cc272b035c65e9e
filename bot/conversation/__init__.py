"""From an understanding and what is remembered to a reply; knows no channel and no clock."""

from bot.conversation.action import Action
from bot.conversation.agenda import Entry
from bot.conversation.chat import Answer, Chat, Controller, Kept, Question
from bot.conversation.dialogue import Dialogue
from bot.conversation.news import Audience
from bot.conversation.offers import Asked, Offer
from bot.conversation.reminder import About, Dates, Part, Reminder, Subject, Wanted
from bot.conversation.reminding import Told
from bot.conversation.reply import Button, Card, Reply, Tool, Twin

__all__ = [
    "About", "Action", "Answer", "Asked", "Audience", "Button", "Card", "Chat", "Controller",
    "Dates", "Dialogue", "Entry", "Kept", "Offer", "Part", "Question", "Reminder", "Reply",
    "Subject", "Told", "Tool", "Twin", "Wanted",
]  # fmt: skip
