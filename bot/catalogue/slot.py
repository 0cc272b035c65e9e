"""The values that a line of a card may name between braces, such as `{closes}`.

A line is shown only when every value that it names is known; so no card ever shows a hole.
"""

from __future__ import annotations

import re

SLOTS = {
    "place": "the municipality, by its Dutch name",
    "level": "the school level, in the language of the line",
    "school_year": "the school year that the dates are for",
    "opens": "the first day of aanmelden",
    "closes": "the last day of aanmelden",
    "result": "the last day on which the result comes",
    "enrol_opens": "the first day of enrolling with a ticket",
    "enrol_closes": "the last day of enrolling with a ticket",
    "free_opens": "the first day of free enrolment",
    "was_opens": "the first day of aanmelden before it was moved",
    "was_closes": "the last day of aanmelden before it was moved",
    "site": "the address where parents apply (links only)",
    "helpdesk_phone": "the phone number of the help desk for aanmelden",
    "helpdesk_email": "the e-mail address of the help desk for aanmelden",
    "lop": "the name of the LOP",
    "lop_places": "the municipalities of the LOP",
    "lop_site": "the website of the LOP (links only)",
    "lop_phone": "the phone number of the LOP, the town's desk or the help desk",
    "lop_email": "the e-mail address of the same",
    "born": "the month of birth that the parent gave",
    "born_until": "the last birthday for the first of two entry days",
    "entry_day": "the first day on which the toddler may start",
    "later_entry_day": "the entry day for who is born after `born_until`",
    "entry_days": "the entry days still to come",
    "holidays": "the school holidays still to come",
}
"""Name of each value, and what it is."""

_SLOT = re.compile(r"\{([^{}]*)\}")


def slots(text: str) -> set[str]:
    """The names between braces in a text."""
    return set(_SLOT.findall(text))


def filled(text: str, values: dict[str, str]) -> str:
    """The text with its values in place.

    Raises:
        KeyError: a value that the text names is not there.
    """
    return _SLOT.sub(lambda match: values[match[1]], text)
