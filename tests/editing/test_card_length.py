"""The longest card is measured without a channel, and is as long as the channel makes it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from bot.catalogue import Catalogue, Level
from bot.channels.telegram.render import length, messages
from bot.conversation.cards import CardMaker
from bot.conversation.reply import Reply
from bot.conversation.situation import Situation, situation
from bot.editing.card_length import CardLength
from bot.translation import SOURCE, Translations

DAYS = [date(2026, 11, 22), date(2027, 3, 30), date(2027, 4, 27), date(2027, 6, 1)]
TOWNS = [None, "11002", "44021", "21004", "38008"]
"""No town, Antwerpen, Gent, Brussel, De Panne."""
SLACK = 1.45
"""The estimate may be so many times as long as the cards of these days and towns."""


@pytest.fixture(scope="module")
def lengths(catalogue: Catalogue, translations: Translations) -> CardLength:
    return CardLength(catalogue, translations)


def situations(catalogue: Catalogue) -> list[Situation]:
    places = [catalogue.places.municipalities[nis] if nis else None for nis in TOWNS]
    return [
        situation(catalogue, day, place=place, level=level)
        for day in DAYS
        for place in places
        for level in (None, *Level)
    ]


@pytest.mark.parametrize("language", ["so", "de", "ar", "zh"])
def test_no_real_card_is_longer_than_the_longest(
    catalogue: Catalogue, translations: Translations, lengths: CardLength, language: str
) -> None:
    """As Telegram counts it: the text that parents see, of the card and its Dutch together."""
    maker = CardMaker(catalogue, translations)
    outcomes = situations(catalogue)
    for intent in catalogue.intents.values():
        longest = lengths.longest(intent, language)
        real = 0
        for one in outcomes if intent.needs or intent.wants else outcomes[:1]:
            twin = maker.twin(intent, language, one, DAYS[0])
            sent = messages(Reply(language, twin.shown.direction, card=twin))
            html = "\n\n".join(message.html for message in sent)
            real = max(real, length(unescape(re.sub(r"<[^>]+>", "", html))))
        assert real <= longest, intent.id
        assert longest <= SLACK * real + 200, (intent.id, real)


def test_a_card_that_is_not_translated_has_no_length(
    catalogue: Catalogue, lengths: CardLength
) -> None:
    """Parents then see the Dutch alone."""
    assert all(lengths.longest(intent, SOURCE) == 0 for intent in catalogue.intents.values())
