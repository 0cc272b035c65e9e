"""Labelled questions that nobody looked at when the weights were set.

The files of tests/questions were written apart from the phrases. Weights and costs were set on the
odd lines of each file; the bars below are for the even ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from bot.catalogue import NONE, Catalogue
from bot.editing.evaluate import FIGURES, Judged, figures, judge, read
from bot.translation import Translations
from bot.understanding import Engine
from bot.understanding.normalise import fold
from tests.fakes.parent import TODAY
from tests.fakes.program import ROOT

FILES = sorted((ROOT / "tests/questions").glob("*.jsonl"))
SPOKEN_MOST = ("nl", "en", "fr")
LEAST = {"right": (78, 66), "reached": (94, 90), "language": (96, 90), "place": (94, 90),
         "level": (90, 80), "danger": (90, 90)}  # fmt: skip
MOST = {"wrong": (3, 4), "answered": (5, 5), "no place": (1, 2), "no danger": (0.5, 1)}
"""Per cent, for Dutch, English and French together, and for the others together."""


@pytest.fixture(scope="module")
def judged(engine: Engine) -> list[Judged]:
    return judge(engine, read(FILES, "report"), TODAY)


@pytest.mark.parametrize("most", [True, False], ids=["nl-en-fr", "others"])
def test_the_bars(
    judged: list[Judged], record_property: Callable[[str, object], None], *, most: bool
) -> None:
    """Answered right, or asked back with the right button, and hardly ever sure and wrong."""
    own = [one for one in judged if (one.question.lang in SPOKEN_MOST) is most]
    shares = {name: 100 * n / total for name, (n, total) in figures(own).items()}
    names = " ".join(SPOKEN_MOST) if most else "the other languages"
    told = ", ".join(f"{FIGURES[name]} {share:.1f} %" for name, share in shares.items())
    record_property("measured", f"{names}: {told}")

    group = 0 if most else 1
    low = {name: shares[name] for name, bars in LEAST.items() if shares[name] < bars[group]}
    high = {name: shares[name] for name, bars in MOST.items() if shares[name] > bars[group]}
    assert not low
    assert not high


def test_no_language_is_left_behind(judged: list[Judged], translations: Translations) -> None:
    """Every language of the menu: half right at once, and the right one in reach for most."""
    for code in translations.offered():
        found = figures([one for one in judged if one.question.lang == code])
        right, reached, wrong = (found[name] for name in ("right", "reached", "wrong"))
        assert right[0] >= 0.5 * right[1], code
        assert reached[0] >= 0.78 * reached[1], code
        assert wrong[0] <= 0.08 * wrong[1], code


def test_no_question_is_a_phrase(catalogue: Catalogue) -> None:
    """Otherwise the figures would measure memory."""
    phrases = {fold(text) for _, _, text in catalogue.all_phrases()}

    assert not [one.text for one in read(FILES) if fold(one.text) in phrases]


def test_every_intent_is_asked_for_in_every_language(
    catalogue: Catalogue, translations: Translations
) -> None:
    """Once or more in each language of the menu, and three times in those that most speak.

    So it is for 46 intents at least; a new one may have questions in some languages, or none yet.
    """
    asked = Counter((one.lang, one.intent) for one in read(FILES))
    often = {"nl", "en", "fr", "tr", "ar", "pl", "ro", "ru"}
    lacking = {
        intent: [
            code
            for code in translations.offered()
            if asked[code, intent] < (3 if code in often else 1)
        ]
        for intent in catalogue.intents
    }

    assert sum(not codes for codes in lacking.values()) >= 46, lacking
    for code in translations.offered():
        assert asked[code, NONE] >= (20 if code in often else 10), code
