"""The days of a reply as a file that Telegram hands to the phone's calendar."""

from __future__ import annotations

from datetime import date
from html import escape

from bot.catalogue import Message
from bot.channels.calendar import NAME, calendar_file
from bot.channels.telegram.render import File, Outgoing
from bot.conversation import Dialogue, Reply


def calendar_of(reply: Reply, dialogue: Dialogue, today: date) -> Outgoing | None:
    """The file, to be sent after the reply; None when it has no days."""
    entries = dialogue.agenda(reply.calendar, today) if reply.calendar else []
    if not entries:
        return None
    caption = dialogue.menu.word(reply.language, Message.CALENDAR)
    return Outgoing(escape(caption), file=File(NAME, calendar_file(entries, today)))
