"""Each of the 46 cards is there for a parent of each of the 24 languages who asks for it."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue import Catalogue, Level
from bot.channels.terminal import reply_json
from bot.conversation import Chat, Dialogue, Question
from bot.translation import SOURCE
from tests.fakes.parent import TODAY

KNOWN = Chat(place="44021", level=Level.SECUNDAIR)


def _phrases(catalogue: Catalogue, code: str, intent: str) -> tuple[str, ...]:
    if code == SOURCE:
        return catalogue.intents[intent].phrases
    return catalogue.phrases[code].phrases[intent]


def test_a_phrase_of_every_language_gives_every_card(
    dialogue: Dialogue, catalogue: Catalogue
) -> None:
    """A complete card, with the whole Dutch beside it in all but Dutch."""
    both, alone, missed = 0, 0, []
    for code in catalogue.languages:
        for intent in catalogue.intents:
            # A phrase may be short enough to ask back for; one is enough.
            for phrase in _phrases(catalogue, code, intent):
                chat = replace(KNOWN, language=code)
                reply = dialogue.respond(Question(text=phrase), chat, TODAY).reply
                found = reply_json(reply)
                if (found["intent"], found["language"]) == (intent, code):
                    break
            cards = found["cards"]
            complete = all(card["title"] and card["lines"] for card in cards)
            if found["intent"] != intent or not complete:
                missed.append((code, intent))
            both += len(cards) == 2
            alone += len(cards) == 1

    assert not missed
    assert (both, alone) == (46 * 23, 46)
