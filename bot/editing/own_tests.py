"""The intents' own test questions, asked of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from bot.catalogue import Catalogue, Finding, Intent
from bot.catalogue.intent import Example
from bot.editing.placed_phrase import intent_path
from bot.editing.survey import Survey
from bot.understanding import Engine, Understanding
from bot.understanding.arrays import Arrays
from bot.understanding.prepared import Prepared

THREADS = 2


def own_tests(survey: Survey) -> Iterator[Finding]:
    """What is wrong with the intents' own tests.

    Another intent's card, or the wrong place, level or year, is an error; a test that is not
    understood, and an intent without any, is a warning.
    """
    intents = [
        intent for intent in survey.catalogue.intents.values() if survey.covers(intent_path(intent))
    ]
    for intent in intents:
        if not intent.tests:
            yield survey.warning(
                intent_path(intent),
                ("id",),
                f"`{intent.id}` has no test. Add `tests:` with questions that are no phrases.",
            )
    tested = [intent for intent in intents if intent.tests]
    if not tested:
        return
    if not survey.whole and not _ready(survey.catalogue):
        survey.note(
            "Phrases or the program changed, so the engine must be made anew: own tests were "
            "not asked. `ouderbot check` without files asks them."
        )
        return
    engine = Engine(survey.catalogue, keep=True)
    if engine.without:
        survey.note(f"The intents' own tests were not asked: {engine.without}.")
        return
    asked = [(one, number, test) for one in tested for number, test in enumerate(one.tests)]
    with ThreadPoolExecutor(THREADS) as pool:
        answers = pool.map(lambda one: engine.understand(one[2].text, today=survey.today), asked)
        for (intent, number, example), meant in zip(asked, answers, strict=True):
            yield from _judged(survey, intent, number, example, meant)


def _judged(
    survey: Survey, intent: Intent, number: int, example: Example, meant: Understanding
) -> Iterator[Finding]:
    """What is wrong with the meaning of one test."""
    path, place = intent_path(intent), ("tests", number)
    if meant.intent not in {None, intent.id}:
        yield survey.error(
            path,
            place,
            f"this test gets the card of `{meant.intent}`. Add phrases like it to `phrases` and "
            "run `ouderbot train`, or correct the test.",
        )
    elif intent.id not in dict(meant.candidates):
        yield survey.warning(
            path,
            place,
            f"this test does not find `{intent.id}`, not even among the buttons. Add phrases like "
            "it to `phrases` and run `ouderbot train`.",
        )
    understood = {
        "place": meant.place.municipality.name if meant.place else None,
        "level": meant.level,
        "year": meant.year,
    }
    for name, found in understood.items():
        wanted = getattr(example, name)
        if wanted and found != wanted:
            yield survey.error(
                path,
                (*place, name),
                f"the {name} of this test is understood as `{found or 'none'}`, not `{wanted}`. "
                "Correct the test, or the words that name it (words.yaml, place-names.yaml).",
            )


class _ChangedError(Exception):
    """What is kept was computed from other content."""


def _ready(catalogue: Catalogue) -> bool:
    """Whether all that an engine computes from the phrases is kept from before.

    The texts are those that `Engine` computes from; a test fails when the two differ.
    """

    def changed() -> Arrays:
        raise _ChangedError

    names = (name.text for name in catalogue.places.names)
    shared = sorted(frozenset(Engine._shared(catalogue)))  # noqa: SLF001  # because the hash is over the same texts
    texts = chain(chain.from_iterable(catalogue.all_phrases()), names, shared)
    prepared = Prepared(catalogue.folder, texts, keep=False)
    try:
        for name in ("lexical", "languages", "places"):
            prepared.get(name, changed)
    except _ChangedError:
        return False
    return True
