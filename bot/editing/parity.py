"""Whether every translation says what its Dutch says, as far as a machine can see.

Warnings name what parents do not see in their language; errors name what they would see wrongly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.catalogue import NOOD, Catalogue, ContentError, Finding, Severity
from bot.editing.alphabets import Alphabet
from bot.editing.card_length import CardLength
from bot.editing.official_words import OfficialWords
from bot.editing.po_texts import PoFile, PoText, po_files
from bot.editing.told_facts import changed_facts
from bot.editing.untranslated import Untranslated
from bot.translation import Translations
from bot.translation.bidi import begins_right_to_left
from bot.translation.translations import OFFERED

MESSAGE = 4096
"""Characters (UTF-16 code units) that Telegram takes in one message."""
BUTTON = 44
"""Characters of a button that a phone shows on one line."""
BUTTONS = re.compile(
    r"yes|no-other-town|other-.*|something-else|another-place-.*|button-.*|topic-.*"
    r"|share|copy-sentence|ask-yourself|your-language|relay-button|web-send|web-listen|web-cop.*"
)
"""The keys of the messages that stand on buttons; the titles of the intents do so too."""
PROFILE = {"bot-name": 64, "bot-short-description": 120, "bot-description": 512}
"""What Telegram takes for the bot's profile, in characters."""
NAMED = 3
"""So many texts are named in a warning."""
_MARKUP = re.compile(r"[<>`*]|&#?\w+;|__|\]\(")
"""What Telegram takes for HTML or Markdown, or shows as it is."""


def parity(catalogue: Catalogue, translations: Translations | None = None) -> Iterator[Finding]:
    """Every difference between the translations and their Dutch, at its entry in the .po file.

    A .po file that cannot be read is left out: `Translations` says what is wrong with it.

    Args:
        catalogue: whose `locales/*/LC_MESSAGES/*.po` are compared.
        translations: of the same, when they are read already; they tell how long cards get.
    """
    files = list(po_files(catalogue))
    shown = [one for file in files for one in file.shown]
    official = OfficialWords(catalogue, shown)
    untranslated = Untranslated(shown, official)
    titles = {(intent.id, intent.title) for intent in catalogue.intents.values()}
    for file in files:
        yield from _unshown(catalogue, file)
        alphabet = Alphabet(file.language.name)
        for one in file.shown:
            too_long = _too_long(one, is_title=(one.context, one.dutch) in titles)
            for sentence in (*otherwise(one, alphabet, official, untranslated), *too_long):
                yield Finding(one.path, one.line, Severity.ERROR, sentence)
    yield from _long_cards(catalogue, translations, shown)


def otherwise(
    one: PoText, alphabet: Alphabet, official: OfficialWords, untranslated: Untranslated
) -> Iterator[str]:
    """What a translation says otherwise than its Dutch, each as a sentence with its remedy."""
    yield from changed_facts(one.text, one.dutch, one.language.locale)
    yield from _dropped(official, one)
    for what in alphabet.strange(one.text, one.dutch):
        yield f"{what}. Type it again with the right keyboard."
    yield from _still(untranslated.language(one, alphabet))
    yield from _form(one)


def _unshown(catalogue: Catalogue, file: PoFile) -> Iterator[Finding]:
    """One warning for all texts of a file that parents do not see, and what they see instead."""
    if not file.unshown:
        return
    why = Counter(one.why for one in file.unshown)
    counts = ", ".join(
        f"{why[name]} {words}"
        for name, words in (
            ("missing", "missing"),
            ("empty", "empty"),
            ("fuzzy", "marked fuzzy"),
            ("stale", "of Dutch that has changed or gone"),
        )
        if why[name]
    )
    some = sorted(file.unshown, key=lambda one: (one.why == "stale", one.line))
    named = ", ".join(f"{one.context} “{one.dutch}”" for one in some[:NAMED])
    more = f" and {len(some) - NAMED} more" if len(some) > NAMED else ""
    lacking = {one.context for one in file.unshown if one.why != "stale"}
    sentence = (
        f"{len(some)} {'text is' if len(some) == 1 else 'texts are'} not shown "
        f"({counts}): {named}{more}. {_seen_instead(catalogue, file, lacking)}Run `ouderbot "
        "translations update`, translate what is left and take the mark fuzzy away."
    )
    yield Finding(file.path, some[0].line, Severity.WARNING, sentence)


def _seen_instead(catalogue: Catalogue, file: PoFile, lacking: set[str]) -> str:
    """What a parent sees where texts are lacking."""
    if not lacking:
        return ""
    language = file.language.english
    gone = f"{language} leaves the menu. "
    if file.domain == "messages":
        return f"Parents see the Dutch of it. {gone}"
    left = len(catalogue.intents) - len(lacking)
    cards = "1 card" if len(lacking) == 1 else f"{len(lacking)} cards"
    stays = NOOD not in lacking and left >= OFFERED * len(catalogue.intents)
    return (
        f"Parents see {cards} in Dutch, under one line in {language} that says so. "
        f"{'' if stays else gone}"
    )


def _dropped(official: OfficialWords, one: PoText) -> Iterator[str]:
    for word in official.dropped(one):
        yield (
            f"the official word `{word}` is missing. It stands on letters and websites: keep it, "
            "with a short explanation."
        )


def _still(language: str | None) -> Iterator[str]:
    if language:
        yield f"this text is still in {language}. Translate it."


def _form(one: PoText) -> Iterator[str]:
    """Lines, their direction, and signs that Telegram would take for markup."""
    if not one.text.strip():
        yield "this translation holds only spaces. Translate it, or leave it empty."
        return
    wanted, lines = _lines(one.dutch), _lines(one.text)
    if len(lines) != len(wanted):
        yield f"{len(lines)} lines, where the Dutch has {len(wanted)}. Say the same, line by line."
    if one.language.direction == "rtl" and one.text != one.dutch:
        for line in lines:
            if not begins_right_to_left(line):
                yield (
                    f"“{line[:20]}…” begins with a word from left to right, so the whole line "
                    f"turns round. Begin with a word of {one.language.english}."
                )
    for sign in sorted(set(_MARKUP.findall(one.text)).difference(_MARKUP.findall(one.dutch))):
        yield f"“{sign}” would be shown as it is, or break the message. Take it out."


def _lines(text: str) -> list[str]:
    """The lines of a text; an empty one after a last line break counts."""
    return f"{text}.".splitlines()


def _too_long(one: PoText, *, is_title: bool) -> Iterator[str]:
    """A button or a piece of the profile that is longer than what is shown of it."""
    most = BUTTON if is_title or BUTTONS.fullmatch(one.context) else PROFILE.get(one.context)
    if most and len(one.text) > most:
        what = "a button shows" if most == BUTTON else "Telegram takes"
        yield f"{len(one.text)} characters; {what} {most}. Say it shorter."


def _long_cards(
    catalogue: Catalogue, translations: Translations | None, shown: list[PoText]
) -> Iterator[Finding]:
    """Cards that are too long for one message together with their Dutch."""
    try:
        lengths = CardLength(catalogue, translations or Translations(catalogue))
    except ContentError:
        return
    for one in shown:
        intent = catalogue.intents.get(one.context)
        if intent and one.dutch == intent.title:
            length = lengths.longest(intent, one.language.code)
            if length > MESSAGE:
                sentence = (
                    f"this card with its Dutch gets up to {length} characters; Telegram takes "
                    f"{MESSAGE} in one message. Say it shorter."
                )
                yield Finding(one.path, one.line, Severity.ERROR, sentence)
