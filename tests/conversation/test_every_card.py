"""Every card is there for a parent of every language who asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.catalogue import Catalogue, Level
from bot.channels.terminal import reply_json
from bot.conversation import Chat, Dialogue, Question
from bot.translation import SOURCE, Translations
from tests.fakes.parent import TODAY

KNOWN = Chat(place="44021", level=Level.SECUNDAIR)


def _phrases(catalogue: Catalogue, code: str, intent: str) -> tuple[str, ...]:
    """How parents ask it in a language; none where nobody wrote it down yet."""
    if code == SOURCE:
        return catalogue.intents[intent].phrases
    return catalogue.phrases[code].phrases.get(intent, ())


def _fits(reply: dict[str, Any], intent: str, code: str, cards: int) -> bool:
    """Whether a reply is the card of an intent, complete, in a language."""
    return (
        reply["intent"] == intent
        and len(reply["cards"]) == cards
        and reply["cards"][0]["language"] == code
        and all(card["title"] and card["lines"] for card in reply["cards"])
    )


def test_a_phrase_of_every_language_gives_every_card(
    dialogue: Dialogue, catalogue: Catalogue, translations: Translations
) -> None:
    """A complete card, with the whole Dutch beside it in all but Dutch.

    So it is for 46 cards in 24 languages at least. A new card that has no phrases in a language
    yet is not asked for there; where it has no translation it comes in Dutch alone.
    """
    given, missed = 0, []
    for code in translations.offered():
        for name, intent in catalogue.intents.items():
            translated = translations.complete(code, intent)
            shown, cards = (code, 1 if code == SOURCE else 2) if translated else (SOURCE, 1)
            phrases = _phrases(catalogue, code, name)
            chat = replace(KNOWN, language=code)
            replies = (
                reply_json(dialogue.respond(Question(text=phrase), chat, TODAY).reply)
                for phrase in phrases
            )
            # A phrase may be short enough to ask back for; one is enough.
            if any(_fits(reply, name, shown, cards) for reply in replies):
                given += translated
            elif phrases:
                missed.append((code, name))

    assert not missed
    assert given >= 46 * 24
