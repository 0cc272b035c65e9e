"""Whatever comes from outside, in whatever form: an answer or a refusal, never a fault of ours."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import Catalogue
from bot.cli import main
from bot.commands import asking
from bot.conversation import Action, Asked, Chat, Dialogue, Question
from bot.conversation.offers import MOST
from bot.understanding import Engine
from tests.fakes.outside import ANYTHING, JSON, LINKS, many
from tests.fakes.parent import TODAY


@given(LINKS)
@many
def test_actions(dialogue: Dialogue, text: str) -> None:
    """Callback data and deep links: nothing, or an action that the dialogue has an answer to."""
    action = Action.parse(text)
    if action is None:
        return
    answer = dialogue.respond(Question(action=action, kept=text), Chat(), TODAY)

    assert Action.parse(str(action)) == action
    assert all(Action.parse(str(one.action)) == one.action for one in answer.reply.buttons)


@given(ANYTHING, st.floats(), st.floats())
@many
def test_questions(dialogue: Dialogue, text: str, latitude: float, longitude: float) -> None:
    """Any text and any place on no globe."""
    assert dialogue.respond(Question(text=text), None, TODAY).reply.language
    located = Question(location=(latitude, longitude))
    assert dialogue.respond(located, None, TODAY).reply.language


@given(LINKS)
@many
def test_inline_queries(dialogue: Dialogue, text: str) -> None:
    """A list that Telegram takes: not too many, each once."""
    found = dialogue.offers.search(text, TODAY, Asked())
    ids = [str(offer.action) for offer in found]

    assert len(ids) == len(set(ids)) <= MOST
    assert all(0 < len(one.encode()) <= 64 for one in ids)


LINES = st.one_of(
    JSON.map(json.dumps),
    st.fixed_dictionaries({"text": ANYTHING}, optional={"app_language": JSON}).map(json.dumps),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=80),
    st.just("[" * 100_000),
)


@pytest.fixture
def understand(
    monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue, engine: Engine
) -> Callable[[str], list[str]]:
    """`ouderbot understand`, with an engine that is there already."""
    monkeypatch.setattr(asking, "load", lambda _: catalogue)
    monkeypatch.setattr(asking, "Engine", lambda _: engine)

    def run(lines: str) -> list[str]:
        done = CliRunner().invoke(main, ["understand"], input=lines)
        assert done.exit_code in {0, 2}, done.exception
        return done.stdout.split("\n")[:-1]  # and at nothing else that ends a line elsewhere

    return run


@given(st.lists(LINES, max_size=8))
@settings(many, max_examples=40)
def test_lines_to_understand(understand: Callable[[str], list[str]], lines: list[str]) -> None:
    """A line of JSON for each line that is not blank, in the same order."""
    found = [json.loads(line) for line in understand("".join(f"{line}\n" for line in lines))]
    wanted = [line for line in lines if line.strip()]

    assert len(found) == len(wanted)
    for line, meant in zip(wanted, found, strict=True):
        assert "error" in meant or "decision" in meant, line
