"""A file for a parent's own calendar: the right days, stamped, and nobody's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from bot.catalogue import Catalogue, Level
from bot.channels.calendar import calendar_file
from bot.conversation import Action, Dialogue
from tests.fakes.dates import KNOWN
from tests.fakes.parent import TODAY


def action(code: str = "nl", level: Level = Level.SECUNDAIR, place: str = "44021") -> Action:
    return Action("ask", "aanmelden-wanneer", place, level, language=code)


def events(dialogue: Dialogue, what: Action, today: date = TODAY) -> list[icalendar.Event]:
    """The days of a file, read as a calendar reads them."""
    file = calendar_file(dialogue.agenda(what, today), today)
    assert file.startswith(b"BEGIN:VCALENDAR\r\n")
    read = icalendar.Calendar.from_ical(file)
    assert not read.errors
    return [one for one in read.walk("VEVENT") if isinstance(one, icalendar.Event)]


def test_the_days_of_a_reminder_last_a_day_each(dialogue: Dialogue) -> None:
    """No hour, so that no time zone moves them; the phone tells at nine."""
    found = events(dialogue, action())

    assert [one.decoded("dtstart") for one in found] == list(KNOWN.days().values())
    for one in found:
        assert one.decoded("dtend") - one.decoded("dtstart") == timedelta(days=1)
        assert one.decoded("dtstamp") == datetime(2026, 11, 22, tzinfo=UTC)
        [alarm] = one.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(hours=9)


def test_each_day_says_what_holds_on_it(dialogue: Dialogue) -> None:
    """In the parent's language with the Dutch below, and where to go."""
    week, opens, _ = events(dialogue, action("en"))

    assert str(week["summary"]).endswith("starts in a week. (secondary school, Gent)")
    assert "Meld je kind aan van dinsdag 23 maart 2027" in str(week["description"])
    assert "Meld je kind nu aan. Het kan tot en met vrijdag 16 april 2027." in str(
        opens["description"]
    )
    assert "23 March 2027" in str(week["description"])
    assert str(week["url"]).startswith("https://")


def test_a_day_that_moves_takes_the_place_of_the_old_one(dialogue: Dialogue) -> None:
    """The same name whenever it is given out, in any language; another town's is another."""
    names = [str(one["uid"]) for one in events(dialogue, action())]

    assert len(set(names)) == 3
    assert [str(one["uid"]) for one in events(dialogue, action("ar"))] == names
    others = [str(one["uid"]) for one in events(dialogue, action(place="11002"))]
    assert not set(others) & set(names)


def test_days_that_are_over_are_left_out(dialogue: Dialogue) -> None:
    """And where no date is known, or the place is none, there is no day at all."""
    assert len(events(dialogue, action(), date(2027, 3, 20))) == 2
    assert not events(dialogue, action(), date(2027, 5, 1))
    assert not events(dialogue, action(level=Level.KLEUTER))
    assert not events(dialogue, action(place="99999"))
    assert not events(dialogue, Action("ask", "aanmelden-wanneer"))


def test_the_same_day_gives_the_same_file(dialogue: Dialogue) -> None:
    """Nothing of who asks, or at what time, is in it."""
    first, second = (calendar_file(dialogue.agenda(action("tr"), TODAY), TODAY) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("code", ["ti", "ar", "zh", "hy"])
def test_every_script_survives(dialogue: Dialogue, catalogue: Catalogue, code: str) -> None:
    """Lines are folded at 75 bytes, whatever a letter takes."""
    file = calendar_file(dialogue.agenda(action(code), TODAY), TODAY)
    title = dialogue.menu.title(code, catalogue.intents["aanmelden-wanneer"])

    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert title in str(events(dialogue, action(code))[0]["description"])
