"""A year that passes as fast as a test likes, and the program that sends in it."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.catalogue import Level
from bot.channels.telegram.reminding import Reminding
from bot.conversation import Dates, Dialogue
from bot.memory import Memory
from bot.settings import BRUSSELS
from tests.fakes.bench import Bench
from tests.fakes.dates import with_dates
from tests.fakes.parent import TODAY


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), BRUSSELS)


def evening(day: date) -> datetime:
    return datetime.combine(day, time(17, 59, 59), BRUSSELS)


class PassingYear:
    """A year that passes as fast as a test likes, and the program that sends in it."""

    def __init__(self, bench: Bench, dialogue: Dialogue) -> None:
        self.bench = bench
        self.dialogue = dialogue
        self.now = noon(TODAY)
        self.sender = self.program()

    def program(self, memory: Memory | None = None) -> Reminding:
        """A program beside the others."""
        bot = self.bench.channel.application.bot
        memory = memory or self.bench.memory
        return Reminding(bot, self.dialogue, memory, lambda: self.now, rate=1000)

    async def on(self, day: date) -> list[str]:
        """What is sent on a day, looked at every two hours of it, at night too."""
        before = len(self.bench.request.sent())
        for hour in range(0, 24, 2):
            self.now = datetime.combine(day, time(hour), BRUSSELS)
            await self.all()
        self.now = evening(day)
        await self.all()
        return [str(one["text"]) for one in self.bench.request.sent()[before:]]

    async def all(self) -> None:
        """Sends all that is due now."""
        while await self.sender.once():
            pass

    async def until(self, last: date) -> dict[date, list[str]]:
        """What is sent on each day until one, the days without a message left out."""
        found = {}
        for number in range(self.now.date().toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            if sent := await self.on(day):
                found[day] = sent
        return found

    def knows(self, level: Level, dates: Dates | None) -> None:
        """An editor saves other dates."""
        self.dialogue.catalogue = with_dates(self.dialogue.catalogue, level, dates)
