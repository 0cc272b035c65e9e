"""The inbox on both databases: what is kept, that nobody can tell whose it is, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation import Chat, Kept
from bot.conversation.consent import LONGEST
from bot.memory import Entry, Memory

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = NOW.date()
TURKISH, DUTCH = Kept("tr", "yarın hava nasıl … 🌦"), Kept("nl", "welke film is leuk")


async def test_what_was_agreed_to_is_kept_as_it_was(memory: Memory) -> None:
    """By a channel that notes updates and by one that does not; the oldest stands first."""
    await memory.settle(1, "one", Chat(), NOW, kept=TURKISH)
    await memory.keep("two", Chat(), DAY, kept=DUTCH)
    await memory.keep("two", Chat(), DAY)
    first, second = await memory.inbox()

    assert (first.day, first.language, first.text) == (DAY, "tr", TURKISH.text)
    assert (second.day, second.language, second.text) == (DAY, "nl", DUTCH.text)
    assert first.id < second.id


async def test_the_longest_text_has_room(memory: Memory) -> None:
    """300 characters of any script."""
    await memory.keep("one", Chat(), DAY, kept=Kept("ar", "ق🌦" * (LONGEST // 2)))

    assert len((await memory.inbox())[0].text) == LONGEST


async def test_a_repeated_update_or_form_keeps_it_once(memory: Memory) -> None:
    """Telegram repeats updates, and people send a form twice; the next day it is another."""
    for number in (1, 1, 2):
        await memory.settle(number, "one", Chat(), NOW, kept=DUTCH)
    await memory.keep("two", Chat(), DAY, kept=Kept("tr", DUTCH.text))
    await memory.keep("two", Chat(), DAY + timedelta(days=1), kept=DUTCH)

    assert [(one.day, one.language) for one in await memory.inbox()] == [
        (DAY, "nl"), (DAY, "tr"), (DAY + timedelta(days=1), "nl"),
    ]  # fmt: skip


async def test_forgetting_a_chat_does_not_touch_the_inbox(memory: Memory) -> None:
    """As the question for consent says: a text that was passed on cannot be found again."""
    await memory.keep("one", Chat(), DAY, kept=DUTCH)
    await memory.keep("one", None, DAY)

    assert [one.text for one in await memory.inbox()] == [DUTCH.text]


async def test_it_goes_after_90_days(memory: Memory) -> None:
    """Whether or not an editor has looked at it."""
    for days, text in ((91, "te oud"), (90, "nog net")):
        await memory.keep("one", Chat(), DAY - timedelta(days=days), kept=Kept("nl", text))
    await memory.tidy(NOW)

    assert [one.text for one in await memory.inbox()] == ["nog net"]


async def test_a_number_is_never_given_to_another_question(memory: Memory) -> None:
    """An editor who removes what was listed before cannot hit what came since."""
    await memory.keep("one", Chat(), DAY, kept=DUTCH)
    (old,) = await memory.inbox()
    await memory.remove([old.id, 99])
    await memory.keep("one", Chat(), DAY, kept=TURKISH)
    (new,) = await memory.inbox()

    assert new == Entry(new.id, DAY, "tr", TURKISH.text)
    assert new.id > old.id


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_is_removed_leaves_the_disk(memory: Memory, tmp_path: Path) -> None:
    """Neither the file of SQLite nor its journal holds it any more."""
    await memory.keep("one", Chat(), DAY, kept=Kept("nl", "dit verdwijnt"))
    await memory.keep("one", Chat(), DAY - timedelta(days=91), kept=Kept("nl", "dit verdwijnt ook"))
    (first, _) = await memory.inbox()
    await memory.remove([first.id])
    await memory.tidy(NOW)

    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())  # noqa: ASYNC240  # because nothing else waits here
    assert b"dit verdwijnt" not in held
