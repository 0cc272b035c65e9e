"""Words that say nothing, or two things, are found."""

from __future__ import annotations

from pathlib import Path

from bot.catalogue import Catalogue, load
from bot.editing.survey import Survey
from bot.editing.word_lists import word_lists
from tests.fakes.parent import TODAY

WORDS = "locales/tr/words.yaml"


def told(content: Path) -> list[str]:
    return [one.message for one in word_lists(Survey(load(content), TODAY))]


def changed(content: Path, old: str, new: str) -> None:
    file = content / WORDS
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_the_words_of_the_content_say_one_thing_each(catalogue: Catalogue) -> None:
    """Nothing twice, nothing contrary, no place that is known anyway."""
    assert not [str(one) for one in word_lists(Survey(catalogue, TODAY))]


def test_a_word_of_two_levels(content: Path) -> None:
    """Then nobody knows which is meant."""
    changed(content, "  basis: [", "  basis: [Anaokulu, ")

    (found,) = told(content)
    assert found.startswith("`Anaokulu` stands under `kleuter` too")


def test_a_word_twice(content: Path) -> None:
    """However it is written: the engine sees no difference."""
    changed(content, "  - silah\n", "  - silah\n  - SİLAH\n")

    (found,) = told(content)
    assert found.startswith("`SİLAH` stands in this list already, as `silah`")


def test_a_place_that_is_known_without_it(content: Path) -> None:
    """places.csv and place-names.yaml hold it for every language."""
    changed(content, "  Antwerpen: [", "  Antwerpen: [anvers, ")

    assert told(content) == ["`anvers` is known for Antwerpen without this. Take it out."]
