"""Lines and links of a card that no parent can ever see."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalogue import Finding, Intent
from bot.catalogue.condition import When
from bot.catalogue.slot import slots
from bot.editing.placed_phrase import intent_path
from bot.editing.survey import Survey

_PHASES = ("not-open", "open", "waiting", "ticket", "free", "over")
_MOVED = ("overmacht", "techniek", "regels")
NEEDED: dict[str, dict[str, tuple[str, ...]]] = {
    "place": {"place": ("known",), "region": ("vlaanderen", "brussel")},
    "level": {"level": ("kleuter", "basis", "secundair")},
    "school_year": {"level": ("kleuter", "basis", "secundair")},
    "opens": {"phase": _PHASES},
    "closes": {"phase": ("not-open", "open")},
    "result": {"phase": _PHASES},
    "enrol_opens": {"phase": _PHASES},
    "enrol_closes": {"phase": _PHASES},
    "free_opens": {"phase": _PHASES},
    "was_opens": {"moved": _MOVED},
    "was_closes": {"moved": _MOVED},
    "site": {"site": ("known",), "place": ("known",)},
    "helpdesk_phone": {"helpdesk": ("known",), "place": ("known",)},
    "helpdesk_email": {"helpdesk": ("known",), "place": ("known",)},
    "lop": {"lop": ("known",), "place": ("known",)},
    "lop_places": {"lop": ("known",), "place": ("known",)},
    "lop_site": {"lop": ("known",), "place": ("known",)},
    "lop_phone": {"contact": ("lop", "town", "helpdesk"), "place": ("known",)},
    "lop_email": {"contact": ("lop", "town", "helpdesk"), "place": ("known",)},
    "born": {"entry": ("day", "two-days", "any-day")},
    "born_until": {"entry": ("two-days",)},
    "entry_day": {"entry": ("day", "two-days")},
    "later_entry_day": {"entry": ("two-days",)},
    "entry_days": {"entry_days": ("known",)},
    "holidays": {"holidays": ("known",)},
}
"""For each value of slot.py, the conditions under which it is known; a test holds this against
conversation/situation.py."""
IMPLIED: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("year", "first"): {"level": ("secundair",)},
    ("year", "later"): {"level": ("secundair",)},
    ("region", "vlaanderen"): {"place": ("known",)},
    ("region", "brussel"): {"place": ("known",)},
    ("site", "known"): {"place": ("known",)},
    ("helpdesk", "known"): {"place": ("known",)},
    ("lop", "known"): {"place": ("known",)},
}
"""What a condition by itself says about others."""


def never_shown(survey: Survey) -> Iterator[Finding]:
    """A warning for each line or link whose conditions and values exclude each other."""
    for intent in survey.catalogue.intents.values():
        path = intent_path(intent)
        if survey.covers(path):
            for place, sentence in _faults(intent):
                yield survey.warning(path, place, sentence)


def _faults(intent: Intent) -> Iterator[tuple[tuple[str | int, ...], str]]:
    parts = [
        *((("card", block, n), line.text, line.when) for block, n, line in intent.card.blocks()),
        *((("card", "links", n), one.url, one.when) for n, one in enumerate(intent.card.links)),
    ]
    for place, text, when in parts:
        if reason := excluded(text, when):
            what = "link" if "links" in place else "line"
            yield place, f"no parent ever sees this {what}: {reason}. Mend `when`, or take it out."
    seen: dict[str, int] = {}
    for number, link in enumerate(intent.card.links):
        first = seen.get(link.url)
        if first is not None:
            sentence = f"link {first + 1} of this card goes to the same page. Take one of them out."
            yield ("card", "links", number), sentence
        elif link.when == When():
            seen[link.url] = number
    terms: set[str] = set()
    for number, term in enumerate(intent.card.terms):
        if term.term.casefold() in terms:
            sentence = f"`{term.term}` is explained twice on this card. Take one of them out."
            yield ("card", "terms", number), sentence
        terms.add(term.term.casefold())


def excluded(text: str, when: When) -> str | None:
    """Why a text with its conditions can never be shown, or None when it can."""
    given = {name: value for name, value in when if value is not None}
    for slot in sorted(slots(text)):
        for name, allowed in NEEDED.get(slot, {}).items():
            if name in given and not set(given[name]) & set(allowed):
                return f"`{{{slot}}}` is not known where `{name}` is {_joined(given[name])}"
    for name, values in given.items():
        for value in values:
            for other, allowed in IMPLIED.get((name, value), {}).items():
                possible = set(given.get(other, allowed)) & set(allowed)
                if not possible and len(values) == 1:
                    return (
                        f"where `{name}` is `{value}`, `{other}` is never {_joined(given[other])}"
                    )
    return None


def _joined(values: tuple[str, ...]) -> str:
    return " or ".join(f"`{value}`" for value in values)
