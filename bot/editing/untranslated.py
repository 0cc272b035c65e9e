"""Texts that were left in Dutch, or put into English on the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from bot.editing.alphabets import LATIN, Alphabet
from bot.editing.official_words import OfficialWords
from bot.editing.po_texts import PoText

ENGLISH = frozenset(
    "the of and you your with from this that what how where which when have please".split()
)
"""Frequent words of English that no other Latin-written language of the bot has."""
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"(?<=[^\W\d_A-Z] )[A-Z][^\W\d_]+")
"""A word with a capital in the middle of a sentence."""
_SITE = re.compile(r"[^,:]+(?=[,:])")
"""The name of a site or organisation before a comma, as in `Zoek je school, scholen in Gent`."""
_SLOT = re.compile(r"\{\w+\}")
_TELLING = 2
"""So many plain words make a text Dutch or English; one may be a name, or international."""
_DUTCH = 0.5
"""The share of its words that are plain words of its Dutch, from which a text is still Dutch."""
_ENGLISH = 0.25
"""The share of frequent English words from which a short text is English."""


def _words(text: str) -> list[str]:
    """The words of a text; the first one in lower case, because its capital says nothing."""
    words = _WORD.findall(_SLOT.sub(" ", text) if "{" in text else text)
    return [words[0].lower(), *words[1:]] if words else []


def _without_site(dutch: str, text: str) -> tuple[str, str]:
    """A title and its translation without the name of a site that both begin with."""
    site = _SITE.match(dutch)
    if site and text.startswith(site[0]):
        return dutch[site.end() :], text[site.end() :]
    return dutch, text


class Untranslated:
    """Finds what is still in another language than it should be.

    Args:
        translations: of every language, so that names, words that languages share, and the
            English of a text are known.
        official: whose words may stay in every translation.
    """

    def __init__(self, translations: Sequence[PoText], official: OfficialWords) -> None:
        whole = "\n".join({one.dutch for one in translations})
        lower = {word for word in _WORD.findall(whole) if word.islower()}
        self._names = {word.lower() for word in _NAME.findall(whole)} - lower
        self._official = official
        self._translations = translations
        self._english = {
            (one.context, one.dutch): one.text for one in translations if one.language.code == "en"
        }
        self._plain = cache(self._plain_words)
        self._own = cache(self._own_words)

    def language(self, one: PoText, alphabet: Alphabet) -> str | None:
        """`Dutch`, `English` or `Latin` letters when a text is still in them, else None."""
        if one.text == one.dutch:
            return "Dutch" if self._tells(self._plain(one.dutch), alphabet) else None
        dutch, text = _without_site(one.dutch, one.text)
        words = _words(text)
        left = self._plain(dutch).intersection(words)
        if len(left) > _TELLING and len(left) >= _DUTCH * len(words):
            left -= self._own(one.language.code)
            if len(left) > _TELLING:
                return "Dutch"
        if one.language.code == "en":
            return None
        english = len(ENGLISH.intersection(words))
        if english >= _TELLING or (english and english >= _ENGLISH * len(words)):
            return "English"
        known = {word.lower() for word in _words(one.dutch)}
        foreign = {word.lower() for word in words} - known
        if one.text == self._english.get((one.context, one.dutch)):
            return "English" if self._tells(foreign, alphabet) else None
        if alphabet.script != LATIN and foreign and not alphabet.has_own(one.text):
            return "Latin letters"
        return None

    def _plain_words(self, dutch: str) -> set[str]:
        """The words of a Dutch text that are neither names nor official."""
        return {
            word
            for word in _words(self._official.without(dutch))
            if len(word) > 1 and word.islower() and word not in self._names
        }

    def _own_words(self, code: str) -> set[str]:
        """The words of a language that it does not have from the Dutch, such as `in` in German."""
        found: set[str] = set()
        for one in self._translations:
            if one.language.code == code:
                found.update(set(_words(one.text)).difference(_words(one.dutch)))
        return found

    @staticmethod
    def _tells(words: Collection[str], alphabet: Alphabet) -> bool:
        """Whether the words are enough to be a text; in another script one long word is."""
        return len(words) >= _TELLING or (
            alphabet.script != LATIN and any(len(word) > _TELLING for word in words)
        )
