"""/privacy names who answers for what is kept, when the operator has said so."""

from __future__ import annotations

import pytest

from bot.catalogue import Catalogue
from bot.commands.asking import controller_of
from bot.conversation import Chat, Controller, Dialogue, Question
from bot.settings import Settings
from bot.translation import Translations
from bot.translation.bidi import UNSEEN
from bot.understanding import Engine
from tests.fakes.parent import TODAY, Parent

RUNS = Controller("LOP Gent <b>&", "privacy@lop.example, 09 210 10 10")


def _plain(text: str) -> str:
    """A text without the marks that keep its parts in order among right-to-left words."""
    return text.translate(dict.fromkeys(map(ord, UNSEEN)))


@pytest.fixture
def named(catalogue: Catalogue, translations: Translations, engine: Engine) -> Dialogue:
    return Dialogue(catalogue, translations, engine, RUNS)


def test_privacy_names_them_in_every_language(named: Dialogue, catalogue: Catalogue) -> None:
    """The name and the contact as they were set, with the Dutch beside it."""
    for language in catalogue.languages:
        answer = named.respond(Question(screen="privacy"), Chat(language), TODAY)
        (who,) = [one for one in answer.reply.says if RUNS.name in _plain(one.shown)]
        assert RUNS.contact in _plain(who.shown), language
        assert language == "nl" or f"Deze bot is van {RUNS.name}" in (who.dutch or ""), language


def test_a_question_about_privacy_gets_the_same(named: Dialogue) -> None:
    """However it is asked."""
    reply = Parent(named).types("gdpr")

    assert any(RUNS.contact in one.shown for one in reply.says)


def test_no_other_answer_names_them(named: Dialogue) -> None:
    """It is said where it is asked."""
    assert not any(RUNS.name in one.shown for one in Parent(named).types("wat is een lop").says)


def test_nobody_is_named_unless_both_are_set(parent: Parent) -> None:
    """A name that cannot be reached, or a contact of nobody, helps nobody."""
    assert not any("Deze bot is van" in one.shown for one in parent.types("/privacy").says)
    assert controller_of(Settings(operator_name="LOP Gent")) is None
    assert controller_of(Settings(operator_contact="x@lop.example")) is None
    assert controller_of(Settings(operator_name="a", operator_contact="b")) == Controller("a", "b")
