"""Announcements reach who asked for news of the area, each once, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.catalogue import Level
from bot.conversation import Audience, Chat, Reminder, Subject
from bot.memory import Memory, Wish
from bot.memory.reminders import AT_ONCE
from bot.settings import BRUSSELS
from tests.fakes.dates import KNOWN, SCHOOL, YEAR
from tests.fakes.parent import TODAY

GENT = Reminder("tr", Subject("44021", Level.BASIS, "news"), YEAR, None, TODAY)
SITE = Audience("site", frozenset({"44021"}), frozenset({"kleuter", "basis"}))
NOW = datetime(2026, 11, 25, 12, tzinfo=BRUSSELS)
EVENING = NOW.replace(hour=17, minute=59)
_NUMBERS = iter(range(1, 10**9))


async def wish(memory: Memory, keep: Reminder | None, key: str = "key") -> None:
    what = Wish(7, keep)
    await memory.settle(next(_NUMBERS), key, Chat("tr"), NOW, wish=what)


async def taken(memory: Memory, now: datetime = EVENING) -> list[str]:
    """What may be sent now, noted as sent."""
    dues = await memory.claim(now, 25)
    for due in dues:
        await memory.finish(due, None, now)
    return [f"{due.key} {due.what}" for due in dues]


async def test_who_asked_gets_it_once(memory: Memory) -> None:
    """However often it is announced, by however many programs at once, and when it is over."""
    await wish(memory, GENT)
    await asyncio.gather(*(memory.announce([SITE], NOW) for _ in range(5)))
    assert await taken(memory) == ["key site"]

    for days in range(1, 4):
        then = EVENING + timedelta(days=days)
        await memory.announce([SITE] if days % 2 else [], then)
        assert await taken(memory, then) == []


async def test_nobody_else_gets_it(memory: Memory) -> None:
    """Not who asked for a date, for another town or for another level."""
    await wish(memory, replace(GENT, subject=replace(GENT.subject, place="11002")), "town")
    await wish(memory, replace(GENT, subject=replace(GENT.subject, level=Level.SECUNDAIR)), "level")
    await wish(memory, Reminder("tr", SCHOOL, YEAR, KNOWN, TODAY), "dates")
    await memory.announce([SITE], NOW)

    assert await taken(memory) == []


async def test_who_asks_later_gets_it_too(memory: Memory) -> None:
    """As long as it holds."""
    await wish(memory, GENT, "first")
    await memory.announce([SITE], NOW)
    assert await taken(memory) == ["first site"]
    await wish(memory, GENT, "second")
    await memory.announce([SITE], NOW)

    assert await taken(memory, EVENING + timedelta(days=1)) == ["second site"]


async def test_what_holds_no_more_is_taken_back(memory: Memory) -> None:
    """When it was planned and not sent."""
    await wish(memory, GENT)
    await memory.announce([SITE], NOW)
    await memory.announce([], NOW)

    assert await taken(memory) == []


async def test_all_of_many_are_planned(memory: Memory) -> None:
    """More than are changed in one transaction, spread over the day."""
    for number in range(AT_ONCE + 7):
        await wish(memory, GENT, f"key {number}")
    await memory.announce([SITE], NOW.replace(hour=8))
    early = len(await memory.claim(NOW.replace(hour=11), 10_000))
    all_of_them = len(await memory.claim(NOW.replace(hour=18), 10_000))  # their leases are over

    assert all_of_them == AT_ONCE + 7
    assert 0.1 < early / all_of_them < 0.35


async def test_a_reminder_of_dates_stays_beside_it(memory: Memory) -> None:
    """They are of the same place and level, and end apart from each other."""
    dates = replace(GENT, subject=replace(GENT.subject, about="dates"), dates=KNOWN)
    await wish(memory, GENT)
    await wish(memory, dates)
    assert await memory.reminders("key") == [GENT, dates]
    await memory.settle(next(_NUMBERS), "key", Chat("tr"), NOW, wish=Wish(7, remove=GENT.subject))

    assert await memory.reminders("key") == [dates]


async def test_it_ends_with_the_school_year_and_with_vergeet(memory: Memory) -> None:
    """Nothing of it is left then, sent or not."""
    await wish(memory, GENT, "over")
    await memory.announce([SITE], NOW)
    await taken(memory)
    await memory.tidy(datetime.combine(date(2027, 8, 31), NOW.time(), BRUSSELS))
    assert await memory.reminders("over")
    await memory.tidy(datetime.combine(date(2027, 9, 1), NOW.time(), BRUSSELS))
    assert not await memory.reminders("over")

    await wish(memory, GENT, "gone")
    await memory.settle(next(_NUMBERS), "gone", None, NOW)
    assert not await memory.reminders("gone")
