"""A reminder: which date a chat asked to be told of, and on which days it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.catalogue import Catalogue, Level, Message, Year

Part = Literal["week", "opens", "closes"]
"""One message of a reminder: a week before aanmelden opens, the day it opens, and three days
before it closes."""
Wanted = Literal["all", "week", "opens", "closes"]
"""All of these messages, or one alone."""
About = Literal["dates", "news"]
"""The dates of aanmelden, or all news of the area."""
Reach = Literal["offered", "possible", "impossible"]
"""Whether a reminder is offered here; possible in this channel, but not where others read along or
for who passes on; or impossible, because the channel cannot write first."""
WEEK = timedelta(days=7)
BEFORE_THE_END = timedelta(days=3)
WHEN = "aanmelden-wanneer"
"""The intent whose card goes with a reminder."""
AREA_NEWS = frozenset({WHEN, "herinnering", "lop-vinden"})
"""The intents below whose cards the news of an area is offered."""
REMINDED = frozenset({WHEN, "aanmelden-hoe", "herinnering"})
"""The intents below whose cards a reminder is offered."""


@dataclass(frozen=True)
class Dates:
    """The first and the last day of aanmelden."""

    opens: date
    closes: date

    def days(self, wanted: Wanted = "all") -> dict[Part, date]:
        """The day of each message.

        Where aanmelden lasts three days or less, its first day is the only warning of the last.
        """
        days: dict[Part, date] = {"week": self.opens - WEEK, "opens": self.opens}
        if self.closes - BEFORE_THE_END > self.opens:
            days["closes"] = self.closes - BEFORE_THE_END
        return {part: day for part, day in days.items() if wanted in {"all", part}}

    def coming(self, today: date, wanted: Wanted = "all") -> dict[Part, date]:
        """Those after a day."""
        return {part: day for part, day in self.days(wanted).items() if day > today}


@dataclass(frozen=True)
class Subject:
    """What a reminder is about. A chat has one of each.

    Args:
        place: its NIS code.
    """

    place: str
    level: Level
    about: About = "dates"


@dataclass(frozen=True)
class Reminder:
    """What a chat asked for; of area news only language, subject, school year and day count.

    Args:
        language: of the messages.
        school_year: for which a place is looked for, such as 2027-2028.
        dates: as the chat was told them last; None while they are not known.
        wanted: the messages.
        created: the day on which it was asked for.
    """

    language: str
    subject: Subject
    school_year: str
    dates: Dates | None
    created: date
    wanted: Wanted = "all"


def dates_of(catalogue: Catalogue, subject: Subject, school_year: str) -> Dates | None:
    """When aanmelden is, as far as it is known."""
    town = catalogue.places.municipalities.get(subject.place)
    office = subject.level.office
    area = catalogue.enrolment.area(town.name, office) if town else None
    period = catalogue.enrolment.periods(office, school_year, area).get("aanmelden")
    if period is None or period.from_ is None or period.until is None:
        return None
    return Dates(period.from_, period.until)


def offered(dates: Dates | None, year: Year | None, today: date) -> Message | None:
    """What a card offers: a reminder, news of a date that is not known, or nothing."""
    if year == "later":
        return None
    if dates is None:
        return Message.TELL_ME
    return Message.REMIND_ME if dates.coming(today) else None


_SENTENCES: Mapping[Part, Message] = {
    "week": Message.REMINDER_WEEK,
    "opens": Message.REMINDER_OPENS,
    "closes": Message.REMINDER_CLOSES,
}


def sentence(part: Part) -> Message:
    """What is said on the day of a message, and true on that day alone."""
    return _SENTENCES[part]


def in_time(part: Part, dates: Dates, today: date) -> bool:
    """Whether a message that could not be sent on its day still helps."""
    days = dates.days()
    end = {"week": dates.opens, "opens": days.get("closes", dates.closes + timedelta(days=1))}
    return days.get(part, date.max) <= today < end.get(part, dates.closes + timedelta(days=1))
