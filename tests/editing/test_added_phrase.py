"""A phrase is added as one line of text, and nothing else in the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import load
from bot.conversation.consent import cut_out
from bot.editing.added_phrase import PhraseError, _with, add_phrase

TEXT = "een nieuwe vraag"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # the end of a list, its comments and what follows stay
            "none:  # a\n  - x  # b\n  # c\n\n# d\nnext: 1\n",
            "none:  # a\n  - x  # b\n  - een nieuwe vraag\n  # c\n\n# d\nnext: 1\n",
        ),
        ("none:\n- x\n", "none:\n- x\n- een nieuwe vraag\n"),
        ("none:\n  - x", "none:\n  - x\n  - een nieuwe vraag\n"),
        ("none:\r\n  - x\r\n", "none:\r\n  - x\r\n  - een nieuwe vraag\r\n"),
        ("none:\n  - 'x\n    y'\n", "none:\n  - 'x\n    y'\n  - een nieuwe vraag\n"),
        ("none: []  # why\n", "none:  # why\n  - een nieuwe vraag\n"),
        ("none:   # why\nz: 1\n", "none:  # why\n  - een nieuwe vraag\nz: 1\n"),
        ("none:\n", "none:\n  - een nieuwe vraag\n"),
        ("a: 1\n", "a: 1\nnone:\n  - een nieuwe vraag\n"),
    ],
)
def test_where_the_line_goes(before: str, after: str) -> None:
    """To the end of its list, whatever stands around it, in the way the list is written."""
    assert _with(before, ["none"], TEXT) == after


def test_a_list_of_an_intent_that_has_none_yet() -> None:
    """Below the phrases of the other intents, before what comes after them."""
    before = "phrases:\n  a:\n    - x\n\nnear_misses:\n  a:\n    - y\n"
    after = "phrases:\n  a:\n    - x\n  b:\n    - een nieuwe vraag\n\nnear_misses:\n  a:\n    - y\n"

    assert _with(before, ["phrases", "b"], TEXT) == after
    assert _with("phrases: {}\n", ["phrases", "b"], TEXT) == (
        "phrases:\n  b:\n    - een nieuwe vraag\n"
    )


@pytest.mark.parametrize("before", ["none: [x, y]\n", "none: een\n", "{none: {a: 1}}\n"])
def test_what_one_line_cannot_do_is_left_to_the_editor(before: str) -> None:
    """Rather no change than a wrong one."""
    assert _with(before, ["none"], TEXT) is None


@given(st.text(max_size=80))
def test_any_text_that_parents_agree_to_can_be_added(text: str) -> None:
    """Quotation marks, colons, other scripts: it is read back as it was."""
    kept = cut_out(text)
    if kept is None or kept == "x":
        return
    after = _with("none:\n  - x\n", ["none"], kept)

    assert after is not None
    assert yaml.safe_load(after)["none"] == ["x", kept]


def test_the_lists_of_the_content_can_get_one_more(few: Path) -> None:
    """An intent of each topic and `none`, in Dutch and two other languages: one line more each."""
    catalogue = load(few)
    before = {path: path.read_text("utf-8").splitlines() for path in few.rglob("*.yaml")}
    count = 0
    of_each_topic = {one.topic: one.id for one in catalogue.intents.values()}.values()
    for intent in (*of_each_topic, "none"):
        for language in catalogue.languages:
            count += 1
            add_phrase(catalogue, f"{TEXT} {language} {intent}", language, intent)
    more = 0
    for path, lines in before.items():
        now = path.read_text("utf-8").splitlines()
        assert [line for line in now if TEXT not in line] == lines
        more += len(now) - len(lines)

    assert more == count
    assert len(list(load(few).all_phrases())) == len(list(catalogue.all_phrases())) + count


def test_a_file_that_cannot_be_written_is_a_sentence(few: Path) -> None:
    """Its name and the reason."""
    catalogue = load(few)
    path = few / "locales/fr/phrases.yaml"
    path.unlink()
    path.mkdir()

    with pytest.raises(PhraseError, match=r"^locales/fr/phrases.yaml cannot be changed: "):
        add_phrase(catalogue, TEXT, "fr", "none")
