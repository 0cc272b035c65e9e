"""Cards for any chat: what a few words, the season and the most asked give."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalogue import NOOD, Catalogue, Level
from bot.conversation import Action, Asked, Dialogue
from tests.fakes.parent import TODAY


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (
            "aanmelden gent secundair tr",
            Action("ask", "aanmelden-wanneer", "44021", Level.SECUNDAIR, language="tr"),
        ),
        ("pesten oekraïens", Action("ask", "pesten", language="uk")),
        ("العربية tolk", Action("ask", "tolk", language="ar")),
        ("schoolrekening fr", Action("ask", "schoolrekening-hulp", language="fr")),
    ],
)
def test_words_language_place_and_level(dialogue: Dialogue, query: str, wanted: Action) -> None:
    """The language by its Dutch or own name, or by its code at the end; place and level too."""
    actions = [offer.action for offer in dialogue.offers.search(query, TODAY)]

    assert wanted in actions
    assert {action.language for action in actions} == {wanted.language}


@pytest.mark.parametrize("query", ["de schoolrekening", "so veel betalen", "it school laptop"])
def test_a_code_that_is_a_word_names_no_language(dialogue: Dialogue, query: str) -> None:
    """`de`, `so` and `it` are words; only at the end are they codes."""
    offers = dialogue.offers.search(query, TODAY)

    assert len({offer.action.language for offer in offers}) > 1


def test_nothing_typed_gives_the_season_first(dialogue: Dialogue) -> None:
    """What opens or closes within 60 days, then what is asked most."""
    asked = Asked(intents=["pesten"], languages=["so", "ti"])
    november = dialogue.offers.search("", TODAY, asked)
    season = dialogue.offers.season(TODAY)
    intents = list(dict.fromkeys(offer.action.intent for offer in november))

    assert "vakantiedata" in season
    assert intents[: len(season)] == season
    assert intents[len(season)] == "pesten"
    assert [offer.action.language for offer in november[:2]] == ["so", "ti"]


def test_enrolment_has_its_season(dialogue: Dialogue) -> None:
    """From two months before aanmelden opens, its cards come first."""
    assert "aanmelden-wanneer" not in dialogue.offers.season(date(2026, 9, 1))
    assert "aanmelden-wanneer" in dialogue.offers.season(date(2027, 2, 1))


def test_a_card_without_the_town_it_needs_asks_for_it(dialogue: Dialogue) -> None:
    """No date is shown that may be another town's."""
    offers = dialogue.offers.search("wanneer aanmelden secundair tr", TODAY)
    first = next(one for one in offers if one.action.intent == "aanmelden-wanneer")

    assert first.reply.card is None
    assert first.reply.says[0].dutch == "Wanneer kan ik aanmelden?"
    assert first.reply.asks is not None


def test_danger_and_small_talk_are_never_listed(dialogue: Dialogue, catalogue: Catalogue) -> None:
    """Danger needs a person, not a card; a greeting is no card."""
    listed = {
        offer.action.intent
        for query in ("", "nood fr", "hallo", "privacy nl", "112")
        for offer in dialogue.offers.search(query, TODAY)
    }

    assert NOOD not in listed
    assert not {name for name in listed if name and catalogue.intents[name].topic == "gesprek"}


def test_not_more_than_telegram_shows(dialogue: Dialogue) -> None:
    """Fifty."""
    assert len(dialogue.offers.search("school", TODAY)) <= 50
