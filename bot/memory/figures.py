"""Counts of some days, as people may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from bot.memory.counts import OUTCOMES, Count, Outcome
from bot.memory.protection import Key, Sums, rounded, tells_a_small_number

Table = Literal["languages", "intents", "days"]
TABLES: tuple[Table, ...] = ("languages", "intents", "days")
"""The last is the first to be left out."""
WITH_INTENT: tuple[Outcome, ...] = ("answer", "tapped", "opened")
"""What was decided when a count has an intent, or was "none of these" after a question back."""


@dataclass(frozen=True)
class Figures:
    """Numbers rounded down to a multiple of five; 0 is anything below five.

    A table that would tell a number below five, together with the others, is None.

    Args:
        decisions: questions by what was decided.
        languages: the same in each language.
        intents: how often a card was asked for, typed, tapped or opened; "" is how often none of
            the topics offered was meant.
        days: what was asked for on each day, in whatever way.
    """

    decisions: dict[Outcome, int]
    languages: dict[str, dict[Outcome, int]] | None
    intents: dict[str, int] | None
    days: dict[date, int] | None


def figures(
    counts: Mapping[Count, int],
    languages: Collection[str],
    intents: Collection[str],
    days: Collection[date],
) -> Figures:
    """What may be shown of counts.

    Args:
        counts: of these days, exact.
        languages: that are shown whether counted or not, so that no row tells by being there.
        intents: likewise.
        days: likewise.
    """
    languages = sorted({*languages, *(one.language for one in counts)})
    intents = sorted({"", *intents, *(one.intent for one in counts)})
    days = sorted({*days, *(one.day for one in counts)})
    exact = Counter[Key]()
    for count, number in counts.items():
        for key in _keys(count):
            exact[key] += number
    decisions = {outcome: ("decision", outcome) for outcome in OUTCOMES}
    parts: dict[Table, list[Sums]] = {
        "languages": [
            ([key], [("languages", code, outcome) for code in languages])
            for outcome, key in decisions.items()
        ],
        "intents": [
            ([decisions[one] for one in WITH_INTENT], [("intents", one) for one in intents])
        ],
        "days": [(decisions.values(), [("days", day.isoformat()) for day in days])],
    }
    shown = next(kept for kept in _choices() if not _tells(exact, [parts[one] for one in kept]))

    def cell(*key: str) -> int:
        return rounded(exact[key])

    return Figures(
        {outcome: cell(*key) for outcome, key in decisions.items()},
        {code: {one: cell("languages", code, one) for one in OUTCOMES} for code in languages}
        if "languages" in shown
        else None,
        {intent: cell("intents", intent) for intent in intents} if "intents" in shown else None,
        {day: cell("days", day.isoformat()) for day in days} if "days" in shown else None,
    )


def _keys(count: Count) -> Iterator[Key]:
    """The numbers that a count adds to."""
    yield ("decision", count.outcome)
    yield ("languages", count.language, count.outcome)
    yield ("days", count.day.isoformat())
    if count.outcome in WITH_INTENT:
        yield ("intents", count.intent)


def _choices() -> Iterator[tuple[Table, ...]]:
    """Which tables are shown: all of them, all but one, …, none."""
    for size in range(len(TABLES), -1, -1):
        yield from combinations(TABLES, size)


def _tells(exact: Counter[Key], tables: Collection[list[Sums]]) -> bool:
    equal = [sums for table in tables for sums in table]
    keys = {key for sums in equal for side in sums for key in side}
    return tells_a_small_number({key: exact[key] for key in keys}, equal)
