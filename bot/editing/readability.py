"""What makes a Dutch card hard to read: long sentences, chains of passives, rare long words.

Parents who read little lose a long sentence: 12 words are aimed at, 15 are still fine, and more
than 20 are refused. The rest is a warning: of a machine's opinion an editor is the judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import floor

from bot.catalogue import Intent, Severity
from bot.editing.known_words import FILE, KnownWords, is_one_of
from bot.editing.passives import passive_chain
from bot.editing.reading_ease import SIMPLE, reading_ease, sentences, syllables, words

LONG, TOO_LONG = 15, 20
"""Words in a sentence: more than these are a warning and an error."""
LETTERS, SYLLABLES = 14, 5
"""A word of more letters, or of so many syllables, is long."""

Place = tuple[str | int, ...]
Fault = tuple[Place, Severity, str]
"""The place in the file, how bad, and what to do."""

_ADDRESS = re.compile(r"[\d.@]")
_ABBREVIATION = re.compile(r"[A-Z]{2,}\d?")
_IN_FULL = re.compile(rf"\b{_ABBREVIATION.pattern} \(([^)]+)\)")
_ALSO = re.compile(r"\book ([^,;]+)")


def hard_to_read(intent: Intent, known: KnownWords) -> Iterator[Fault]:
    """Everything that makes the card of an intent hard to read.

    Args:
        intent: the intent with its Dutch card.
        known: the long words that parents know.
    """
    yield from long_sentences(intent)
    yield from hard_card(intent)
    yield from passive_chains(intent)
    yield from rare_long_words(intent, known)


def long_sentences(intent: Intent) -> Iterator[Fault]:
    """Each sentence of the lines, steps and help that is too long."""
    for place, text in _statements(intent):
        for severity, fault in too_long(text):
            yield place, severity, fault


def too_long(text: str) -> Iterator[tuple[Severity, str]]:
    """Each sentence of a text that is too long: how bad, and what to do."""
    for sentence in sentences(text):
        count = len(words(sentence))
        if count > LONG:
            severity = Severity.ERROR if count > TOO_LONG else Severity.WARNING
            remedy = f"parents read {LONG} at most. Make two of it."
            yield severity, f"a sentence of {count} words; {remedy}"


def ease(intent: Intent) -> float | None:
    """The reading ease of what stands before the links; see `reading_ease`."""
    return reading_ease(text for _, text in _statements(intent))


def hard_card(intent: Intent) -> Iterator[Fault]:
    """A card that is not simple, at the line that makes it hardest."""
    score = ease(intent)
    if score is None or score >= SIMPLE:
        return
    lines = dict(_statements(intent))

    def without(place: Place) -> float:
        others = (text for other, text in lines.items() if other != place)
        return reading_ease(others) or 0

    sentence = (
        f"the card has a reading ease of {floor(score)} (Flesch-Douma); simple cards have {SIMPLE} "
        "or more. Take shorter words, in this line first."
    )
    yield max(lines, key=without), Severity.WARNING, sentence


def passive_chains(intent: Intent) -> Iterator[Fault]:
    """Each text of the card in which passives follow each other."""
    for place, text in _texts(intent):
        if chain := passive_chain(text):
            sentence = f"passives in a row ({chain}) hide who does what. Say who does it."
            yield place, Severity.WARNING, sentence


def rare_long_words(intent: Intent, known: KnownWords) -> Iterator[Fault]:
    """Each long word that is neither explained on the card, nor a name, nor known to parents."""
    official = {part for name in _official(intent) for part in re.findall(r"[^\W\d_]+", name)}
    for place, text in _texts(intent):
        long = {
            part: None  # a dict, for the order of the text
            for sentence in sentences(text)
            for word in words(sentence)
            if not _ADDRESS.search(word)
            for part in word.split("-")
            if len(part) > LETTERS or syllables(part) >= SYLLABLES
        }
        for word in long:
            if word not in known and not is_one_of(word, official):
                sentence = (
                    f"`{word}` is a long word that parents may not know. Take a shorter one, "
                    f"explain it under `terms`, or add it to {FILE.name}."
                )
                yield place, Severity.WARNING, sentence


def _statements(intent: Intent) -> Iterator[tuple[Place, str]]:
    """What stands before the links, as a parent may see it."""
    for block, number, line in intent.card.blocks():
        yield ("card", block, number), line.text
        if line.fallback:
            yield ("card", block, number, "fallback"), line.fallback


def _texts(intent: Intent) -> Iterator[tuple[Place, str]]:
    """All Dutch that an editor words; the titles of links are those of their pages."""
    yield ("title",), intent.title
    yield from _statements(intent)
    for number, term in enumerate(intent.card.terms):
        yield ("card", "terms", number, "meaning"), term.meaning
    if intent.card.show:
        yield ("card", "show"), intent.card.show


def _official(intent: Intent) -> Iterator[str]:
    """The terms of a card, and what else they are called.

    The meaning of an abbreviation begins with its name in full, or that stands in brackets behind
    it; what follows "ook" is another name: `CLB: centrum voor leerlingenbegeleiding, gratis hulp`.
    """
    for term in intent.card.terms:
        yield term.term
        yield from _ALSO.findall(term.meaning)
        if _ABBREVIATION.fullmatch(term.term):
            yield re.split("[,;]", term.meaning)[0]
    for _, text in _texts(intent):
        yield from _IN_FULL.findall(text)
