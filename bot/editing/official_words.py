"""Official Dutch words, which stay in every translation.

They stand on the letters, the forms and the websites, so a parent must see them (design rule 3).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from bot.catalogue import Catalogue
from bot.editing.po_texts import PoText

ALWAYS = ("aanmelden", "inschrijven")
"""Words that stay wherever they stand; so does every name and abbreviation, such as CLB and LOP."""
KEPT_BY = 0.9
"""The share of translations that keep another word of `terms`, from which it counts as official.

A card also explains ordinary words, such as *pesten*, which every language has a word of its own
for; what the translators of most languages keep is what stands on the letters.
"""
_ABBREVIATION = re.compile(r"\b[^\W_]+[A-Z][^\W_]*")
"""A word with a capital that is not its first letter: CLB, UiTPAS, 1A."""
_PARTS = re.compile(r"\s*(?:[()/]|\bof\b)\s*")
_SLOT = re.compile(r"\{\w+\}")


class OfficialWords:
    """The official words of the cards.

    Args:
        catalogue: whose cards name them under `terms`.
        translations: which show what translators keep.
    """

    def __init__(self, catalogue: Catalogue, translations: Iterable[PoText]) -> None:
        self._terms = {
            intent.id: {
                part for term in intent.card.terms for part in _PARTS.split(term.term) if part
            }
            for intent in catalogue.intents.values()
        }
        self._shown_at_school = {
            (intent.id, intent.card.show) for intent in catalogue.intents.values()
        }
        self._meanings = {
            (intent.id, term.meaning)
            for intent in catalogue.intents.values()
            for term in intent.card.terms
        }
        every = set(ALWAYS).union(*self._terms.values())
        self._names = _any_of(term for term in every if not term.islower())
        self._ordinary = _any_of((term for term in every if term.islower()), re.IGNORECASE)
        self.named = cache(self._named)
        kept, asked = Counter[str](), Counter[str]()
        for one in translations:
            _, terms = self.named(one.context, one.dutch)
            asked.update(terms)
            kept.update(term for term in terms if term in one.text.casefold())
        self._official = {term for term in asked if kept[term] >= KEPT_BY * asked[term]}

    def _named(self, context: str, dutch: str) -> tuple[frozenset[str], frozenset[str]]:
        """The names and abbreviations of a Dutch text, and its other terms in lower case.

        What a parent shows at school stands in Dutch above its translation, which may use plain
        words alone; the meaning of a word may use plain words for the other words.
        """
        if (context, dutch) in self._shown_at_school:
            return frozenset(), frozenset()
        text = _SLOT.sub(" ", dutch)
        names = frozenset(_ABBREVIATION.findall(text)) | frozenset(
            name for name in self._names.findall(text) if "-" not in name
        )
        if (context, dutch) in self._meanings:
            return names, frozenset()
        return names, frozenset(term.casefold() for term in self._ordinary.findall(text))

    def without(self, dutch: str) -> str:
        """A Dutch text without the terms of the cards."""
        return self._ordinary.sub(" ", self._names.sub(" ", dutch))

    def dropped(self, one: PoText) -> Iterator[str]:
        """The official words of the Dutch that a translation leaves out."""
        names, terms = self.named(one.context, one.dutch)
        yield from sorted(name for name in names if name not in one.text)
        own = self._terms.get(one.context, set()) & self._official
        lower = one.text.casefold()
        yield from sorted(term for term in terms & own.union(ALWAYS) if term not in lower)


def _any_of(terms: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Finds the longest of some words."""
    choices = "|".join(re.escape(term) for term in sorted(terms, key=lambda term: -len(term)))
    return re.compile(rf"(?<![\w-])(?:{choices or '(?!)'})(?![\w-])", flags)
