"""Enrolment dates that tests set, in place of those of the catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.catalogue import Catalogue, Level
from bot.catalogue.enrolment import Period, Timeline
from bot.conversation import Dates, Subject

YEAR = "2027-2028"
SCHOOL = Subject("44021", Level.SECUNDAIR)
"""Secundair in Gent, whose dates are known on the day on which tests live."""
NURSERY = Subject("44021", Level.KLEUTER)
"""Kleuter in Gent, whose dates are not."""
KNOWN = Dates(date(2027, 3, 23), date(2027, 4, 16))


def with_dates(catalogue: Catalogue, level: Level, dates: Dates | None) -> Catalogue:
    """The catalogue with other dates of aanmelden for 2027-2028, or with none."""
    facts = catalogue.enrolment
    others = [
        one for one in facts.timelines if (one.level, one.school_year) != (level.office, YEAR)
    ]
    source = facts.timelines[0]
    if dates:
        period = Period.model_validate(
            {"kind": "aanmelden", "from": dates.opens, "until": dates.closes}
        )
        update = {"level": level.office, "school_year": YEAR, "periods": (period,)}
        timeline: Timeline = source.model_copy(update=update)
        others.append(timeline)
    return replace(catalogue, enrolment=facts.model_copy(update={"timelines": tuple(others)}))
