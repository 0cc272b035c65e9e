"""From an understanding and what is remembered to a reply; knows no channel and no clock."""

from bot.conversation.action import Action
from bot.conversation.chat import Answer, Chat, Question
from bot.conversation.dialogue import Dialogue
from bot.conversation.offers import Asked, Offer
from bot.conversation.reply import Button, Card, Reply, Tool, Twin

__all__ = [
    "Action", "Answer", "Asked", "Button", "Card", "Chat", "Dialogue", "Offer", "Question",
    "Reply", "Tool", "Twin",
]  # fmt: skip
