"""A question in, its meaning out: one interface, whatever stands behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Literal

from bot.catalogue import NONE, NOOD, Catalogue, Level, Year
from bot.understanding.arrays import Arrays
from bot.understanding.birth import BirthFinder
from bot.understanding.danger import DangerFinder
from bot.understanding.decide import Decision, decide, probabilities
from bot.understanding.grams import WordSet, numbers_of
from bot.understanding.language import GuessedLanguage, LanguageGuesser, languages_of
from bot.understanding.level import FoundLevel, LevelFinder
from bot.understanding.lexical import LexicalIndex, Likeness, index_of
from bot.understanding.normalise import LIMIT, clean, fold, words
from bot.understanding.place import FoundPlace, PlaceFinder, ordinary_words
from bot.understanding.prepared import Prepared
from bot.understanding.semantic import Semantic, open_semantic

LONGEST = 4096
"""Characters of a message that are searched for danger; Telegram sends no more."""
KNOWN = 0.8
"""Likeness from which one sentence of a text is taken for a known phrase."""
CERTAIN, CLEAR = 0.93, 0.2
"""Likeness of the nearest intent, and its lead, from which its letters alone decide."""
APPLYING = "inschrijven"
"""The topic whose intents are about the next school of a child that leaves primary."""
_JOINING = frozenset("en voor in and for et pour ve icin و ل في w l f de het the le la".split())
"""Words that say nothing by themselves, as in "and for Antwerp?"."""
_SENTENCE_END = re.compile(r"[.?!؟።。？！]+")
DANGER = 0.15
"""From this probability danger comes before everything else."""


@dataclass(frozen=True)
class Understanding:
    """What a text means.

    Args:
        text: the cleaned text.
        candidates: (intent, probability), the most probable first; what is answered or offered.
        phrase: the catalogue's phrase that is nearest, for `ask --why`.
        about: whether the text says more than a place or a level.
    """

    text: str
    language: GuessedLanguage
    decision: Decision
    candidates: tuple[tuple[str, float], ...]
    phrase: str | None
    place: FoundPlace | None
    level: Level | None
    year: Year | None
    birth: tuple[int, int] | None
    about: bool

    @property
    def intent(self) -> str | None:
        """The intent, when the bot is sure of it."""
        return self.candidates[0][0] if self.decision == "answer" else None


class Engine:
    """Understands texts, on the phrases of a catalogue.

    It can be used from several threads at once. `without` says why there is no evidence of
    meaning, and is empty when there is: then the bot asks back more often.

    Args:
        catalogue: whose phrases count.
        keep: whether what is computed is written to the content folder, for the next start.
        semantic: waits for `open_semantic`, where that was begun before.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        keep: bool = False,
        semantic: Callable[[], tuple[Semantic | None, str]] | None = None,
    ) -> None:
        with ThreadPoolExecutor(1) as pool:
            semantic = semantic or pool.submit(open_semantic, catalogue.folder).result
            shared = frozenset(self._shared(catalogue))
            arrays = self._prepared(catalogue, shared, keep=keep)
            self._index = LexicalIndex(arrays["lexical"])
            self._languages = LanguageGuesser(arrays["languages"], shared)
            vocabulary = WordSet(arrays["places"]["vocabulary"])
            self._places = PlaceFinder(catalogue.places, vocabulary)
            self._levels = LevelFinder(catalogue.words.values())
            self._births = BirthFinder(about.locale for about in catalogue.languages.values())
            self._danger = DangerFinder(
                (code, text) for code, own in catalogue.words.items() for text in own.danger
            )
            self._semantic, self.without = semantic()
        self._known = {NONE, *catalogue.intents}
        self._applying = {
            intent.id for intent in catalogue.intents.values() if intent.topic == APPLYING
        }

    @staticmethod
    def _prepared(catalogue: Catalogue, shared: frozenset[str], *, keep: bool) -> dict[str, Arrays]:
        """What is computed from all phrases, as far as it is not kept from before."""
        phrases = list(catalogue.all_phrases())
        names = (name.text for name in catalogue.places.names)
        texts = chain(chain.from_iterable(phrases), names, sorted(shared))
        prepared = Prepared(catalogue.folder, texts, keep=keep)
        folded = cache(lambda: [(*phrase, fold(phrase[2])) for phrase in phrases])
        return {
            "lexical": prepared.get(
                "lexical",
                lambda: index_of((intent, text, own) for _, intent, text, own in folded()),
            ),
            "languages": prepared.get(
                "languages",
                lambda: languages_of(((code, own) for code, _, _, own in folded()), shared),
            ),
            "places": prepared.get(
                "places",
                lambda: {
                    "vocabulary": numbers_of(
                        ordinary_words(catalogue.places, (text for _, _, text in phrases))
                    )
                },
            ),
        }

    @staticmethod
    def _shared(catalogue: Catalogue) -> Iterator[str]:
        """Words that stand in texts of any language: official terms and names of places."""
        for intent in catalogue.intents.values():
            for term in intent.card.terms:
                yield from words(fold(term.term))
        for level in catalogue.words["nl"].levels.all() if "nl" in catalogue.words else ():
            yield from words(fold(level))
        for name in catalogue.places.names:
            yield from words(fold(name.text))

    def find_place(self, text: str) -> FoundPlace | None:
        """The place that a text names, when a place is expected."""
        return self._places.find(text, expected=True)

    def told_danger(self, text: str) -> str | None:
        """The language of an expression of danger anywhere in a message, however long it is."""
        parts = range(0, min(len(text), LONGEST) or 1, LIMIT // 2)
        return next(filter(None, (self._danger.find(text[n : n + LIMIT]) for n in parts)), None)

    def _rank(self, text: str, rest: str) -> list[Likeness]:
        """The likeness of a text; a sentence of it that is a known phrase speaks for itself."""
        ranked = {one.intent: one for one in self._index.rank(rest)}
        sentences = [part for part in _SENTENCE_END.split(text) if len(words(fold(part))) > 1]
        for part in sentences if len(sentences) > 1 else ():
            for one in self._index.rank(part):
                if one.score >= KNOWN and one.score > ranked.get(one.intent, one).score - 1e-9:
                    ranked[one.intent] = one
        return sorted(ranked.values(), key=lambda one: (-one.score, one.intent))

    def weigh(
        self, text: str, rest: str | None = None
    ) -> tuple[list[Likeness], dict[str, float] | None]:
        """The evidence of a cleaned text: likenesses, and the logits of intents.

        Args:
            text: the text.
            rest: the same without the words that name a place.

        Returns:
            The logits are None where there is no encoder, or where the letters are certain.
        """
        ranked = self._rank(text, text if rest is None else rest)
        lead = ranked[0].score - ranked[1].score if len(ranked) > 1 else 1.0
        certain = bool(ranked) and ranked[0].score >= CERTAIN and lead >= CLEAR
        if certain or not self._semantic:
            return ranked, None
        logits = self._semantic.evidence(text)
        # The head may have learnt an intent that has gone since, or became a draft.
        return ranked, {intent: logits[intent] for intent in logits if intent in self._known}

    def understand(
        self,
        text: str,
        *,
        today: date,
        chat_language: str | None = None,
        app_language: str | None = None,
        expects: Literal["place", "level"] | None = None,
    ) -> Understanding:
        """The meaning of a text.

        Args:
            text: as it came in, of any length and content.
            today: to tell a month of birth from one ahead.
            chat_language: the language of the chat so far.
            app_language: the language of the parent's app.
            expects: what the bot has just asked for.
        """
        told = self.told_danger(text)
        text = clean(text)
        place = self._places.find(text, expected=expects == "place")
        rest = _without(text, place.words if place else ())
        language = self._languages.guess(rest, chat=chat_language, app=app_language)
        level = self._levels.find(
            text, language=language.code if language.heard else None, expected=expects == "level"
        )
        spoken = {word for word in words(rest) if any(c.isalpha() for c in word)}
        about = bool(spoken - self._levels.words - _JOINING)
        ranked, logits = self.weigh(text, rest) if about else ([], None)
        shares = probabilities({one.intent: one.score for one in ranked}, logits)
        if told and told != language.code and not chat_language:
            language = GuessedLanguage(told, language.probability, heard=True)
        danger = dict(shares).get(NOOD, 0.0)
        if told or danger >= DANGER:
            decision: Decision = "answer"
            candidates = [(NOOD, max(danger, DANGER))]
        else:
            decision, candidates = decide(shares)
        if level.leaving and candidates and candidates[0][0] in self._applying:
            level = FoundLevel(Level.SECUNDAIR, "first")
        return Understanding(
            text,
            language,
            decision,
            tuple(candidates),
            next((one.phrase for one in ranked if one.intent != NONE), None),
            place,
            level.level,
            level.year,
            self._births.find(text, today),
            about,
        )


def _without(text: str, named: tuple[str, ...]) -> str:
    """The folded text without the words that name a place."""
    gone = set(named)
    return " ".join(word for word in words(fold(text)) if word not in gone)
