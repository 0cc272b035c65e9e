"""What a translator reads beside a text: where it stands, when it is shown, what a value is.

The notes are comments in every .po file, in English, the language that translators share. They
name no lines and no days, so that a diff shows only what changed for a translator.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalogue import Intent, Message
from bot.catalogue.condition import When
from bot.catalogue.message import SLOTS_OF
from bot.catalogue.slot import SLOTS, slots
from bot.translation.translations import has_words

_BLOCKS = {
    "lines": "a line of the answer",
    "steps": "a step; the steps are numbered",
    "help": "a line that says who helps",
}
CONDITIONS = {
    "place": "the town is",
    "region": "the region is",
    "level": "the school level is",
    "year": "the year of secondary school is",
    "phase": "the phase of enrolment is",
    "site": "the website for aanmelden is",
    "covers": "the share of the schools on that website is",
    "helpdesk": "the help desk for aanmelden is",
    "lop": "the LOP is",
    "contact": "the contact is that of",
    "moved": "aanmelden was moved because of",
    "entry_days": "the next entry day is",
    "holidays": "the next holiday is",
    "entry": "the start by the month of birth is",
    "reminders": "a reminder by the bot is",
}
"""The keys of a condition, in words that its values can follow."""
_PARENT, _ENROLMENT = "the parent", "intents/facts/enrolment.yaml"
_LOPS, _CALENDAR = "intents/facts/lops.yaml", "intents/facts/school-year.yaml"
_LOCAL = "in your language"
VALUES = {
    "place": ("Gent", "in Dutch", _PARENT),
    "level": ("lagere school", _LOCAL, _PARENT),
    "school_year": ("2027-2028", "", _ENROLMENT),
    "opens": ("dinsdag 23 maart 2027", _LOCAL, _ENROLMENT),
    "closes": ("vrijdag 16 april 2027", _LOCAL, _ENROLMENT),
    "result": ("dinsdag 11 mei 2027", _LOCAL, _ENROLMENT),
    "enrol_opens": ("woensdag 12 mei 2027", _LOCAL, _ENROLMENT),
    "enrol_closes": ("dinsdag 1 juni 2027", _LOCAL, _ENROLMENT),
    "free_opens": ("woensdag 12 mei 2027", _LOCAL, _ENROLMENT),
    "was_opens": ("maandag 1 maart 2027", _LOCAL, _ENROLMENT),
    "was_closes": ("vrijdag 2 april 2027", _LOCAL, _ENROLMENT),
    "site": ("https://meldjeaan.antwerpen.be", "", _ENROLMENT),
    "helpdesk_phone": ("09 210 10 10", "", _ENROLMENT),
    "helpdesk_email": ("helpdesk@voorbeeld.be", "", _ENROLMENT),
    "lop": ("LOP Gent basisonderwijs", "in Dutch", _LOPS),
    "lop_places": ("Lokeren, Sint-Niklaas en Zele", _LOCAL, _LOPS),
    "lop_site": ("https://lop.voorbeeld.be", "", _LOPS),
    "lop_phone": ("09 210 10 10", "", _LOPS),
    "lop_email": ("lop@voorbeeld.be", "", _LOPS),
    "born": ("september 2024", _LOCAL, _PARENT),
    "born_until": ("maandag 2 september 2024", _LOCAL, _CALENDAR),
    "entry_day": ("maandag 1 maart 2027", _LOCAL, _CALENDAR),
    "later_entry_day": ("maandag 12 april 2027", _LOCAL, _CALENDAR),
    "entry_days": ("maandag 1 maart 2027 en maandag 12 april 2027", _LOCAL, _CALENDAR),
    "holidays": ("herfstvakantie: van … tot en met …", _LOCAL, _CALENDAR),
}
"""An example of each value of a line, how it is written, and who or what gives it."""
MESSAGES = {
    "i-am-a-program": "the first thing that the bot says to a parent",
    "choose-": "above a row of buttons",
    "ask-place": "the bot asks this before it can answer",
    "ask-level": "above the buttons “button-kleuter”, “button-basis” and “button-secundair”",
    "which-place": "above buttons with names of places",
    "another-place-of-this-name": "a button; {name} is a town, such as “Deurne”",
    "confirm-place": "above “yes” and “no-other-town”; {place} is a town, such as “Gent”",
    "place-not-found": "the answer to a town that the bot does not know",
    "yes": "a button",
    "no-other-town": "a button below “confirm-place”",
    "other-": "a button below an answer",
    "something-else": "the last button below “did-you-mean”",
    "did-you-mean": "above buttons, each with a question",
    "not-understood": "the answer to a text that the bot cannot place; buttons follow",
    "text-only": "the answer to a photo, a sticker or a spoken message",
    "went-wrong": "the answer when the program fails",
    "forgotten": "the answer after the parent asked to be forgotten",
    "machine-translation": "a small line below an answer that no person has reviewed yet",
    "reviewed-translation": "a small line below an answer that a person has reviewed",
    "not-translated": "above a Dutch answer that is not translated yet",
    "in-dutch": "a heading above the Dutch of the same answer, and a button that shows it",
    "steps": "a heading above numbered steps",
    "who-helps": "a heading above people and phone numbers",
    "links": "a heading above links to websites",
    "hard-words": "a heading above Dutch words with their meaning",
    "show-at-school": "a heading above one Dutch sentence for the school",
    "level-": "a kind of school, inside a sentence or after the name of a town",
    "button-": "a button: a kind of school, with the ages; keep it short",
    "topic-": "a button of the menu: a group of questions; keep it short",
    "holiday-": "a school holiday; it becomes {name} in “from-until”",
    "from-until": "a school holiday: {name} is “herfstvakantie”, {first} and {last} are its days, "
    "such as “maandag 2 november 2026”, all in your language",
    "command-": "beside a command in Telegram's list; keep it short",
    "bot-name": "the bot's name; it stays “Ouderbot”, in your script where people write names so",
    "bot-description": "what Telegram shows before the first message; 512 characters at most",
    "bot-short-description": "the bot's page in Telegram; 120 characters at most",
    "share": "a button below an answer: send it to somebody",
    "copy-sentence": "a button below an answer: copy the Dutch sentence for the school",
    "nothing-found": "the only choice when a search finds nothing; it opens the bot",
    "ask-yourself": "a button below an answer that somebody sent on",
    "link-not-right": "the answer to a link that leads to no card any more; buttons follow",
    "share-which-": "above a row of buttons",
    "share-ready": "above a link and a QR code",
    "your-language": "a button that brings the answer in the parent's own language back",
    "poster-question": "the largest line of a printed poster",
    "poster-how": "on a printed poster, beside a QR code",
    "poster-free": "the last line of a printed poster",
    "consent-ask": "the bot could not place a question and asks whether it may keep the text, "
    "which follows this line; buttons below",
    "consent-note": "below that text, above “consent-yes” and “consent-no”",
    "consent-yes": "a button below “consent-ask”",
    "consent-no": "a button below “consent-ask”",
    "consent-thanks": "the answer to “consent-yes”",
    "privacy-inbox": "a line above the answer about what the bot keeps",
    "privacy-contact": "above the answer about what the bot keeps; {name} is who runs the bot, "
    "such as “LOP Gent”, {contact} an address or a number",
    "remind-me": "a button below an answer: the bot sends a message before the day comes",
    "tell-me": "a button below an answer: the bot sends a message once the day is known",
    "remind-what-is-kept": "after “remind-me” or “tell-me”, above “remind-yes” and “remind-no”",
    "remind-yes": "a button below “remind-what-is-kept”",
    "remind-no": "a button below “remind-what-is-kept”",
    "reminder-set": "the answer to “remind-yes”; days follow, such as “dinsdag 16 maart 2027”",
    "news-set": "the answer to “remind-yes” while the day is not known; also in the list of what "
    "the parent asked for",
    "reminder-week": "above an answer that the bot sends by itself, and in the parent's calendar, "
    "7 days before the first day",
    "reminder-opens": "above an answer that the bot sends by itself, and in the parent's calendar, "
    "on the first day",
    "reminder-closes": "above an answer that the bot sends by itself, and in the parent's "
    "calendar, 3 days before the last day",
    "date-known": "above an answer that the bot sends by itself, after “tell-me”",
    "date-moved": "above an answer that the bot sends by itself; {was} and {now} are days, such as "
    "“dinsdag 16 maart 2027”, in your language",
    "date-withdrawn": "above an answer that the bot sends by itself: the day that it told counts "
    "no more",
    "reminders-list": "above what the parent asked to be reminded of",
    "reminders-none": "the answer to “command-reminders” when there is nothing to list",
    "reminder-remove": "a button below what the bot will send, or has sent, by itself",
    "reminder-removed": "the answer to “reminder-remove”",
    "fewer-messages": "a button below “reminder-set”, and above the “only-” buttons",
    "only-": "a button: one message instead of several",
    "area-news": "a button below an answer: the bot sends the news of the parent's town; also in "
    "the list of what the parent asked for; keep it short",
    "area-news-set": "the answer to “area-news”",
    "news-of": "a heading above news; {name} is a town, such as “Gent”",
    "news-until": "below “remind-what-is-kept”, for news; {day} is a day, such as “woensdag 1 "
    "september 2027”, in your language",
    "calendar": "a link or a line beside a file with days for the calendar of a phone",
    "privacy-reminder": "a line above the answer about what the bot keeps",
    "too-many-messages": "the answer to somebody who sends very many messages in a minute",
    "very-busy": "the answer when very many people ask at the same time",
    "web-question": "in the empty text field of the web page",
    "web-send": "the button that sends the question; one word",
    "web-listen": "the button that reads the answer aloud; one word",
    "web-wait": "while the answer is on its way",
    "web-no-connection": "when the web page does not reach the bot",
    "web-copy": "the button that copies a sentence; one word",
    "web-copied": "the same button, for a moment after it was pressed",
}
"""Where a message stands, by its key or by what several keys begin with."""


def message_notes(message: Message) -> list[str]:
    """What to know about one of the bot's own sentences."""
    begins = max(filter(message.value.startswith, MESSAGES), key=len, default="")
    return [
        *([f"Where: {MESSAGES[begins]}."] if begins else []),
        *(f"Keep {{{name}}} as it is." for name in sorted(SLOTS_OF.get(message, ()))),
    ]


def card_texts(intent: Intent) -> Iterator[tuple[str, list[str]]]:
    """Every Dutch text of a card that has words, in the order of the card, with its notes."""
    yield (
        intent.title,
        ["Title of this card and text of the button that opens it: short, in the parent's words."],
    )
    card, where = intent.card, f"Card “{intent.title}”: "
    for block, _, line in card.blocks():
        if has_words(line.text):
            yield line.text, [f"{where}{_BLOCKS[block]}.", *_shown(line.when), *_slots(line.text)]
        if line.fallback and has_words(line.fallback):
            stands_for = f"{where}stands for “{line.text}” once that is too old."
            yield line.fallback, [stands_for, *_shown(line.when), *_slots(line.fallback)]
    for link in card.links:
        yield link.title, [f"{where}the text of a link to a website.", *_shown(link.when)]
    for term in card.terms:
        note = f"{where}what the Dutch word “{term.term}” means. The word stands before it."
        yield term.meaning, [note, *_shown(term.when)]
    if card.show:
        note = "the parent shows the Dutch sentence at school; this tells the parent what it says."
        yield card.show, [f"{where}{note}"]


def _shown(when: When) -> list[str]:
    conditions = [
        f"{CONDITIONS[name]} {_either(allowed)}"
        for name in type(when).model_fields
        if (allowed := getattr(when, name))
    ]
    return [f"Shown only if {', and '.join(conditions)}."] if conditions else []


def _either(allowed: tuple[str, ...]) -> str:
    """Some values as words: first, later or not known."""
    words = [{"unknown": "not known"}.get(value, value) for value in allowed]
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _slots(text: str) -> Iterator[str]:
    for name in sorted(slots(text)):
        example, written, origin = VALUES[name]
        yield (
            f"Keep {{{name}}} as it is; it becomes {SLOTS[name]}, such as "
            f"“{example}”{f' {written}' if written else ''} (from {origin})."
        )
