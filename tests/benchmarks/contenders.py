"""Four ways to find the intent of a question, each with the same face.

Run as `python -m tests.benchmarks.contenders NAME TIMES` it prints, as JSON, what one of them
makes of the labelled questions, how long it took, and the memory of the process.
"""

from __future__ import annotations

import dataclasses
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.catalogue import NONE, Catalogue, load
from bot.editing.evaluate import read
from bot.understanding.normalise import clean, fold

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
FEWER, FEWER_OF_MANY = 3, 15
"""Every third question is asked, at ten times the phrases every 45th: the others are slow."""
Guess = Callable[[str], tuple[str, float, str | None]]
"""From a text to: the best intent, how sure (any scale), and what is answered if it decides."""


def ouderbot(catalogue: Catalogue) -> Guess:
    """This engine, with everything that it does for a message: language, place, level, danger."""
    from bot.understanding import Engine  # noqa: PLC0415  # because its start is measured

    engine = Engine(catalogue)
    if engine.without:
        sys.exit(f"no encoder: {engine.without}")

    def guess(text: str) -> tuple[str, float, str | None]:
        meant = engine.understand(text, today=TODAY)
        first, share = meant.candidates[0] if meant.candidates else (NONE, 0.0)
        return first, share, meant.intent

    return guess


def _extract(catalogue: Catalogue, scorer: str) -> Guess:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # because its start is measured

    phrases = [(intent, fold(text)) for _, intent, text in catalogue.all_phrases()]
    texts = [text for _, text in phrases]

    def guess(text: str) -> tuple[str, float, str | None]:
        found = process.extractOne(fold(text), texts, scorer=getattr(fuzz, scorer))
        return (phrases[found[2]][0], found[1], None) if found else (NONE, 0.0, None)

    return guess


def weighted(catalogue: Catalogue) -> Guess:
    """`process.extractOne` of rapidfuzz with its default scorer."""
    return _extract(catalogue, "WRatio")


def token_set(catalogue: Catalogue) -> Guess:
    """The same with token_set_ratio."""
    return _extract(catalogue, "token_set_ratio")


def logistic(catalogue: Catalogue) -> Guess:
    """Character tf-idf with logistic regression; it learns at the start."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  # likewise
    from sklearn.linear_model import LogisticRegression, SGDClassifier  # noqa: PLC0415  # likewise

    phrases = [(intent, fold(text)) for _, intent, text in catalogue.all_phrases()]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    inputs = vectorizer.fit_transform(text for _, text in phrases)
    small = len(phrases) < 100_000  # because the exact solver takes hours beyond
    model = (
        LogisticRegression(C=5, max_iter=100)
        if small
        else SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=5, tol=None, random_state=1)
    )
    model.fit(inputs, [intent for intent, _ in phrases])

    def guess(text: str) -> tuple[str, float, str | None]:
        (shares,) = model.predict_proba(vectorizer.transform([fold(text)]))
        best = int(shares.argmax())
        return str(model.classes_[best]), float(shares[best]), None

    return guess


CONTENDERS = {
    "ouderbot": ouderbot,
    "rapidfuzz WRatio": weighted,
    "rapidfuzz token_set_ratio": token_set,
    "tf-idf + logistic regression": logistic,
}


def larger(catalogue: Catalogue, times: int) -> Catalogue:
    """The same catalogue with so many times as many phrases, each with another slip."""
    chance = random.Random(times)  # noqa: S311  # because nothing here is secret

    def slipped(text: str) -> str:
        letters = list(text)
        for _ in range(2):
            place = chance.randrange(len(letters))
            letters[place] = chance.choice("aeionrstlk")
        return "".join(letters) + f" {chance.randrange(10**6)}"

    def more(texts: tuple[str, ...]) -> tuple[str, ...]:
        return texts + tuple(slipped(text) for text in texts for _ in range(times - 1))

    return dataclasses.replace(
        catalogue,
        intents={
            name: intent.model_copy(
                update={"phrases": more(intent.phrases), "near_misses": more(intent.near_misses)}
            )
            for name, intent in catalogue.intents.items()
        },
        phrases={
            code: own.model_copy(
                update={
                    "phrases": {name: more(texts) for name, texts in own.phrases.items()},
                    "near_misses": {name: more(texts) for name, texts in own.near_misses.items()},
                    "none": more(own.none),
                }
            )
            for code, own in catalogue.phrases.items()
        },
    )


def main() -> None:
    """Measures one contender."""
    name, times = sys.argv[1], int(sys.argv[2])
    catalogue = load(ROOT)
    if times > 1:
        catalogue = larger(catalogue, times)
    phrases = sum(1 for _ in catalogue.all_phrases())
    questions = read(sorted((ROOT / "tests/questions").glob("*.jsonl")))[::FEWER]
    if times > 1:
        questions = questions[::FEWER_OF_MANY]
    before = time.perf_counter()
    guess = CONTENDERS[name](catalogue)
    started = time.perf_counter() - before
    for one in questions[:20]:
        guess(one.text)
    answers, seconds = [], []
    for one in questions:
        text = clean(one.text)
        before = time.perf_counter()
        answers.append(guess(text))
        seconds.append(time.perf_counter() - before)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(
        {
            "phrases": phrases,
            "start": started,
            "memory": memory,
            "seconds": seconds,
            "answers": answers,
            "labels": [[one.lang, one.intent] for one in questions],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
