"""A phrase stands for one intent."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from bot.catalogue import Catalogue, load
from bot.editing.placed_phrase import placed_phrases
from bot.editing.survey import Survey
from bot.editing.twice import phrases_twice
from tests.fakes.parent import TODAY


def planted(content: Path, path: str, key: str, text: str) -> int:
    """Puts a phrase first below a key; returns its line."""
    file = content / path
    whole = file.read_text("utf-8")
    before, found, after = whole.partition(key)
    assert found, key
    file.write_text(f"{before}{key}{text}\n{after}", "utf-8")
    return before.count("\n") + 1 + key.count("\n")


def test_places_are_those_of_the_catalogue(catalogue: Catalogue) -> None:
    """Every phrase has its place, in the catalogue's order, and there it stands."""
    placed = list(placed_phrases(catalogue))
    survey = Survey(catalogue, TODAY)

    assert [(p.language, p.intent, p.text) for p in placed] == list(catalogue.all_phrases())
    for phrase in placed[::997]:
        path, line = survey.at(phrase.path, phrase.place).split(":")
        row = (catalogue.folder / path).read_text("utf-8").splitlines()[int(line) - 1]
        assert phrase.text[:12] in row


def test_a_phrase_of_two_intents_is_an_error_at_both(content: Path) -> None:
    """Across languages and whatever cannot be seen, each with the other's file and line."""
    nl, tr = "intents/taal/tolk.yaml", "locales/tr/phrases.yaml"
    one = planted(content, nl, "\nphrases:\n", "  - Zumba  voor mama")
    two = planted(content, tr, "\n  clb:\n", '    - "Zumba\\u200b voor mama"')
    survey = Survey(load(content), TODAY, [nl, tr])
    found = {(f.path, f.line): f for f in phrases_twice(survey) if "Zumba" in f.message}

    assert found.keys() == {(nl, one), (tr, two)}
    assert f"for `clb` at {tr}:{two}" in found[nl, one].message
    assert f"for `tolk` at {nl}:{one}" in found[tr, two].message
    assert {one.severity for one in found.values()} == {"error"}


def test_a_phrase_may_be_the_same_in_two_languages(catalogue: Catalogue) -> None:
    """Of one intent: many languages share a word. In one language a second one says nothing."""
    small = dataclasses.replace(
        catalogue,
        intents={},
        phrases={
            code: catalogue.phrases["tr"].model_copy(
                update={"phrases": {"clb": texts}, "near_misses": {}, "none": ()}
            )
            for code, texts in {"en": ("clb",), "fr": ("clb", "le clb", "clb")}.items()
        },
    )
    (found,) = [one for one in phrases_twice(Survey(small, TODAY)) if "twice" in one.message]

    assert found.path == "locales/fr/phrases.yaml"
    assert found.severity == "warning"
