"""What the crowd asks: mostly buttons, and now and then a question that needs the encoder."""

from __future__ import annotations

import functools
import itertools
import json
import random
from collections.abc import Iterator

from bot.catalogue import Level
from bot.channels.telegram.render import messages
from bot.conversation import Action, Chat, Dialogue, Question
from bot.editing.evaluate import read
from tests.fakes.crowd import Ask, marks
from tests.fakes.parent import TODAY
from tests.fakes.program import ROOT

CARDS = (
    "aanmelden-wanneer", "aanmelden-hoe", "aanmelden-resultaat", "lop-vinden", "lop-meedoen", "clb",
    "mens", "schooltoeslag", "school-geweigerd", "inschrijven-voorrang",
)  # fmt: skip
"""Intents whose cards have buttons that name the municipality."""
APART = 20
"""So many neighbours name different municipalities."""
EVERY = 10
"""One of so many is a question that is typed."""


def asks(dialogue: Dialogue, number: int) -> list[Ask]:
    """So many things to ask, in turn, each answered by one message that names its municipality.

    Each was tried at the first contact, and whatever level a chat has asked about before.
    """
    typed, pressed = _typed(dialogue), _pressed(dialogue)
    before = (None, *(Chat("nl", "44021", level) for level in (None, *Level)))
    found: list[Ask] = []
    while len(found) < number:
        ask = next(typed if len(found) % EVERY == 0 else pressed)
        near = {one.place for one in found[-APART:]}
        if ask.place not in near and all(_is_marked(dialogue, ask, chat) for chat in before):
            found.append(ask)
    return found


@functools.cache
def _is_marked(dialogue: Dialogue, ask: Ask, chat: Chat | None) -> bool:
    """Whether the answer is such a message."""
    action = Action.parse(ask.data) if ask.data else None
    question = Question(
        text=ask.text or None, action=action, app_language=ask.language, reachable=True
    )
    sent = messages(dialogue.respond(question, chat, TODAY).reply)
    below = sent[0].keyboard if len(sent) == 1 else None
    return below is not None and marks(json.dumps(below.to_dict())) == {ask.place}


def _typed(dialogue: Dialogue) -> Iterator[Ask]:
    """Labelled questions that name a municipality."""
    places = dialogue.catalogue.places.municipalities
    codes = {one.name: code for code, one in places.items()}
    questions = [
        Ask(codes[one.place], one.lang, text=one.text)
        for one in read(sorted((ROOT / "tests/questions").glob("*.jsonl")))
        if one.place in codes
    ]
    _shuffle(questions)
    return itertools.cycle(questions)


def _pressed(dialogue: Dialogue) -> Iterator[Ask]:
    """Buttons of cards, for every municipality in turn."""
    places = list(dialogue.catalogue.places.municipalities)
    languages = list(dialogue.catalogue.languages)
    _shuffle(places)
    turns = zip(
        itertools.cycle(places), itertools.cycle(CARDS), itertools.cycle(languages), strict=False
    )
    for place, card, language in turns:
        yield Ask(place, language, data=f"a_{card}_{place}_k_{language}")


def _shuffle(things: list[str] | list[Ask]) -> None:
    random.Random(5).shuffle(things)  # noqa: S311  # because it must be the same each time
