"""What parents type in the load benchmarks, by what it takes to understand it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.catalogue import NONE, NOOD
from bot.conversation import Dialogue
from bot.editing.evaluate import read
from bot.understanding.normalise import clean
from tests.fakes.program import ROOT


@dataclass(frozen=True)
class Text:
    """A text and the language of the app that it is typed in."""

    text: str
    language: str


def known(dialogue: Dialogue, number: int) -> list[Text]:
    """Phrases of the catalogue, of all languages and intents, whose letters alone decide."""
    phrases = [
        (language, text)
        for language, intent, text in dialogue.catalogue.all_phrases()
        if intent not in {NONE, NOOD}
    ]
    random.Random(1).shuffle(phrases)  # noqa: S311  # because it must be the same each time
    found: list[Text] = []
    for language, text in phrases:
        if len(found) == number:
            break
        if not _wakes_the_encoder(dialogue, text):
            found.append(Text(text, language))
    return found


def free(dialogue: Dialogue) -> list[Text]:
    """The labelled questions that need the encoder, shuffled."""
    questions = read(sorted((ROOT / "tests/questions").glob("*.jsonl")))
    found = [
        Text(one.text, one.lang)
        for one in questions
        if one.intent != NOOD and _wakes_the_encoder(dialogue, one.text)
    ]
    random.Random(2).shuffle(found)  # noqa: S311  # likewise
    return found


def _wakes_the_encoder(dialogue: Dialogue, text: str) -> bool:
    _, logits = dialogue.engine.weigh(clean(text))
    return logits is not None
