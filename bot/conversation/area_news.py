"""News of an area, from the button to the message."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue import Catalogue, Message
from bot.catalogue.level import following, starts
from bot.conversation.action import Action, Kind
from bot.conversation.chat import Answer
from bot.conversation.menu import Menu
from bot.conversation.news import NewsMaker
from bot.conversation.reminder import Reminder, Subject
from bot.conversation.reply import Button, Reply, Twin
from bot.conversation.speaker import Speaker

ASKS_NEWS: frozenset[Kind] = frozenset({"news", "news-yes", "unnews"})
"""The buttons of area news; `remind-no` says no to both."""


class AreaNews:
    """Offers, keeps and says the news of an area.

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
        """What follows a button; one made by hand, or where no news can come, leads nowhere."""
        self._speaker.language = action.language or self._speaker.language
        if self._speaker.reminders != "offered" or not action.place or not action.level:
            return self._speaker.lost()
        subject = Subject(action.place, action.level, "news")
        if action.kind == "unnews":
            return replace(self._speaker.done(self._say(Message.REMINDER_REMOVED)), remove=subject)
        if action.kind == "news":
            return self._asked(subject)
        return self._kept(subject)

    def told(self, subject: Subject, name: str, news: NewsMaker) -> Reply | None:
        """The message of an announcement; None when it no longer holds."""
        language, today = self._speaker.language, self._speaker.today
        place = self._catalogue.places.municipalities.get(subject.place)
        found = self._catalogue.announcements.get(name)
        if place is None or found is None or not found.holds(today):
            return None
        if not found.reaches(place, subject.level):
            return None
        card = news.twin(found, language, place)
        return self._speaker.done(card=card, buttons=[self._menu.removing(language, subject)]).reply

    def _asked(self, subject: Subject) -> Answer:
        """What would be kept and until when, in plain words, with yes and no."""
        ends = starts(following(self._speaker.today))
        buttons = [
            self._button(Message.AREA_NEWS, "news-yes", subject),
            self._button(Message.REMIND_NO, "remind-no", subject),
        ]
        return self._speaker.done(
            self._say(Message.REMIND_WHAT_IS_KEPT),
            asks=self._menu.say(self._speaker.language, Message.NEWS_UNTIL, day=ends),
            buttons=buttons,
        )

    def _kept(self, subject: Subject) -> Answer:
        language, today = self._speaker.language, self._speaker.today
        answer = self._speaker.done(
            self._say(Message.AREA_NEWS_SET),
            buttons=[self._menu.removing(language, subject)],
            in_place=True,
        )
        kept = Reminder(language, subject, following(today), None, today)
        return replace(answer, reminder=kept)

    def _say(self, message: Message) -> Twin[str]:
        return self._menu.say(self._speaker.language, message)

    def _button(self, message: Message, kind: Kind, subject: Subject) -> Button:
        return self._menu.concerning(self._speaker.language, message, kind, subject)
