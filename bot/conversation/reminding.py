"""Reminders of dates, from the button to the message: what is kept, which days, what is sent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.catalogue import Catalogue, Message
from bot.catalogue.level import following
from bot.conversation.action import Action, Kind
from bot.conversation.cards import LEVELS
from bot.conversation.chat import Answer
from bot.conversation.menu import Menu
from bot.conversation.reminder import (
    WHEN,
    Dates,
    Part,
    Reminder,
    Subject,
    Wanted,
    dates_of,
    in_time,
    sentence,
)
from bot.conversation.reply import Button, Reply, Twin
from bot.conversation.speaker import Speaker
from bot.translation import SOURCE

_KEEPS: Mapping[Kind, Wanted] = {
    "remind-all": "all",
    "remind-week": "week",
    "remind-opens": "opens",
    "remind-closes": "closes",
}
_FEWER: Mapping[Part, tuple[Kind, Message]] = {
    "week": ("remind-week", Message.ONLY_WEEK),
    "opens": ("remind-opens", Message.ONLY_OPENS),
    "closes": ("remind-closes", Message.ONLY_CLOSES),
}
ASKS: frozenset[Kind] = frozenset({"remind", "remind-no", "fewer", "unremind", *_KEEPS})
"""The buttons of reminders."""


@dataclass(frozen=True)
class Told:
    """What a reminder says on a day.

    Args:
        reply: None when there is nothing to say (any more).
        dates: of aanmelden, as they are known that day.
    """

    reply: Reply | None
    dates: Dates | None


class Reminding:
    """Offers, keeps, lists and says reminders.

    Args:
        catalogue: what the bot knows.
        menu: sentences and buttons.
        speaker: says the answer.
    """

    def __init__(self, catalogue: Catalogue, menu: Menu, speaker: Speaker) -> None:
        self._catalogue = catalogue
        self._menu = menu
        self._speaker = speaker

    def heard(self, action: Action) -> Answer:
        """What follows a button; one made by hand, or where no reminder can come, leads nowhere."""
        self._speaker.language = action.language or self._speaker.language
        if action.kind == "remind-no":
            answer = self._speaker.topics()
            return replace(answer, reply=replace(answer.reply, in_place=True))
        if self._speaker.reminders != "offered" or not action.place or not action.level:
            return self._speaker.lost()
        subject = Subject(action.place, action.level)
        if action.kind == "unremind":
            gone = self._menu.say(self._speaker.language, Message.REMINDER_REMOVED)
            return replace(self._speaker.done(gone), remove=subject)
        reminder = self._made(subject, _KEEPS.get(action.kind, "all"))
        today = self._speaker.today
        if reminder.dates and not reminder.dates.coming(today, reminder.wanted):
            return self._speaker.show(Action("ask", WHEN, action.place, action.level))
        if action.kind == "remind":
            return self._asked(reminder)
        if action.kind == "fewer":
            return self._fewer(reminder)
        return self._kept(reminder, whole=action.kind == "remind-all")

    def listed(self, held: Sequence[Reminder]) -> Answer:
        """The reminders of a chat, each with a button that removes it."""
        if not held:
            none = self._menu.say(self._speaker.language, Message.REMINDERS_NONE)
            return self._speaker.done(none)

        def lines(language: str) -> Iterator[str]:
            yield self._menu.word(language, Message.REMINDERS_LIST)
            for one in held:
                yield ""
                yield self._about(language, one)
                yield from self._days(language, one)

        buttons = [self._remove(one, named=len(held) > 1) for one in held]
        return self._speaker.done(asks=self._twin(lines), buttons=buttons)

    def told(self, reminder: Reminder, part: Part | None) -> Told:
        """The message of a reminder whose time has come; `part` is None for news of its date."""
        today, subject = self._speaker.today, reminder.subject
        dates = dates_of(self._catalogue, subject, reminder.school_year)
        if reminder.school_year != following(today) or (dates and dates.closes < today):
            return Told(None, dates)
        coming = dates.coming(today, reminder.wanted) if dates else {}
        buttons, calendar = [self._remove(reminder)], None
        if dates != reminder.dates:
            says = self._news(reminder.dates, dates)
            calendar = self._file(reminder) if coming else None
            buttons = self._choices(reminder, coming)
        elif part is None or dates is None or not in_time(part, dates, today):
            return Told(None, dates)
        else:
            on_its_day = dates.days()[part] == today
            says = (self._say(sentence(part)),) if on_its_day else ()
        if WHEN in self._catalogue.intents:
            shown = self._speaker.show(Action("ask", WHEN, subject.place, subject.level)).reply
        else:
            shown = self._speaker.done().reply
        return Told(replace(shown, says=says, buttons=tuple(buttons), calendar=calendar), dates)

    def _news(self, was: Dates | None, now: Dates | None) -> tuple[Twin[str], ...]:
        if now is None:
            return (self._say(Message.DATE_WITHDRAWN),)
        if was is None:
            return (self._say(Message.DATE_KNOWN),)
        pairs = ((was.opens, now.opens), (was.closes, now.closes))
        language = self._speaker.language
        return tuple(
            self._menu.say(language, Message.DATE_MOVED, was=before, now=after)
            for before, after in pairs
            if before != after
        )

    def _made(self, subject: Subject, wanted: Wanted) -> Reminder:
        today = self._speaker.today
        year = following(today)
        dates = dates_of(self._catalogue, subject, year)
        return Reminder(self._speaker.language, subject, year, dates, today, wanted)

    def _asked(self, reminder: Reminder) -> Answer:
        """What would be kept, in plain words, with yes and no."""
        buttons = [
            self._button(Message.REMIND_YES, "remind-all", reminder.subject),
            self._button(Message.REMIND_NO, "remind-no", reminder.subject),
        ]
        return self._speaker.done(asks=Message.REMIND_WHAT_IS_KEPT, buttons=buttons)

    def _fewer(self, reminder: Reminder) -> Answer:
        coming = reminder.dates.coming(self._speaker.today) if reminder.dates else {}
        buttons = [
            self._button(label, kind, reminder.subject)
            for part, (kind, label) in _FEWER.items()
            if part in coming
        ]
        return self._speaker.done(asks=Message.FEWER_MESSAGES, buttons=buttons, in_place=True)

    def _kept(self, reminder: Reminder, *, whole: bool) -> Answer:
        """The days on which a message comes, or that it comes once they are known."""
        dates = reminder.dates
        coming = dates.coming(self._speaker.today, reminder.wanted) if dates else {}

        def lines(language: str) -> Iterator[str]:
            yield self._about(language, reminder)
            if dates:
                yield self._menu.word(language, Message.REMINDER_SET)
            yield from self._days(language, reminder)

        answer = self._speaker.done(
            self._twin(lines),
            buttons=self._choices(reminder, coming),
            in_place=True,
            calendar=self._file(reminder) if coming and whole else None,
        )
        return replace(answer, reminder=reminder)

    def _choices(self, reminder: Reminder, coming: Collection[Part]) -> list[Button]:
        """Below what is kept: fewer messages where there are several, or none."""
        fewer = self._button(Message.FEWER_MESSAGES, "fewer", reminder.subject)
        return [*([fewer] if len(coming) > 1 else []), self._remove(reminder)]

    @staticmethod
    def _file(reminder: Reminder) -> Action:
        subject = reminder.subject
        return Action("ask", WHEN, subject.place, subject.level, language=reminder.language)

    def _days(self, language: str, reminder: Reminder) -> Iterator[str]:
        """The days still to come, that a message comes once they are known, or area news."""
        if reminder.subject.about == "news":
            yield self._menu.word(language, Message.AREA_NEWS)
            return
        if reminder.dates is None:
            yield self._menu.word(language, Message.NEWS_SET)
            return
        for day in reminder.dates.coming(self._speaker.today, reminder.wanted).values():
            yield self._menu.directed(language, self._menu.day(language, day))

    def _about(self, language: str, reminder: Reminder) -> str:
        """Level, place and school year, as above a card."""
        subject = reminder.subject
        town = self._catalogue.places.municipalities.get(subject.place)
        level = self._menu.word(language, LEVELS[subject.level])
        rest = " · ".join(filter(None, (town.name if town else None, reminder.school_year)))
        return f"{level} · {self._menu.directed(language, rest)}"

    def _remove(self, reminder: Reminder, *, named: bool = False) -> Button:
        button = self._menu.removing(self._speaker.language, reminder.subject)
        if not named:
            return button
        return replace(
            button, label=f"{button.label}: {self._about(self._speaker.language, reminder)}"
        )

    def _button(self, message: Message, kind: Kind, subject: Subject) -> Button:
        return self._menu.concerning(self._speaker.language, message, kind, subject)

    def _say(self, message: Message) -> Twin[str]:
        return self._menu.say(self._speaker.language, message)

    def _twin(self, lines: Callable[[str], Iterator[str]]) -> Twin[str]:
        """Lines in the language of the answer, with their Dutch beside them."""
        own = self._speaker.language
        shown = "\n".join(lines(own))
        return Twin(shown, None if own == SOURCE else "\n".join(lines(SOURCE)))
