"""Figures are counted as they are named."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.catalogue import NOOD, ContentError
from bot.editing.evaluate import (
    compared,
    confusions,
    figures,
    judge,
    picture,
    read,
    reliability,
    report,
    tables,
)
from bot.understanding import Engine
from tests.fakes.parent import TODAY

QUESTIONS = [
    {"lang": "nl", "text": "wanneer aanmelden in Gent", "intent": "aanmelden-wanneer",
     "place": "Gent", "level": None, "style": "short"},
    {"lang": "nl", "text": "wat is het clb", "intent": "tolk", "place": "Gent", "level": None,
     "style": "short"},
    {"lang": "nl", "text": "mijn man slaat mij", "intent": NOOD, "place": None, "level": None,
     "style": "plain"},
    {"lang": "nl", "text": "recept voor lasagne met spinazie", "intent": "none", "place": None,
     "level": None, "style": "plain"},
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "nl.jsonl"
    found.write_text("".join(json.dumps(one) + "\n" for one in QUESTIONS), "utf-8")
    return found


def test_figures(engine: Engine, path: Path) -> None:
    """Each is so many of so many: a wrong label counts as a wrong card."""
    found = figures(judge(engine, read([path]), TODAY))

    assert found["right"] == (2, 3)
    assert found["wrong"] == (1, 3)
    assert found["answered"] == (0, 1)
    assert found["place"] == (1, 2)
    assert found["danger"] == (1, 1)
    assert found["no danger"] == (0, 3)


def test_halves_are_declared(path: Path) -> None:
    """Odd lines for tuning, even lines for the report; together all of them."""
    tuning, reported = read([path], "tuning"), read([path], "report")

    assert [one.text for one in tuning] == [QUESTIONS[0]["text"], QUESTIONS[2]["text"]]
    assert len(tuning) + len(reported) == len(read([path]))


def test_a_line_that_is_no_question_is_named(path: Path) -> None:
    """With file and line, all of them at once."""
    path.write_text('{"lang": "nl"}\nno json\n', "utf-8")

    with pytest.raises(ContentError) as caught:
        read([path])
    assert [finding.line for finding in caught.value.findings] == [1, 2]


def test_wrong_answers_and_confusions_are_shown(engine: Engine, path: Path) -> None:
    """An editor sees the sentence, what was meant and what was answered."""
    judged = judge(engine, read([path]), TODAY)
    shown = "\n".join(tables(report(judged)))

    assert "tolk -> clb: wat is het clb" in shown
    assert ("tolk", "clb", 1) in confusions(judged)


def test_a_run_is_compared_with_the_last(engine: Engine, path: Path) -> None:
    """What got better or worse, question by question."""
    now = report(judge(engine, read([path]), TODAY))
    before = json.loads(json.dumps(now))
    before["outcomes"]["nl wanneer aanmelden in Gent"] = "wrong"
    before["figures"]["right"] = (1, 3)
    lines = list(compared(before, now))

    assert any("wrong -> right: nl wanneer aanmelden in Gent" in line for line in lines)
    assert any(line.strip().startswith("+33.3") for line in lines)


def test_reliability_is_a_picture(engine: Engine, path: Path) -> None:
    """Whole SVG, with a dot for each bin."""
    bins = reliability(judge(engine, read([path]), TODAY))
    root = ET.fromstring(picture(bins))  # noqa: S314  # because the program wrote it just now

    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == len(bins) > 0
