"""Whether announcements are over, easy to read, and say the same in every language."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalogue import Announcement, Finding, Severity
from bot.catalogue.document import Document
from bot.editing.alphabets import Alphabet
from bot.editing.official_words import OfficialWords
from bot.editing.parity import otherwise
from bot.editing.placed_phrase import announcement_path
from bot.editing.po_texts import PoText
from bot.editing.readability import too_long
from bot.editing.survey import Survey
from bot.editing.untranslated import Untranslated
from bot.translation import SOURCE


def announced(survey: Survey) -> Iterator[Finding]:
    """Everything that is wrong with the announcements, at its line."""
    for name, one in survey.catalogue.announcements.items():
        path = announcement_path(name)
        if survey.covers(path):
            yield from _ended(survey, path, one)
            yield from _lines(survey, path, one)
            yield from _translated(survey, name, one)


def _ended(survey: Survey, path: str, one: Announcement) -> Iterator[Finding]:
    if not one.shown:
        sentence = "nobody sees news of low confidence. Ask who knows, or take this file out."
        yield survey.warning(path, ("confidence",), sentence)
    elif one.until < survey.today:
        sentence = f"this news is over since {one.until}; nobody sees it any more. Take it out."
        yield survey.warning(path, ("until",), sentence)


def _lines(survey: Survey, path: str, one: Announcement) -> Iterator[Finding]:
    document = survey.document(path)
    for number, text in enumerate(one.text):
        for severity, sentence in too_long(text):
            yield Finding(path, document.line(("text", number)), severity, sentence)


def _translated(survey: Survey, name: str, one: Announcement) -> Iterator[Finding]:
    """Translations that differ from the Dutch, and the languages in which there is none."""
    path, document = announcement_path(name), survey.document(announcement_path(name))
    texts = list(_texts(survey, name, one, document))
    official = OfficialWords(survey.catalogue, ())
    untranslated = Untranslated(texts, official)
    for text in texts:
        alphabet = Alphabet(text.language.name)
        for sentence in otherwise(text, alphabet, official, untranslated):
            yield Finding(path, text.line, Severity.ERROR, sentence)
    lacking = sorted(survey.catalogue.languages.keys() - one.translations.keys() - {SOURCE})
    if lacking:
        yield survey.warning(
            path,
            ("translations",),
            f"not translated: {', '.join(lacking)}. Parents of these languages see the Dutch.",
        )


def _texts(survey: Survey, name: str, one: Announcement, document: Document) -> Iterator[PoText]:
    """Every line of every translation beside its Dutch."""
    for code, lines in one.translations.items():
        about = survey.catalogue.languages[code]
        for number, (dutch, text) in enumerate(zip(one.text, lines, strict=True)):
            line = document.line(("translations", code, number))
            yield PoText(document.name, line, about, name, dutch, text)
