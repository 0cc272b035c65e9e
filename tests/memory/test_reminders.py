"""Reminders are kept as asked, shared by several programs, and leave nothing, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from bot.conversation import Chat, Dates, Reminder, Subject
from bot.memory import Due, Memory, Wish
from bot.memory.dues import LEASE
from bot.memory.moments import moment
from bot.settings import BRUSSELS
from tests.fakes.dates import KNOWN, NURSERY, SCHOOL, YEAR
from tests.fakes.parent import TODAY

REMINDER = Reminder("ar", SCHOOL, YEAR, KNOWN, TODAY)
NEWS = replace(REMINDER, subject=NURSERY, dates=None)
CHAT = 987654321012
MOVED = Dates(date(2027, 3, 30), date(2027, 4, 23))


def evening(day: date) -> datetime:
    """When every message of a day is due."""
    return datetime(day.year, day.month, day.day, 17, 59, 59, tzinfo=BRUSSELS)


WEEK, OPENS, CLOSES = (evening(day) for day in KNOWN.days().values())


async def wish(
    memory: Memory, keep: Reminder | None = None, *, key: str = "key", remove: Subject | None = None
) -> None:
    """A chat asks for a reminder or removes one."""
    number = next(_NUMBERS)
    what = Wish(CHAT, keep, remove)
    await memory.settle(number, key, Chat("ar"), evening(TODAY), wish=what)


_NUMBERS = iter(range(1, 10**9))


async def rows(database: str) -> dict[str, int]:
    """How many rows the tables of reminders hold."""
    engine = create_async_engine(database)
    async with engine.connect() as connection:
        found = {
            name: await connection.scalar(sa.text(f"SELECT count(*) FROM {name}")) or 0  # noqa: S608  # because the names are the tests' own
            for name in ("reminder", "due")
        }
    await engine.dispose()
    return found


async def due_at(memory: Memory, now: datetime) -> list[Due]:
    """What is due; each is finished, as if it was sent."""
    dues = await memory.claim(now, 100)
    for due in dues:
        await memory.finish(due, due.reminder.dates, now)
    return dues


async def test_a_reminder_is_kept_as_it_was_asked_for(memory: Memory) -> None:
    """With one of each subject; asking again takes its place."""
    await wish(memory, REMINDER)
    await wish(memory, NEWS)
    await wish(memory, replace(REMINDER, language="tr", wanted="week"))

    assert await memory.reminders("key") == [replace(REMINDER, language="tr", wanted="week"), NEWS]
    assert await memory.reminders("other") == []


async def test_each_message_is_due_once_on_its_day(memory: Memory, database: str) -> None:
    """With the real chat id; after the last one nothing is left."""
    await wish(memory, REMINDER)
    found = []
    for day in range(TODAY.toordinal(), date(2027, 6, 1).toordinal()):
        now = evening(date.fromordinal(day))
        found += [(one.what, now.date(), one.chat) for one in await due_at(memory, now)]

    assert found == [(what, day, CHAT) for what, day in KNOWN.days().items()]
    assert await rows(database) == {"reminder": 0, "due": 0}


@pytest.mark.parametrize("zone", [UTC, BRUSSELS, ZoneInfo("Asia/Kathmandu")])
async def test_a_message_is_due_at_its_moment(memory: Memory, zone: tzinfo) -> None:
    """To the second, whatever time zone the clock shows."""
    await wish(memory, REMINDER)
    at = moment("key", WEEK.date()).astimezone(zone)

    assert not await memory.claim(at - timedelta(seconds=1), 25)
    assert await memory.claim(at, 25)


async def test_asking_again_on_the_day_takes_no_message_away(memory: Memory) -> None:
    """Nor does it bring one twice."""
    await wish(memory, REMINDER)
    again = replace(REMINDER, created=WEEK.date())
    await wish(memory, again)
    assert [one.what for one in await due_at(memory, WEEK)] == ["week"]
    await wish(memory, again)

    assert not await due_at(memory, WEEK)
    assert [one.what for one in await due_at(memory, OPENS)] == ["opens"]


async def test_fewer_messages_take_the_place_of_all(memory: Memory) -> None:
    """And all come back when they are asked for."""
    await wish(memory, REMINDER)
    await wish(memory, replace(REMINDER, wanted="closes"))
    assert not await due_at(memory, OPENS)
    await wish(memory, replace(REMINDER, created=OPENS.date()))

    assert [one.what for one in await due_at(memory, CLOSES)] == ["closes"]


async def test_removing_leaves_the_others(memory: Memory, database: str) -> None:
    """Of the chat, and of other chats."""
    await wish(memory, REMINDER)
    await wish(memory, NEWS)
    await wish(memory, REMINDER, key="other")
    await wish(memory, remove=SCHOOL)

    assert await memory.reminders("key") == [NEWS]
    assert await memory.reminders("other") == [REMINDER]
    assert await rows(database) == {"reminder": 2, "due": 3}


@pytest.mark.parametrize("settled", [True, False])
async def test_forgetting_a_chat_forgets_its_reminders(
    memory: Memory, database: str, *, settled: bool
) -> None:
    """By a channel that notes updates and by one that does not."""
    await wish(memory, REMINDER)
    await wish(memory, NEWS)
    if settled:
        await memory.settle(0, "key", None, WEEK)
    else:
        await memory.keep("key", None, TODAY)

    assert await rows(database) == {"reminder": 0, "due": 0}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_forgetting_leaves_nothing_on_the_disk(memory: Memory, tmp_path: Path) -> None:
    """After /vergeet neither the file of SQLite nor its journal holds the chat, others go on."""
    for number in range(300):
        key = f"key-to-be-forgotten-{number:05}"
        await wish(memory, REMINDER, key=key)
        await wish(memory, NEWS, key=key)
    await wish(memory, REMINDER, key="still-here")
    for number in range(300):
        await memory.settle(-1 - number, f"key-to-be-forgotten-{number:05}", None, WEEK)

    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}  # noqa: ASYNC240  # because nothing else waits here
    assert b"still-here" in b"".join(files.values())
    assert not [name for name, held in files.items() if b"key-to-be-forgotten" in held]


async def test_programs_that_claim_at_once_get_each_message_once(
    memory: Memory, database: str
) -> None:
    """Whatever they do meanwhile; what one has, no other gets."""
    for number in range(60):
        await wish(memory, REMINDER, key=f"key {number}")
    programs = [memory, Memory(database), Memory(database)]
    found: list[tuple[int, str]] = []

    async def work(program: Memory) -> None:
        while len(found) < 60:
            for one in await program.claim(WEEK, 5):
                found.append((one.id, one.what))
                await asyncio.sleep(0)
                await program.finish(one, one.reminder.dates, WEEK)

    async with asyncio.timeout(60):
        await asyncio.gather(*map(work, programs))
    assert not await memory.claim(WEEK + timedelta(seconds=2), 5)
    for program in programs[1:]:
        await program.close()

    assert len(found) == len(set(found)) == 60


async def test_together_they_take_no_more_than_one_would(memory: Memory, database: str) -> None:
    """While one sends what it took within a second, nobody takes more."""
    for number in range(60):
        await wish(memory, REMINDER, key=f"key {number}")
    other = Memory(database)
    taken = await memory.claim(WEEK, 25)
    assert len(taken) == 25
    assert not await other.claim(WEEK + timedelta(seconds=0.9), 25)

    assert len(await other.claim(WEEK + timedelta(seconds=1.1), 25)) == 25
    await other.close()


async def test_what_a_killed_program_held_comes_back(memory: Memory) -> None:
    """When its lease ends, not before; and then it is finished once."""
    await wish(memory, REMINDER)
    [held] = await memory.claim(WEEK, 25)
    assert not await memory.claim(WEEK + LEASE - timedelta(seconds=1), 25)
    [again] = await memory.claim(WEEK + LEASE, 25)
    await memory.finish(again, KNOWN, WEEK)
    await memory.finish(held, KNOWN, WEEK)

    assert not await memory.claim(WEEK + 2 * LEASE, 25)
    assert [one.what for one in await due_at(memory, OPENS)] == ["opens"]


async def test_a_message_can_be_put_off(memory: Memory) -> None:
    """Until Telegram takes it again; the others go on at once."""
    await wish(memory, REMINDER)
    await wish(memory, REMINDER, key="other")
    first, second = await memory.claim(WEEK, 25)
    await memory.postpone(first, WEEK + timedelta(seconds=30))
    await memory.finish(second, KNOWN, WEEK)
    assert not await memory.claim(WEEK + timedelta(seconds=29), 25)

    assert [one.id for one in await memory.claim(WEEK + timedelta(seconds=31), 25)] == [first.id]


async def test_dates_that_change_are_news_once(memory: Memory) -> None:
    """However often and by however many they are compared; then the new days follow."""
    await wish(memory, REMINDER)
    now = evening(TODAY + timedelta(days=1))
    await asyncio.gather(*(memory.compare(lambda *_: MOVED, now) for _ in range(10)))
    [news] = await memory.claim(now + timedelta(days=1), 25)
    assert (news.what, news.reminder.dates) == ("news", KNOWN)
    await memory.finish(news, MOVED, now + timedelta(days=1))
    await memory.compare(lambda *_: MOVED, now + timedelta(days=1))

    assert (await memory.reminders("key"))[0].dates == MOVED
    assert not await due_at(memory, WEEK)
    assert [one.what for one in await due_at(memory, evening(date(2027, 3, 23)))] == ["week"]


async def test_news_waits_for_nothing_else_meanwhile(memory: Memory) -> None:
    """A message about the old day does not go out between the change and its news."""
    await wish(memory, REMINDER)
    now = WEEK - timedelta(hours=9, minutes=30)  # before the first message of the day
    await memory.compare(lambda *_: MOVED, now)

    assert [one.what for one in await due_at(memory, WEEK)] == ["news"]


async def test_news_that_is_taken_back_before_it_went_out_is_none(memory: Memory) -> None:
    """An editor's mistake that was mended; the days stay as they were."""
    await wish(memory, REMINDER)
    now = evening(TODAY + timedelta(days=1))
    await memory.compare(lambda *_: None, now)
    await memory.compare(lambda *_: KNOWN, now)

    assert not await due_at(memory, now + timedelta(days=2))
    assert [one.what for one in await due_at(memory, WEEK)] == ["week"]


async def test_dates_are_asked_for_once_a_group(memory: Memory) -> None:
    """Not for every chat."""
    for number in range(20):
        await wish(memory, REMINDER, key=f"key {number}")
        await wish(memory, NEWS, key=f"key {number}")
    asked: list[tuple[Subject, str]] = []

    def dates(subject: Subject, year: str) -> Dates | None:
        asked.append((subject, year))
        return KNOWN if subject == SCHOOL else None

    await memory.compare(dates, WEEK)
    assert sorted(asked, key=str) == [(NURSERY, YEAR), (SCHOOL, YEAR)]


async def test_what_is_over_goes(memory: Memory, database: str) -> None:
    """News that never came, when the school year begins."""
    await wish(memory, NEWS)
    await memory.tidy(evening(date(2027, 8, 31)))
    assert await rows(database) == {"reminder": 1, "due": 0}
    await memory.tidy(evening(date(2027, 9, 1)))

    assert await rows(database) == {"reminder": 0, "due": 0}


async def test_who_blocked_the_bot_is_removed(memory: Memory, database: str) -> None:
    """With all that was to be sent; others stay."""
    await wish(memory, REMINDER)
    await wish(memory, NEWS)
    await wish(memory, NEWS, key="other")
    await memory.forget_reminders("key")

    assert await rows(database) == {"reminder": 1, "due": 0}
