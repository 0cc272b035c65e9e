"""What a person must confirm before parents see it: docs/before-going-live.md.

Facts come from copies of pages, some of them old. Here stands every link, phone number, date and
contact that the bot can show, oldest reading first, with its source, so that somebody can open the
page and tick it off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue import Catalogue
from bot.catalogue.enrolment import Period
from bot.catalogue.lop import Contact
from bot.catalogue.slot import slots
from bot.catalogue.source import Sourced
from bot.editing.placed_phrase import announcement_path

PAGE = Path("docs", "before-going-live.md")
_STATED = re.compile(r"\d|@")


@dataclass(frozen=True)
class ToConfirm:
    """One thing to confirm.

    Args:
        checked: when its page was read: a day, a month, a year, or `unknown`.
        what: as parents see it.
        where: the file that holds it.
        source: where it comes from.
    """

    checked: str
    what: str
    where: str
    source: str
    confidence: str

    @property
    def age(self) -> str:
        """What it is sorted by: unknown first, then the oldest."""
        return "" if self.checked == "unknown" else self.checked


def to_confirm(catalogue: Catalogue) -> list[ToConfirm]:
    """Everything that a person must confirm, the oldest first."""
    found = [
        *_cards(catalogue),
        *_lops(catalogue),
        *_enrolment(catalogue),
        *_calendar(catalogue),
        *_announcements(catalogue),
    ]
    return sorted(found, key=lambda one: (one.age, one.where, one.what))


def _cards(catalogue: Catalogue) -> Iterator[ToConfirm]:
    """Lines with numbers of their own, and links."""
    for intent in catalogue.intents.values():
        where = f"intents/{intent.topic}/{intent.id}.yaml"
        read = {one.url: one.checked for one in intent.sources.values() if one.url}
        for _, _, line in intent.card.blocks():
            source = intent.sources.get(line.source or "")
            if source and _STATED.search(line.text):
                origin = source.url or source.document or ""
                yield ToConfirm(source.checked, line.text, where, origin, source.confidence)
        for link in intent.card.links:
            if not slots(link.url):
                checked = read.get(link.url, "unknown")
                yield ToConfirm(checked, f"link: {link.title}", where, link.url, "")


def _lops(catalogue: Catalogue) -> Iterator[ToConfirm]:
    for lop in catalogue.lops:
        if lop.shown:
            parts = [lop.name, lop.website, _reached(lop.contact), f"for {', '.join(lop.places)}"]
            yield _sourced(lop, "; ".join(filter(None, parts)), "intents/facts/lops.yaml")


def _reached(contact: Contact | None) -> str:
    if contact is None:
        return ""
    return " ".join(filter(None, (f"({contact.of})", contact.phone, contact.email)))


def _enrolment(catalogue: Catalogue) -> Iterator[ToConfirm]:
    where = "intents/facts/enrolment.yaml"
    for timeline in catalogue.enrolment.timelines:
        if timeline.shown:
            what = f"{timeline.level} {timeline.school_year}: {_periods(timeline.periods)}"
            yield _sourced(timeline, what, where)
    for area in catalogue.enrolment.areas:
        if not area.shown:
            continue
        own = [f"{one.school_year}: {_periods(one.periods)}" for one in area.timelines]
        schools = "every school" if area.covers == "all" else "some schools"
        site = f"{area.site} for {schools}" if area.site else "no website known"
        parts = [f"{', '.join(area.places)} {area.level}", site, _reached(area.helpdesk), *own]
        yield _sourced(area, "; ".join(filter(None, parts)), where)


def _periods(periods: Sequence[Period]) -> str:
    return ", ".join(f"{one.kind} {one.from_ or '…'} to {one.until or '…'}" for one in periods)


def _calendar(catalogue: Catalogue) -> Iterator[ToConfirm]:
    where = "intents/facts/school-year.yaml"
    for year in catalogue.calendar.holidays:
        if year.shown:
            days = [f"{one.kind} {one.from_} to {one.until}" for one in (*year.periods, *year.days)]
            yield _sourced(year, f"holidays {year.school_year}: {', '.join(days)}", where)
    for entry in catalogue.calendar.entry_days:
        if entry.shown:
            days = [str(day) for day in entry.days]
            yield _sourced(entry, f"entry days {entry.school_year}: {', '.join(days)}", where)


def _announcements(catalogue: Catalogue) -> Iterator[ToConfirm]:
    for name, one in catalogue.announcements.items():
        if one.shown:
            what = f"news for {', '.join(one.area)} until {one.until}: {' '.join(one.text)}"
            yield _sourced(one, what, announcement_path(name))


def _sourced(fact: Sourced, what: str, where: str) -> ToConfirm:
    return ToConfirm(fact.checked, what, where, " ".join(fact.source), fact.confidence)


def page(catalogue: Catalogue) -> str:
    """The page, in Markdown."""
    rows = to_confirm(catalogue)
    lines = [
        "# Before going live",
        "",
        "Made by `ouderbot going-live`; do not edit. A test compares it with the content.",
        "",
        f"{len(rows)} things that a person must confirm on the page named before parents rely on",
        "them, the oldest reading first. `checked` is the date of the page that was read; none of",
        "these pages was opened live. After confirming, change the value, `source` and `checked`",
        "in the file named.",
        "",
        "| done | checked | what parents see | file | source | confidence |",
        "|---|---|---|---|---|---|",
    ]
    for one in rows:
        cells = (one.checked, one.what, f"`{one.where}`", one.source, one.confidence)
        lines.append("| [ ] | " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
