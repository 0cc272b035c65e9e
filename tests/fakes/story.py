"""How the dates of areas become known, move and are withdrawn in a season, and what is due then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.catalogue import Catalogue, Level
from bot.catalogue.enrolment import OwnTimeline, Period
from bot.conversation import Dates, Subject
from bot.conversation.reminder import Wanted
from bot.settings import BRUSSELS

YEAR = "2027-2028"
BEGINS, ENDS = date(2027, 1, 4), date(2027, 6, 25)
"""The first and the last day of the season."""
EARLY = time(7)
"""Dates change at this hour, before any message of the day."""
SENTENCES = {
    "week": "Over een week begint het aanmelden.",
    "opens": "Vandaag begint het aanmelden.",
    "closes": "Over 3 dagen stopt het aanmelden.",
    "known": "Nu is de datum bekend.",
    "moved": "De datum is veranderd: ",
    "withdrawn": "De datum is niet meer zeker.",
}
"""What tells a message, in the Dutch that every message has."""
Sent = tuple[date, str]
"""The day of a message and which one it is."""


@dataclass(frozen=True)
class Story:
    """The dates of one area.

    Args:
        place: its municipality, by NIS code.
        changes: from a day on the dates are these, or not known; the first one is `BEGINS`.
    """

    place: str
    changes: tuple[tuple[date, Dates | None], ...]

    @property
    def subject(self) -> Subject:
        """What is asked about it."""
        return Subject(self.place, Level.BASIS)

    def known(self, day: date) -> Dates | None:
        """The dates as they are known on a day."""
        return next(dates for since, dates in reversed(self.changes) if since <= day)

    def expected(self, wanted: Wanted) -> Iterator[Sent]:
        """The messages that a reminder of the first day brings, worked out day by day."""
        told = self.changes[0][1]
        coming = told.days(wanted) if told else {}
        for number in range(BEGINS.toordinal(), ENDS.toordinal() + 1):
            day = date.fromordinal(number)
            known = self.known(day)
            if known != told:
                if known is None or known.closes >= day:
                    news = "moved" if told and known else "known" if known else "withdrawn"
                    yield day, news
                told = known
                coming = told.coming(day, wanted) if told else {}
            else:
                yield from ((day, part) for part, due in coming.items() if due == day)
            if told and not any(due > day for due in coming.values()):
                return  # the last one was sent, and the reminder is gone


def stories(catalogue: Catalogue, areas: int) -> list[Story]:
    """So many areas, and what can happen to a date, in each at another time."""
    names = {area.places[0] for area in catalogue.enrolment.areas}
    towns = catalogue.places.municipalities.items()
    places = [code for code, town in towns if town.name in names][:areas]
    return [
        Story(place, tuple(_changes(number % 6, timedelta(days=number))))
        for number, place in enumerate(places)
    ]


def _changes(kind: int, shift: timedelta) -> Iterator[tuple[date, Dates | None]]:
    """One of six stories, as many days later."""
    opens = date(2027, 2, 22) + shift
    dates = Dates(opens, opens + timedelta(days=24))
    later = Dates(opens + timedelta(days=12), opens + timedelta(days=40))
    yield BEGINS, None if kind == 1 else dates
    if kind == 1:  # it becomes known
        yield opens - timedelta(days=30), dates
    if kind == 2:  # it is moved before the first message
        yield opens - timedelta(days=20), later
    if kind == 3:  # it is withdrawn after a message, and comes back
        yield opens - timedelta(days=5), None
        yield opens + timedelta(days=2), later
    if kind == 4:  # its end is moved while it is open
        yield opens + timedelta(days=10), Dates(opens, opens + timedelta(days=31))
    if kind == 5:  # it turns out to be over, and then is withdrawn
        yield (
            opens - timedelta(days=15),
            Dates(opens - timedelta(days=40), opens - timedelta(days=20)),
        )
        yield opens - timedelta(days=9), None


class Facts:
    """A catalogue whose dates follow the stories.

    Args:
        catalogue: all else that it knows.
        told: the stories.
    """

    def __init__(self, catalogue: Catalogue, told: list[Story]) -> None:
        self._catalogue = catalogue
        self._stories = told
        self.days = sorted({day for one in told for day, _ in one.changes})
        self._made: dict[date, Catalogue] = {}

    def moments(self) -> list[datetime]:
        """When they change."""
        return [datetime.combine(day, EARLY, BRUSSELS) for day in self.days]

    def at(self, moment: datetime) -> Catalogue:
        """The catalogue as an editor has it at a moment; the same object until a date changes."""
        here = moment.astimezone(BRUSSELS)
        day = here.date() if here.time() >= EARLY else here.date() - timedelta(days=1)
        since = max((one for one in self.days if one <= day), default=self.days[0])
        if since not in self._made:
            self._made = {since: self._on(since)}
        return self._made[since]

    def _on(self, day: date) -> Catalogue:
        facts, towns = self._catalogue.enrolment, self._catalogue.places.municipalities
        model = facts.areas[0]
        areas = []
        for one in self._stories:
            dates = one.known(day)
            update: dict[str, object] = {
                "places": (towns[one.place].name,),
                "level": "basis",
                "timelines": (),
            }
            if dates:
                period = Period.model_validate(
                    {"kind": "aanmelden", "from": dates.opens, "until": dates.closes}
                )
                own = OwnTimeline(school_year=YEAR, periods=(period,))
                update["timelines"] = (own,)
            areas.append(model.model_copy(update=update))
        changed = facts.model_copy(update={"areas": tuple(areas)})
        return replace(self._catalogue, enrolment=changed)
