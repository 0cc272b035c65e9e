"""A town or LOP puts its name, people and pages on the cards of its municipalities."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalogue import ContentError, load
from bot.conversation import Chat, Dialogue, Question
from bot.translation import Translations
from bot.understanding import Engine
from tests.fakes.parent import TODAY

OPERATORS = """
operators:
  - name: Onderwijsdienst Voorbeeld
    places: [Gent]
    contacts:
      - {name: Brugfiguren, phone: 09 123 45 67}
    pages:
      - {title: Naar school in Voorbeeld, url: https://voorbeeld.be/school, languages: [nl, tr]}
    source: https://voorbeeld.be/school
    checked: 2026-11-24
    confidence: high
"""


@pytest.fixture
def branded(content: Path) -> Path:
    (content / "intents/facts/operators.yaml").write_text(OPERATORS, "utf-8")
    return content


def test_its_people_and_pages_stand_on_its_cards(branded: Path, engine: Engine) -> None:
    """On cards that depend on the town, in every language; nowhere else."""
    catalogue = load(branded)
    dialogue = Dialogue(catalogue, Translations(catalogue), engine)
    for place, there in (("44021", True), ("11002", False)):
        question = Question(text="wie kan mij helpen op school, ik wil een mens spreken")
        card = dialogue.respond(question, Chat(language="tr", place=place), TODAY).reply.card
        assert card is not None
        for one in filter(None, (card.shown, card.dutch)):
            assert ("Onderwijsdienst Voorbeeld, Brugfiguren: 09 123 45 67" in one.help) is there
            assert any(link.url == "https://voorbeeld.be/school" for link in one.links) is there


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("[Gent]", "[Gnet]", 4, "Did you mean `Gent`?"),
        ("    contacts:", "    logo: gent.svg\n    contacts:", 5, "Put it there"),
        ("09 123 45 67", "call me", 6, "phone"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    branded: Path, old: str, new: str, line: int, words: str
) -> None:
    """An unknown town, a picture that is not there, a number that is none."""
    path = branded / "intents/facts/operators.yaml"
    path.write_text(OPERATORS.replace(old, new), "utf-8")
    with pytest.raises(ContentError) as caught:
        load(branded)

    (finding,) = caught.value.findings
    assert finding.path == "intents/facts/operators.yaml"
    assert finding.line == line
    assert words in finding.message
