"""Facts that no longer hold, or soon will not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.catalogue import Finding
from bot.catalogue.enrolment import Period
from bot.catalogue.level import following, starts
from bot.editing.placed_phrase import intent_path
from bot.editing.survey import Place, Survey

SOON = timedelta(days=60)
"""So long before a fact ends its editor is told."""
ENROLMENT, CALENDAR = "intents/facts/enrolment.yaml", "intents/facts/school-year.yaml"

AREA = "area"


@dataclass(frozen=True)
class Dated:
    """Facts of one school year.

    Args:
        what: they are, in an editor's words.
        school_year: such as 2027-2028.
        last: the day after which no card uses them.
        group: facts of one group follow each other, year after year.
    """

    path: str
    place: Place
    what: str
    school_year: str
    last: date
    group: tuple[str, ...]


def expiry(survey: Survey) -> Iterator[Finding]:
    """Warnings for facts that are over, or will be within 60 days with nothing to follow."""
    yield from _lines(survey)
    dated = [*_enrolment(survey), *_calendar(survey)]
    for one in dated:
        if not survey.covers(one.path):
            continue
        later = any(
            other.group == one.group and other.school_year > one.school_year for other in dated
        )  # an area has the common dates where it has none of its own
        later = later or one.group[0] == AREA
        if one.last < survey.today:
            then = "Take them out." if later else "Look up those of the next school year."
            yield survey.warning(
                one.path,
                one.place,
                f"{one.what} of {one.school_year} are over since {one.last}; no card uses them any "
                f"more. {then}",
            )
        elif not later and one.last - survey.today <= SOON:
            yield survey.warning(
                one.path,
                one.place,
                f"{one.what} of {one.school_year} are used until {one.last}, and none follow. "
                "Look the next ones up.",
            )


def _lines(survey: Survey) -> Iterator[Finding]:
    """Lines of cards that end soon; the loader names those that ended."""
    for intent in survey.catalogue.intents.values():
        path = intent_path(intent)
        for block, number, line in intent.card.blocks() if survey.covers(path) else ():
            last = line.valid_until
            if last and survey.today <= last <= survey.today + SOON:
                then = "parents see its fallback" if line.fallback else "the line is left out"
                yield survey.warning(
                    path,
                    ("card", block, number, "valid_until"),
                    f"this fact holds until {last}; after that {then}. Look the new fact up.",
                )


def _enrolment(survey: Survey) -> Iterator[Dated]:
    """Enrolment dates: used until the school year begins, and over when its last period is."""
    file = survey.catalogue.enrolment
    coming = following(survey.today)

    def dated(place: Place, year: str, periods: Iterable[Period], *group: str) -> Dated:
        begins = starts(year) - timedelta(days=1)
        ends = max(filter(None, (day for one in periods for day in (one.from_, one.until))))
        last = ends if year < coming else begins
        return Dated(ENROLMENT, place, "these enrolment dates", year, last, group)

    for number, timeline in enumerate(file.timelines):
        if timeline.shown:
            place = ("timelines", number)
            yield dated(place, timeline.school_year, timeline.periods, "common", timeline.level)
    for number, area in enumerate(file.areas):
        for index, own in enumerate(area.timelines):
            place_of_own = ("areas", number, "timelines", index)
            yield dated(place_of_own, own.school_year, own.periods, AREA, *area.places)


def _calendar(survey: Survey) -> Iterator[Dated]:
    """Holidays and entry days: used until the last of them."""
    file = survey.catalogue.calendar
    for number, year in enumerate(file.holidays):
        last = max(one.until for one in (*year.periods, *year.days))
        place = ("holidays", number)
        yield Dated(CALENDAR, place, "these holidays", year.school_year, last, ("holidays",))
    for number, entry in enumerate(file.entry_days):
        place = ("entry_days", number)
        last = max(entry.days)
        yield Dated(CALENDAR, place, "these entry days", entry.school_year, last, ("entry",))
