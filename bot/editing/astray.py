"""Phrases that lie nearer to another intent than to their own, or that the head sends elsewhere.

Two witnesses must agree: the head, that another intent is meant, and the phrases around it, three
of which are nearer on average. The bounds were set on the odd lines of tests/questions: of those
with their right label 0.2 % are named, with a wrong label 82 %. A phrase that the head was trained
with has had its say in that, so only a flagrant one is named again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.catalogue import NONE, Finding
from bot.editing.placed_phrase import PlacedPhrase
from bot.editing.survey import Survey
from bot.editing.train import softmax
from bot.editing.vectors import Vectors
from bot.understanding.encoder import Adapter
from bot.understanding.head import FILE, Head, HeadError, phrase_key
from bot.understanding.weights import Floats, WeightsError

MOST = 100
"""So many vectors are computed in one run; each takes some milliseconds."""
NEIGHBOURS = 3
KIN = 25
"""Where an intent has hardly any vectors, so many of its phrases get one to compare with."""
SURE, SURE_OF_LEARNT = 0.5, 0.9
"""The head's probability of another intent, from which a phrase is looked at."""
OWN = 0.05
"""The head's probability of its own intent, up to which it is."""
NEARER, NEARER_LEARNT, NEARER_UNKNOWN = 0.03, 0.1, 0.05
"""How much nearer (cosine) the other intent must be; the last where the head does not know its
own intent yet, so that the neighbours are the only witness."""

OWN_LANGUAGE = 0.1
"""So much farther (cosine) may a neighbour be that is named because it is in the same language."""


@dataclass(frozen=True)
class Suspect:
    """A phrase and the intent that the head takes it for.

    Args:
        number: of the phrase.
        other: the intent.
        nearer: how much nearer that intent must be, for the phrase to be named.
    """

    number: int
    other: str
    nearer: float


def astray(survey: Survey) -> Iterator[Finding]:
    """A warning for each phrase that is plainly another intent's, with that one's place."""
    try:
        adapter = Adapter.read()
        head = Head.read(survey.catalogue.folder / FILE, adapter.fingerprint)
    except (WeightsError, HeadError):
        return  # `check` says elsewhere that there is no head
    wanted = [n for n, phrase in enumerate(survey.phrases) if survey.covers(phrase.path)]
    if wanted:
        vectors = Vectors(survey.catalogue.folder, adapter)
        yield from _Search(survey, head, vectors).found(np.array(wanted))


class _Search:
    """The search among all phrases of a survey."""

    def __init__(self, survey: Survey, head: Head, vectors: Vectors) -> None:
        self._survey, self._head, self._vectors = survey, head, vectors
        self._phrases = survey.phrases
        self._left = MOST

    @cached_property
    def _owners(self) -> NDArray[np.str_]:
        """The intents of all phrases."""
        return np.array([phrase.intent for phrase in self._phrases])

    @cached_property
    def _keys(self) -> NDArray[np.uint64]:
        """The keys of all phrases; not needed where nothing is suspect."""
        return self._vectors.keys(phrase.text for phrase in self._phrases)

    def found(self, wanted: NDArray[np.int64]) -> Iterator[Finding]:
        """The findings among the wanted phrases, by their numbers."""
        some = [self._phrases[number] for number in wanted]
        keys = self._vectors.keys(phrase.text for phrase in some)
        learnt = np.array(
            self._head.has_seen(phrase_key(phrase.intent, phrase.text) for phrase in some)
        )
        suspects: list[Suspect] = []
        try:
            self._learn(phrase.text for phrase, old in zip(some, learnt, strict=True) if not old)
            there = self._vectors.has(keys)
            suspects = list(self._suspects(wanted[there], keys[there], learnt[there]))
            self._learn(text for suspect in suspects for text in self._kin(suspect))
        except WeightsError as error:
            self._survey.note(f"There is no encoder here: {error}.")
        if missing := int((~self._vectors.has(keys)).sum()):
            self._survey.note(
                f"{missing} of {len(wanted)} phrases have no vector here, so nobody looked whether "
                "they lean to another intent. Run `ouderbot train`, then check again."
            )
        if suspects:
            yield from self._judged(suspects)

    def _learn(self, texts: Iterable[str]) -> None:
        """Computes the vectors of texts that have none, as far as the bound allows."""
        unique = list(dict.fromkeys(texts))
        known = self._vectors.has(self._vectors.keys(unique))
        new = [text for text, there in zip(unique, known, strict=True) if not there][: self._left]
        self._left -= len(new)
        self._vectors.learn(new)

    def _suspects(
        self, numbers: NDArray[np.int64], keys: NDArray[np.uint64], learnt: NDArray[np.bool_]
    ) -> Iterator[Suspect]:
        """The phrases that the head takes for another intent, or whose intent it does not know."""
        if not len(numbers):
            return
        shares = softmax(self._head.logits(self._vectors.of(keys)))
        place = {intent: index for index, intent in enumerate(self._head.intents)}
        own = np.array([place.get(self._phrases[number].intent, -1) for number in numbers])
        first = shares.argmax(axis=1)
        rows = np.arange(len(numbers))
        sure = shares[rows, first] >= np.where(learnt, SURE_OF_LEARNT, SURE)
        strange = sure & (first != own) & (shares[rows, own] <= OWN)
        # Of an intent that the head does not know, everything is rather `none` to it.
        unknown = (own < 0) & (first != place.get(NONE, -1))
        for row in np.flatnonzero(np.where(own < 0, unknown, strange)).tolist():
            bound = NEARER_LEARNT if learnt[row] else NEARER
            yield Suspect(
                int(numbers[row]),
                self._head.intents[int(first[row])],
                NEARER_UNKNOWN if own[row] < 0 else bound,
            )

    def _kin(self, suspect: Suspect) -> Iterator[str]:
        """Phrases of both intents in the suspect's language, to compare it with."""
        phrase = self._phrases[suspect.number]
        for intent in (phrase.intent, suspect.other):
            own = np.flatnonzero(self._owners == intent).tolist()
            if int(self._vectors.has(self._keys[own]).sum()) <= NEIGHBOURS:
                some = (self._phrases[number] for number in own)
                alike = (one.text for one in some if one.language == phrase.language)
                yield from islice(alike, KIN)

    def _judged(self, suspects: Sequence[Suspect]) -> Iterator[Finding]:
        """The suspects whose neighbours say the same."""
        there = np.flatnonzero(self._vectors.has(self._keys))
        around = self._vectors.of(self._keys[there])
        owners, keys = self._owners[there], self._keys[there]
        for suspect in suspects:
            phrase, key = self._phrases[suspect.number], self._keys[suspect.number]
            near = around @ self._vectors.of(np.array([key]))[0]
            near[keys == key] = -1
            own, other = near[owners == phrase.intent], near[owners == suspect.other]
            if not len(other) or _mean(other) - _mean(own) < suspect.nearer:
                continue
            nearest = self._nearest(phrase, suspect.other, there, near)
            yield self._survey.warning(
                phrase.path,
                phrase.place,
                f"`{phrase.text}` reads like {nearest.owner}, as at "
                f"{self._survey.at(nearest.path, nearest.place)} (`{nearest.text}`), more than "
                f"like {phrase.owner}. {_remedy(phrase, nearest)}",
            )

    def _nearest(
        self, phrase: PlacedPhrase, other: str, there: NDArray[np.int64], near: Floats
    ) -> PlacedPhrase:
        """The nearest phrase of another intent, rather one that the same editor can read."""

        def likeness(row: int) -> float:
            same = self._phrases[int(there[row])].language == phrase.language
            return float(near[row]) + OWN_LANGUAGE * same

        theirs = np.flatnonzero(self._owners[there] == other).tolist()
        return self._phrases[int(there[max(theirs, key=likeness)])]


def _mean(likeness: Floats) -> float:
    """The mean of the nearest; what has no neighbours is like nothing."""
    return float(np.sort(likeness)[-NEIGHBOURS:].mean()) if len(likeness) else 0.0


def _remedy(phrase: PlacedPhrase, nearest: PlacedPhrase) -> str:
    if phrase.intent == NONE:
        return "Move it there when it is ours; else say it so that nobody takes it for that."
    if nearest.intent == NONE:
        return f"Move it there when it is not ours; else say it as only {phrase.owner} would."
    return "Move it there, or say it so that only its own intent can be meant."
