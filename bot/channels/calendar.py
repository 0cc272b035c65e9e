"""Calendar days as a file that every calendar reads (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.conversation import Entry

if TYPE_CHECKING:  # because it is imported at the first file, for a quick start
    from icalendar import Event

NAME = "aanmelden.ics"
TYPE = "text/calendar; charset=utf-8"
MORNING = timedelta(hours=9)
"""So long after midnight the phone tells of a day."""


def calendar_file(entries: Iterable[Entry], today: date) -> bytes:
    """The file: all-day events, stamped with the day; nothing in it tells whose it is."""
    from icalendar import Calendar  # noqa: PLC0415  # see above

    calendar = Calendar()
    calendar.add("prodid", "-//Ouderbot//aanmelden//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    stamp = datetime.combine(today, time(), UTC)
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    return bytes(calendar.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    from icalendar import Alarm, Event  # noqa: PLC0415  # see above

    event = Event()
    event.add("uid", f"{entry.name}@ouderbot")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.text)
    if entry.url:
        event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", MORNING)
    alarm.add("description", entry.title)
    event.add_component(alarm)
    return event
