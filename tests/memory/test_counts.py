"""A question counts once, by what was decided about it; danger and privacy count nowhere."""

from __future__ import annotations

import pytest

from bot.conversation import Action, Dialogue, Question
from bot.memory import Count, count_of
from bot.memory.counts import Outcome
from tests.fakes.parent import TODAY, Parent


class CountedParent(Parent):
    """A parent whose questions are counted as the channels count them."""

    counts: list[Count | None]

    def asks(self, question: Question) -> object:  # type: ignore[override]  # because the count is what these tests look at
        before = self.chat
        reply = super().asks(question)
        self.counts = [*getattr(self, "counts", []), count_of(question, before, reply, TODAY)]
        return reply


@pytest.fixture
def counted(dialogue: Dialogue) -> CountedParent:
    return CountedParent(dialogue)


def count(intent: str, outcome: Outcome, language: str = "nl") -> Count:
    return Count(TODAY, intent, language, outcome)


def test_an_answer(counted: CountedParent) -> None:
    """By its intent and the language of the reply."""
    counted.types("wat is een lop")
    counted.types("çocuğum evde Türkçe konuşsa olur mu")

    assert counted.counts == [count("lop-wat", "answer"), count("thuistaal-tips", "answer", "tr")]


def test_what_completes_a_question_counts_no_second_time(counted: CountedParent) -> None:
    """The town and the level that a card needs, typed, mistyped or pressed."""
    counted.types("waar is mijn lop")
    counted.types("xqzw")
    counted.types("gent")
    counted.presses("Lagere school")

    assert counted.reply is not None
    assert counted.reply.intent == "lop-vinden"
    assert counted.counts == [count("lop-vinden", "answer"), None, None, None]


def test_what_is_tapped_after_a_question_back(counted: CountedParent) -> None:
    """Its own kind of outcome, once, also when the card then needs a town; "something else" too."""
    counted.types("aanmelden")
    assert counted.reply is not None
    meant = [one.action for one in counted.reply.buttons if one.action.kind == "mean"]
    assert meant
    assert counted.reply.decision == "clarify"
    counted.asks(Question(action=meant[0]))
    counted.asks(Question(action=Action("reword")))

    assert counted.counts == [
        count("", "clarify"), count(str(meant[0].intent), "tapped"), count("", "tapped"),
    ]  # fmt: skip


def test_what_is_not_ours(counted: CountedParent) -> None:
    """Without an intent, also when the second time a person is named."""
    counted.types("hoe laat speelt anderlecht")
    counted.types("wat is het beste recept voor wafels")

    assert counted.counts == [count("", "none"), count("", "none")]


def test_a_card_that_a_button_or_link_opens(counted: CountedParent) -> None:
    """Beside the typed questions, or their share of answers would look better than it is."""
    counted.asks(Question(action=Action("ask", "lop-wat", language="fr")))
    counted.asks(Question(screen="help"))

    assert counted.counts == [count("lop-wat", "opened", "fr"), count("hulp", "opened", "fr")]


@pytest.mark.parametrize(
    "question",
    [
        Question(text="mijn man slaat mij en de kinderen"),
        Question(action=Action("ask", "nood")),
        Question(action=Action("mean", "nood")),
        Question(action=Action("ask", "privacy")),
        Question(screen="privacy"),
        Question(screen="forget"),
        Question(text="/vergeet", screen="forget"),
    ],
)
def test_nobody_can_count_danger_and_privacy(counted: CountedParent, question: Question) -> None:
    """Nor who wants to be forgotten."""
    counted.asks(question)

    assert counted.counts == [None]


@pytest.mark.parametrize(
    "question",
    [
        Question(screen="start"),
        Question(screen="languages"),
        Question(action=Action("topics", "school")),
        Question(action=Action("language", language="tr")),
        Question(action=Action("ask", "no-such-intent")),
        Question(action=Action("mean", "no-such-intent")),
        Question(location=(51.05, 3.72)),
        Question(text="   "),
        Question(),
    ],
)
def test_screens_are_no_questions(counted: CountedParent, question: Question) -> None:
    """And what was made up by hand names no intent."""
    counted.asks(question)

    assert counted.counts == [None]
