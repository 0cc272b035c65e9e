"""Reminders in Telegram: asked for with a button, sent by themselves, forgotten with /vergeet."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.resources
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from bot.catalogue import Catalogue, Level
from bot.channels.telegram.reminding import Reminding
from bot.conversation import Chat, Dates, Dialogue, Reminder
from bot.memory import Memory, Wish
from bot.memory.dues import LEASE
from bot.translation import Translations
from bot.understanding import Engine
from tests.fakes.bench import Bench
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.dates import KNOWN, NURSERY, SCHOOL, YEAR
from tests.fakes.parent import TODAY
from tests.fakes.passing_year import PassingYear, evening, noon
from tests.fakes.program import Program

CHAT = 7
LATER = Dates(date(2027, 3, 30), date(2027, 4, 23))
NEW = Dates(date(2027, 2, 23), date(2027, 3, 16))


@pytest.fixture
def season(
    bench: Bench, catalogue: Catalogue, translations: Translations, engine: Engine
) -> PassingYear:
    return PassingYear(bench, Dialogue(catalogue, translations, engine))


def data(message: dict[str, Any], label: str) -> str:
    """What the button of a message sends."""
    rows = message["reply_markup"]["inline_keyboard"]
    return next(
        str(one["callback_data"]) for row in rows for one in row if label in str(one["text"])
    )


def edited(bench: Bench) -> dict[str, Any]:
    return bench.request.of("editMessageText")[-1]


async def remind(bench: Bench, text: str = "wanneer aanmelden eerste middelbaar in Gent") -> None:
    """A parent asks, and says yes."""
    [card] = await bench.says(text)
    [asked] = await bench.presses(data(card, "Herinner mij" if "middel" in text else "Laat het"))
    await bench.presses(data(asked, "Ja"))


async def keep(
    bench: Bench, reminder: Reminder, chat: int = CHAT, memory: Memory | None = None
) -> None:
    """The same without the buttons, for any chat."""
    key = bench.keys.of("telegram", chat)
    wish = Wish(chat, reminder)
    number = -1000 - chat * 10 - len(reminder.subject.level)
    await (memory or bench.memory).settle(
        number, key, Chat(reminder.language), noon(TODAY), wish=wish
    )


REMINDER = Reminder("nl", SCHOOL, YEAR, KNOWN, TODAY)
NEWS = replace(REMINDER, subject=NURSERY, dates=None)


async def test_from_the_button_to_the_last_message(bench: Bench, season: PassingYear) -> None:
    """Three messages on three days, with the card and a button to remove, and then nothing."""
    await remind(bench)
    sent = await season.until(date(2027, 6, 1))

    assert [(day, len(texts)) for day, texts in sent.items()] == [
        (date(2027, 3, 16), 1),
        (date(2027, 3, 23), 1),
        (date(2027, 4, 13), 1),
    ]
    week, opens, closes = (texts[0] for texts in sent.values())
    assert week.startswith("Over een week begint het aanmelden.")
    assert "Meld je kind aan van dinsdag 23 maart 2027 tot en met vrijdag 16 april 2027." in week
    assert opens.startswith("Vandaag begint het aanmelden.")
    assert closes.startswith("Over 3 dagen stopt het aanmelden.")
    assert "Meld je kind nu aan. Het kan tot en met vrijdag 16 april 2027." in closes
    assert "Wis deze herinnering" in str(bench.request.sent()[-1]["reply_markup"])
    assert await bench.memory.reminders(bench.keys.of("telegram", CHAT)) == []


async def test_the_yes_takes_the_place_of_the_question(bench: Bench) -> None:
    """And is followed by a file for the parent's calendar; fewer messages send no other."""
    await remind(bench)
    shown = edited(bench)
    assert "dinsdag 16 maart 2027" in shown["text"]
    [file] = bench.request.of("sendDocument")
    [(name, content)] = file["files"]
    assert (name, file["caption"]) == ("aanmelden.ics", "Zet in mijn agenda")
    found = icalendar.Calendar.from_ical(content)
    assert len(list(found.walk("VEVENT"))) == 3

    await bench.presses(data(shown, "Minder berichten"))
    await bench.presses(data(edited(bench), "Alleen de eerste dag"))
    assert "dinsdag 16 maart 2027" not in edited(bench)["text"]
    assert len(bench.request.of("sendDocument")) == 1


async def test_a_no_keeps_nothing(bench: Bench) -> None:
    """The topics take the question's place."""
    [card] = await bench.says("wanneer aanmelden eerste middelbaar in Gent")
    [asked] = await bench.presses(data(card, "Herinner mij"))
    await bench.presses(data(asked, "Nee"))

    assert await bench.memory.reminders(bench.keys.of("telegram", CHAT)) == []
    assert "m_inschrijven" in str(edited(bench)["reply_markup"])


async def test_the_command_lists_and_removes(bench: Bench) -> None:
    """In a private chat; each has a button of its own."""
    assert "geen herinneringen" in (await bench.says("/herinneringen"))[0]["text"]
    await remind(bench)
    await remind(bench, "wanneer aanmelden kleuter in Gent")
    [listed] = await bench.says("/herinneringen")
    assert "dinsdag 16 maart 2027" in listed["text"]
    [removed] = await bench.presses(data(listed, "kleuterschool"))
    assert "gewist" in removed["text"]

    left = await bench.memory.reminders(bench.keys.of("telegram", CHAT))
    assert [one.subject for one in left] == [SCHOOL]


async def test_in_a_group_nothing_is_kept(bench: Bench) -> None:
    """No button, and none of what others press or command."""
    [card] = await bench.in_group("@ouder_testbot wanneer aanmelden eerste middelbaar in Gent")
    assert "Herinner mij" not in str(card["reply_markup"])
    await remind(bench)
    [listed] = await bench.in_group("/herinneringen")

    assert "geen herinneringen" in listed["text"]


async def test_a_date_becomes_known(bench: Bench, season: PassingYear) -> None:
    """The news with the card, on the day it is saved or the next; then the normal messages."""
    await remind(bench, "wanneer aanmelden kleuter in Gent")
    assert not await season.until(date(2026, 12, 1))
    season.knows(Level.KLEUTER, NEW)
    sent = await season.until(date(2027, 6, 1))

    days = [date(2026, 12, 1), date(2026, 12, 2), *NEW.days().values()]
    assert len(sent) == 4
    assert set(sent) <= set(days)
    [first, *_] = sent.values()
    assert first[0].startswith("Nu is de datum bekend.")
    assert "van dinsdag 23 februari 2027 tot en met dinsdag 16 maart 2027" in first[0]
    [file] = bench.request.of("sendDocument")
    assert b"DTSTART;VALUE=DATE:20270216" in file["files"][0][1]


async def test_a_date_is_moved(bench: Bench, season: PassingYear) -> None:
    """Was and now; the messages follow the new date, and the old days are silent."""
    await remind(bench)
    await season.on(date(2027, 3, 10))
    season.knows(Level.SECUNDAIR, LATER)
    sent = await season.until(date(2027, 6, 1))
    [moved, *rest] = sent.items()
    assert len(bench.request.of("sendDocument")) == 2  # with the yes, and with the news

    assert moved[0] in {date(2027, 3, 10), date(2027, 3, 11)}
    assert moved[1][0].startswith(
        "De datum is veranderd: niet dinsdag 23 maart 2027, wel dinsdag 30 maart 2027."
    )
    assert "niet vrijdag 16 april 2027, wel vrijdag 23 april 2027." in moved[1][0]
    assert [day for day, _ in rest] == list(LATER.days().values())


async def test_a_date_is_withdrawn_and_comes_back(bench: Bench, season: PassingYear) -> None:
    """Nothing about the old day; the new one is news again."""
    await remind(bench)
    season.knows(Level.SECUNDAIR, None)
    [withdrawn] = (await season.until(date(2027, 3, 20))).values()
    season.knows(Level.SECUNDAIR, LATER)
    sent = await season.until(date(2027, 6, 1))
    [known, *rest] = sent.items()

    assert withdrawn[0].startswith("De datum is niet meer zeker.")
    assert known[1][0].startswith("Nu is de datum bekend.")
    assert [day for day, _ in rest] == [date(2027, 3, 23), date(2027, 3, 30), date(2027, 4, 20)]


async def test_a_date_moved_into_the_past_is_no_news(bench: Bench, season: PassingYear) -> None:
    """Nothing is sent after the date, whatever an editor saves."""
    await remind(bench)
    await season.on(date(2027, 3, 1))
    season.knows(Level.SECUNDAIR, Dates(date(2027, 2, 1), date(2027, 2, 20)))

    assert not await season.until(date(2027, 4, 30))
    assert await bench.memory.reminders(bench.keys.of("telegram", CHAT)) == []


async def test_after_days_without_a_program(bench: Bench, season: PassingYear) -> None:
    """What still helps comes, without words that are no longer true; what does not is dropped."""
    await remind(bench)
    [late] = await season.on(date(2027, 3, 18))
    assert late.startswith("<b>Wanneer kan ik aanmelden?</b>")
    assert not await season.on(date(2027, 3, 19))
    [last] = await season.on(date(2027, 4, 14))
    assert last.startswith("<b>Wanneer kan ik aanmelden?</b>")
    assert not await season.until(date(2027, 6, 1))


async def test_after_the_date_nothing_comes(bench: Bench, season: PassingYear) -> None:
    """However long the program was away."""
    await remind(bench)
    season.now = evening(date(2027, 4, 17))

    assert not await season.until(date(2027, 6, 1))
    assert await bench.memory.reminders(bench.keys.of("telegram", CHAT)) == []


async def test_it_speaks_the_language_of_the_parent(bench: Bench, season: PassingYear) -> None:
    """With the Dutch beside it."""
    await keep(bench, replace(REMINDER, language="tr"))
    [text] = await season.on(date(2027, 3, 16))

    assert "<i>Over een week begint het aanmelden.</i>" in text
    assert "16 Nisan 2027 Cuma" in text
    assert "vrijdag 16 april 2027" in text


async def test_it_follows_a_parent_to_another_language(bench: Bench, season: PassingYear) -> None:
    """What was asked for in Dutch comes in the language that is spoken now."""
    await remind(bench)
    await bench.says("je voudrais savoir quand inscrire mon enfant à l'école", "fr")
    [text] = await season.on(date(2027, 3, 16))

    assert "<i>Over een week begint het aanmelden.</i>" in text
    assert "mars 2027" in text


async def test_who_blocked_the_bot_is_removed(bench: Bench, season: PassingYear) -> None:
    """All reminders of that chat, and of no other."""
    for chat in (7, 8):
        await keep(bench, REMINDER, chat=chat)
        await keep(bench, NEWS, chat=chat)
    season.now = evening(date(2027, 3, 16))
    bench.request.refuse.append((403, {"description": "Forbidden: bot was blocked by the user"}))
    await season.all()
    blocked, other = (int(one["chat_id"]) for one in bench.request.sent())

    assert await bench.memory.reminders(bench.keys.of("telegram", blocked)) == []
    assert len(await bench.memory.reminders(bench.keys.of("telegram", other))) == 2


async def test_a_full_chat_waits_and_stops_no_other(bench: Bench, season: PassingYear) -> None:
    """429 of one chat puts its message off for as long as Telegram asks."""
    for chat in (7, 8, 9):
        await keep(bench, REMINDER, chat=chat)
    bench.request.refuse.append(
        (429, {"description": "Too Many Requests", "parameters": {"retry_after": 40}})
    )
    season.now = evening(date(2027, 3, 16)) - timedelta(minutes=1)
    await season.all()
    assert len(bench.request.sent()) == 3  # one of them refused
    season.now += timedelta(seconds=39)
    await season.all()
    assert len(bench.request.sent()) == 3
    season.now += timedelta(seconds=2)
    await season.all()

    chats = Counter(one["chat_id"] for one in bench.request.sent())
    assert sorted(chats.values()) == [1, 1, 2]


async def test_what_telegram_does_not_take_is_tried_again(
    bench: Bench, season: PassingYear
) -> None:
    """A minute later, until it is taken."""
    await keep(bench, REMINDER)
    bench.request.refuse.append((502, {"description": "Bad Gateway"}))
    season.now = evening(date(2027, 3, 16)) - timedelta(minutes=30)
    await season.all()
    assert len(bench.request.sent()) == 1  # which was refused
    for _ in range(3):
        season.now += timedelta(seconds=61)
        await season.all()

    assert len(bench.request.sent()) == 2


async def test_programs_beside_each_other_send_each_message_once(
    bench: Bench, season: PassingYear, database: str
) -> None:
    """Three of them, and 60 chats that are due at once."""
    memories = [Memory(database) for _ in range(3)]
    for memory in memories:
        await memory.open()
    chats = range(100, 160)
    for chat in chats:
        await keep(bench, REMINDER, chat=chat, memory=memories[0])
    season.now = evening(date(2027, 3, 16))
    programs = [season.program(memory) for memory in memories]

    async def work(program: Reminding) -> None:
        for _ in range(30):
            await program.once()
            await asyncio.sleep(0.01)

    await asyncio.gather(*map(work, programs))
    for memory in memories:
        await memory.close()

    sent = Counter(int(one["chat_id"]) for one in bench.request.sent())
    assert sent == dict.fromkeys(chats, 1)


async def test_a_killed_program_loses_nothing(bench: Bench, season: PassingYear) -> None:
    """What it held is sent by another once its lease is over, and once."""
    await keep(bench, REMINDER)
    season.now = evening(date(2027, 3, 16)) - timedelta(minutes=10)
    assert await bench.memory.claim(season.now, 25)
    await season.all()
    assert not bench.request.sent()
    season.now += LEASE
    await season.all()
    await season.all()

    assert len(bench.request.sent()) == 1


async def test_a_lease_that_is_nearly_over_is_not_used(bench: Bench, season: PassingYear) -> None:
    """A program that was held up sends nothing that another may send at the same time."""
    await keep(bench, REMINDER)
    season.now = evening(date(2027, 3, 16)) - timedelta(minutes=10)
    clock = iter([season.now, season.now])  # compares, claims; then a minute and a half is gone
    held_up = Reminding(
        bench.channel.application.bot, season.dialogue, bench.memory,
        lambda: next(clock, season.now + timedelta(seconds=90)), rate=1000,
    )  # fmt: skip
    assert await held_up.once() == 1
    assert not bench.request.sent()


async def test_stopping_finishes_what_is_under_way(
    bench: Bench, season: PassingYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stop, as at every update, makes no message come twice."""
    await keep(bench, REMINDER)
    season.now = evening(date(2027, 3, 16)) - timedelta(minutes=10)
    begun = asyncio.Event()
    request, real = bench.request, bench.request.do_request

    async def slow(*arguments: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401  # because they are the library's
        begun.set()
        await asyncio.sleep(0.2)
        return await real(*arguments, **named)

    monkeypatch.setattr(request, "do_request", slow)
    running = asyncio.create_task(season.sender.run())
    await begun.wait()
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    season.now += LEASE
    await season.program().once()

    assert len(request.sent()) == 1


async def test_it_keeps_within_the_rate(bench: Bench, season: PassingYear) -> None:
    """However much is due: no more in a second than allowed."""
    for chat in range(200, 230):
        await keep(bench, REMINDER, chat=chat)
    season.now = evening(date(2027, 3, 16))
    loop = asyncio.get_running_loop()
    times: list[float] = []
    real = bench.request.do_request

    async def timed(*arguments: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401  # because they are the library's
        times.append(loop.time())
        return await real(*arguments, **named)

    bench.request.do_request = timed  # type: ignore[method-assign]  # because nothing else tells when
    sender = Reminding(
        bench.channel.application.bot, season.dialogue, bench.memory, lambda: season.now, rate=20
    )
    while await sender.once():
        pass

    assert len(times) == 30
    assert max(sum(begin <= at < begin + 0.95 for at in times) for begin in times) <= 20


async def test_forgetting_leaves_nothing_in_the_file(bench: Bench, tmp_path: Path) -> None:
    """After /vergeet neither the chat's id nor its key stands on the disk."""
    chat = 987654321012345
    key = bench.keys.of("telegram", chat)
    marks = [str(chat).encode(), chat.to_bytes(7, "big"), key.encode()]

    def found() -> list[bytes]:
        files = [file.read_bytes() for file in tmp_path.iterdir() if "sqlite" in file.name]
        return [mark for mark in marks if any(mark in held for held in files)]

    await bench.says("wanneer aanmelden eerste middelbaar in Gent", chat=chat)
    await keep(bench, REMINDER, chat=chat)
    await keep(bench, NEWS, chat=chat)
    assert found() == [marks[1], marks[2]]
    await bench.says("/vergeet", chat=chat)

    assert found() == []


async def test_a_held_back_message_keeps_no_reminder(bench: Bench) -> None:
    """Who floods the bot gets no reminder by the way, and can still be forgotten."""
    key = bench.keys.of("telegram", CHAT)
    for _ in range(40):
        await bench.presses("k_44021_s")
    await bench.presses("k_44021_k")
    assert [one.subject for one in await bench.memory.reminders(key)] == [SCHOOL]
    await bench.says("/vergeet")

    assert await bench.memory.reminders(key) == []


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as api:
        yield api


def noon_in_brussels(folder: Path) -> Path:
    """Time zones in which it is about noon in Brussels now, because by night nothing is sent."""
    ahead = 12 - datetime.now(UTC).hour
    name = f"GMT{-ahead:+d}" if ahead else "GMT"
    (folder / "Europe").mkdir(parents=True)
    zone = importlib.resources.files("tzdata.zoneinfo.Etc") / name
    (folder / "Europe" / "Brussels").write_bytes(zone.read_bytes())
    return folder


def test_the_whole_program_sends_a_reminder(api: FakeBotApi, tmp_path: Path) -> None:
    """Asked for on one day, sent by the program that is started on another."""
    chat = 9876543210
    zones = noon_in_brussels(tmp_path / "zones")
    program = Program(
        tmp_path,
        OUDERBOT_TELEGRAM_TOKEN=TOKEN,
        OUDERBOT_TELEGRAM_API=api.base,
        PYTHONTZPATH=str(zones),
    )
    program.start()
    api.press(chat, "k_44021_s")
    api.wait_for(lambda: len(api.to(chat)) == 1)
    assert program.stop() == 0
    program.environment["OUDERBOT_TODAY"] = "2027-03-17"
    program.start()
    api.wait_for(lambda: len(api.to(chat)) == 2, 30)
    assert program.stop() == 0

    assert "Meld je kind aan van dinsdag 23 maart 2027" in api.to(chat)[-1]["text"]
    assert str(chat) not in program.log.read_text()
