"""The intents' own tests are asked of the engine itself."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, load
from bot.catalogue.intent import Example
from bot.editing import own_tests as module
from bot.editing.own_tests import own_tests
from bot.editing.survey import Survey
from bot.understanding import Engine
from tests.fakes.parent import TODAY

TOLK = "intents/taal/tolk.yaml"


def with_tests(catalogue: Catalogue, *tests: Example) -> Catalogue:
    tolk = catalogue.intents["tolk"].model_copy(update={"tests": tests})
    return dataclasses.replace(catalogue, intents={**catalogue.intents, "tolk": tolk})


@pytest.fixture(scope="module")
def prepared(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The content in a folder where the engine's part is kept, as after `ouderbot prepare`."""
    folder = tmp_path_factory.mktemp("prepared")
    for name in ("intents", "locales"):
        shutil.copytree(catalogue.folder / name, folder / name)
    own = dataclasses.replace(catalogue, folder=folder)
    Engine(own, keep=True)
    return own


def test_a_test_is_held_to_what_it_says(prepared: Catalogue) -> None:
    """Another card, place, level or year is an error; not being found is a warning."""
    changed = with_tests(
        prepared,
        Example(text="ik zoek een tolk"),
        Example(text="wanneer is het paasvakantie"),
        Example(text="de kat zit op het dak"),
        Example(text="tolk in gent voor de kleuterschool", place="Brugge", level="secundair"),
    )
    notes: list[str] = []
    found = list(own_tests(Survey(changed, TODAY, [TOLK], notes.append)))

    assert notes == []
    assert [(one.severity.value, one.message.split(".")[0]) for one in found] == [
        ("error", "this test gets the card of `vakantiedata`"),
        ("warning", "this test does not find `tolk`, not even among the buttons"),
        ("error", "the place of this test is understood as `Gent`, not `Brugge`"),
        ("error", "the level of this test is understood as `kleuter`, not `secundair`"),
    ]


def test_changed_phrases_need_the_engine_anew(prepared: Catalogue, content: Path) -> None:
    """That takes longer than a hook may: the tests wait for a check of everything."""
    shutil.copytree(prepared.folder / ".cache", content / ".cache")
    file = content / TOLK
    file.write_text(file.read_text("utf-8").replace("\nphrases:\n", "\nphrases:\n  - tolkje\n"))
    notes: list[str] = []
    found = list(own_tests(Survey(load(content), TODAY, [TOLK], notes.append)))

    assert found == []
    assert "tests were not asked" in notes[0]


def test_an_intent_without_tests(catalogue: Catalogue) -> None:
    """Whoever adds one says how it is asked for."""
    (found,) = own_tests(Survey(with_tests(catalogue), TODAY, [TOLK]))

    assert found.message.startswith("`tolk` has no test.")


def test_the_engine_that_is_kept_is_the_one_that_is_asked_for(prepared: Catalogue) -> None:
    """Both are computed from the same texts; otherwise a hook would never ask a test."""
    assert module._ready(prepared)  # noqa: SLF001  # because it must follow what Engine does
