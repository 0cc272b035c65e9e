"""The bot's own sentences, beside the cards: `intents/messages.yaml`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.catalogue.document import Part
from bot.catalogue.finding import did_you_mean
from bot.catalogue.slot import slots


class Message(StrEnum):
    """Every sentence that the program can say; the Dutch stands in messages.yaml."""

    I_AM_A_PROGRAM = "i-am-a-program"
    CHOOSE_LANGUAGE = "choose-language"
    CHOOSE_TOPIC = "choose-topic"
    ASK_PLACE = "ask-place"
    ASK_LEVEL = "ask-level"
    WHICH_PLACE = "which-place"
    ANOTHER_PLACE_OF_THIS_NAME = "another-place-of-this-name"
    CONFIRM_PLACE = "confirm-place"
    PLACE_NOT_FOUND = "place-not-found"
    YES = "yes"
    NO_OTHER_TOWN = "no-other-town"
    OTHER_TOWN = "other-town"
    OTHER_LEVEL = "other-level"
    OTHER_LANGUAGE = "other-language"
    SOMETHING_ELSE = "something-else"
    DID_YOU_MEAN = "did-you-mean"
    NOT_UNDERSTOOD = "not-understood"
    TEXT_ONLY = "text-only"
    WENT_WRONG = "went-wrong"
    FORGOTTEN = "forgotten"
    MACHINE_TRANSLATION = "machine-translation"
    REVIEWED_TRANSLATION = "reviewed-translation"
    NOT_TRANSLATED = "not-translated"
    IN_DUTCH = "in-dutch"
    STEPS = "steps"
    WHO_HELPS = "who-helps"
    LINKS = "links"
    HARD_WORDS = "hard-words"
    SHOW_AT_SCHOOL = "show-at-school"
    LEVEL_KLEUTER = "level-kleuter"
    LEVEL_BASIS = "level-basis"
    LEVEL_SECUNDAIR = "level-secundair"
    BUTTON_KLEUTER = "button-kleuter"
    BUTTON_BASIS = "button-basis"
    BUTTON_SECUNDAIR = "button-secundair"
    TOPIC_INSCHRIJVEN = "topic-inschrijven"
    TOPIC_SCHOOL = "topic-school"
    TOPIC_TAAL = "topic-taal"
    TOPIC_GELD = "topic-geld"
    TOPIC_LOP = "topic-lop"
    TOPIC_HULP = "topic-hulp"
    HOLIDAY_HERFST = "holiday-herfst"
    HOLIDAY_KERST = "holiday-kerst"
    HOLIDAY_KROKUS = "holiday-krokus"
    HOLIDAY_PAAS = "holiday-paas"
    HOLIDAY_ZOMER = "holiday-zomer"
    FROM_UNTIL = "from-until"
    COMMAND_START = "command-start"
    COMMAND_LANGUAGE = "command-language"
    COMMAND_HELP = "command-help"
    COMMAND_PRIVACY = "command-privacy"
    COMMAND_FORGET = "command-forget"
    BOT_NAME = "bot-name"
    BOT_DESCRIPTION = "bot-description"
    BOT_SHORT_DESCRIPTION = "bot-short-description"
    SHARE = "share"
    COPY_SENTENCE = "copy-sentence"
    NOTHING_FOUND = "nothing-found"
    ASK_YOURSELF = "ask-yourself"
    LINK_NOT_RIGHT = "link-not-right"
    SHARE_WHICH_TOPIC = "share-which-topic"
    SHARE_WHICH_LANGUAGE = "share-which-language"
    SHARE_READY = "share-ready"
    COMMAND_SHARE = "command-share"
    YOUR_LANGUAGE = "your-language"
    POSTER_QUESTION = "poster-question"
    POSTER_HOW = "poster-how"
    POSTER_FREE = "poster-free"
    RELAY_ASKS = "relay-asks"
    RELAY_LANGUAGE = "relay-language"
    RELAY_SURE = "relay-sure"
    RELAY_UNSURE = "relay-unsure"
    RELAY_NOT_UNDERSTOOD = "relay-not-understood"
    RELAY_DANGER = "relay-danger"
    RELAY_BUTTON = "relay-button"
    RELAY_PASTE = "relay-paste"
    CONSENT_ASK = "consent-ask"
    CONSENT_NOTE = "consent-note"
    CONSENT_YES = "consent-yes"
    CONSENT_NO = "consent-no"
    CONSENT_THANKS = "consent-thanks"
    PRIVACY_INBOX = "privacy-inbox"
    TOO_MANY_MESSAGES = "too-many-messages"
    VERY_BUSY = "very-busy"
    PRIVACY_CONTACT = "privacy-contact"
    REMIND_ME = "remind-me"
    TELL_ME = "tell-me"
    REMIND_WHAT_IS_KEPT = "remind-what-is-kept"
    REMIND_YES = "remind-yes"
    REMIND_NO = "remind-no"
    REMINDER_SET = "reminder-set"
    NEWS_SET = "news-set"
    REMINDER_WEEK = "reminder-week"
    REMINDER_OPENS = "reminder-opens"
    REMINDER_CLOSES = "reminder-closes"
    DATE_KNOWN = "date-known"
    DATE_MOVED = "date-moved"
    DATE_WITHDRAWN = "date-withdrawn"
    REMINDERS_LIST = "reminders-list"
    REMINDERS_NONE = "reminders-none"
    REMINDER_REMOVE = "reminder-remove"
    REMINDER_REMOVED = "reminder-removed"
    FEWER_MESSAGES = "fewer-messages"
    ONLY_WEEK = "only-week"
    ONLY_OPENS = "only-opens"
    ONLY_CLOSES = "only-closes"
    AREA_NEWS = "area-news"
    AREA_NEWS_SET = "area-news-set"
    NEWS_OF = "news-of"
    NEWS_UNTIL = "news-until"
    CALENDAR = "calendar"
    COMMAND_REMINDERS = "command-reminders"
    PRIVACY_REMINDER = "privacy-reminder"
    WEB_QUESTION = "web-question"
    WEB_SEND = "web-send"
    WEB_LISTEN = "web-listen"
    WEB_WAIT = "web-wait"
    WEB_NO_CONNECTION = "web-no-connection"
    WEB_COPY = "web-copy"
    WEB_COPIED = "web-copied"


SLOTS_OF = {
    Message.ANOTHER_PLACE_OF_THIS_NAME: {"name"},
    Message.CONFIRM_PLACE: {"place"},
    Message.RELAY_ASKS: {"title"},
    Message.RELAY_LANGUAGE: {"name"},
    Message.RELAY_SURE: {"share"},
    Message.PRIVACY_CONTACT: {"name", "contact"},
    Message.DATE_MOVED: {"was", "now"},
    Message.NEWS_OF: {"name"},
    Message.NEWS_UNTIL: {"day"},
    Message.FROM_UNTIL: {"name", "first", "last"},
}
"""The values that a message names between braces; all others name none."""
DUTCH_ONLY = frozenset(message for message in Message if message.startswith("relay-"))
"""What a brugfiguur reads beside a parent's message; it has no translation."""


class MessageFile(Part):
    """`intents/messages.yaml`: the bot's own sentences.

    Args:
        messages: the Dutch sentence of each key; what stands between braces is filled in.
    """

    messages: dict[str, Annotated[str, Field(min_length=1)]]

    def faults(self) -> list[tuple[tuple[str, ...], str]]:
        """Unknown and missing keys, and wrong slots, with their place."""
        known = {message.value for message in Message}
        found: list[tuple[tuple[str, ...], str]] = []
        for key, text in self.messages.items():
            if key not in known:
                found.append(
                    (
                        ("messages", key),
                        f"no part of the program says `{key}`. {did_you_mean(key, known)}",
                    )
                )
            elif slots(text) != SLOTS_OF.get(Message(key), set()):
                wanted = ", ".join(f"{{{name}}}" for name in SLOTS_OF.get(Message(key), set()))
                found.append(
                    (
                        ("messages", key),
                        f"`{key}` must name exactly these values: {wanted or 'none'}.",
                    )
                )
        found.extend(
            (("messages",), f"the message `{key}` is missing. Add it.")
            for key in sorted(known - self.messages.keys())
        )
        return found
