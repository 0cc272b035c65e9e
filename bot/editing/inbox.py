"""What an editor sees of the inbox: questions that are alike together, and what each is nearest to.

Likeness is that of the encoder as it was published. The adapter knows the catalogue's intents, and
holds all else for the same: what is not ours. Texts of one language lie close together whatever
they ask, so from each the middle of its language is taken away: that of the titles of all cards,
which ask the same in every language.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from bot.catalogue import NONE, Catalogue
from bot.translation import Translations
from bot.understanding import Engine
from bot.understanding.decide import probabilities
from bot.understanding.encoder import Encoder
from bot.understanding.normalise import clean, fold
from bot.understanding.weights import Floats, WeightsError

Asked = tuple[str, str]
"""A question: its language and its text."""
NEAREST = 3
ALIKE = 0.4
"""Mean likeness (cosine) to the others of a group, from which a question belongs to it. Titles of
cards in two languages are so much alike in 87 of 100 pairs when they are of one card, in 1 of 100
when they are not; of two questions in tests/questions that are not ours, in 1 of 100."""
ALIKE_BY_LETTERS = 0.7
"""The same where there is no encoder (share of equal letters, words in any order)."""


def groups(catalogue: Catalogue, asked: Sequence[Asked]) -> list[list[int]]:
    """The numbers of questions that are alike, the largest groups first."""
    likeness, enough = _likeness(catalogue, asked)
    found: list[list[int]] = []
    for number in range(len(asked)):
        near = [float(likeness[number, group].mean()) for group in found]
        best = max(range(len(found)), key=near.__getitem__, default=None)
        if best is not None and near[best] >= enough:
            found[best].append(number)
        else:
            found.append([number])
    return sorted(found, key=lambda group: -len(group))


def _likeness(catalogue: Catalogue, asked: Sequence[Asked]) -> tuple[Floats, float]:
    """The likeness (n, n) of questions to each other, and from where it is enough."""
    try:
        encoder = Encoder()
    except WeightsError:
        folded = [fold(text) for _, text in asked]
        equal = process.cdist(folded, folded, scorer=fuzz.token_sort_ratio, dtype=np.float32)
        return np.asarray(equal / 100, np.float32), ALIKE_BY_LETTERS
    middle = _middles(catalogue, encoder, {language for language, _ in asked})
    vectors = encoder.encode(clean(text) for _, text in asked)
    vectors = vectors - np.stack([middle[language] for language, _ in asked])
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors @ vectors.T, ALIKE


def _middles(catalogue: Catalogue, encoder: Encoder, languages: set[str]) -> dict[str, Floats]:
    """The mean vector (384,) of the titles of all cards in each language."""
    translations = Translations(catalogue)
    titles = {one.id: one.title for one in catalogue.intents.values()}
    return {
        language: encoder.encode(
            clean(translations.text(language, intent, title) or title)
            for intent, title in titles.items()
        ).mean(axis=0)
        for language in languages
    }


def nearest(engine: Engine, text: str) -> list[tuple[str, float]]:
    """The three intents that are most probable for a text, `none` left out."""
    ranked, logits = engine.weigh(clean(text))
    shares = probabilities({one.intent: one.score for one in ranked}, logits)
    return [one for one in shares if one[0] != NONE][:NEAREST]
