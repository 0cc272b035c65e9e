"""A place is found in any spelling and script, and never by accident."""

from __future__ import annotations

import pytest

from bot.understanding import Engine
from tests.fakes.parent import TODAY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ik woon in Deurne", "Antwerpen"),
        ("wanneer aanmelden mechele middelbaar", "Mechelen"),
        ("school in Ghent please", "Gent"),
        ("Gent'te okul", "Gent"),
        ("Antwerpen'de yaşıyoruz", "Antwerpen"),
        ("w Antwerpii", "Antwerpen"),
        ("в Генте школа", "Gent"),
        ("في أنتويرب", "Antwerpen"),
        ("بأنتويرب", "Antwerpen"),
        ("à Schaerbeek", "Schaarbeek"),
        ("molenbeek", "Sint-Jans-Molenbeek"),
        ("bxl", "Brussel"),
        ("Laeken", "Brussel"),
        ("st niklaas", "Sint-Niklaas"),
        ("Saint-Nicolas", "Sint-Niklaas"),
        ("9050", "Gent"),
        ("2140 school", "Antwerpen"),
        ("Borsbeek", "Antwerpen"),
        ("kortessem", "Hasselt"),
        ("Wachtebeke", "Lochristi"),
        ("Merelbeke", "Merelbeke-Melle"),
        ("ik woon in mol", "Mol"),
        ("halle", "Halle"),
        ("antwerpn", "Antwerpen"),
        ("Bruges", "Brugge"),
        ("لوفان", "Leuven"),
        ("根特的学校", "Gent"),
    ],
)
def test_places_are_found(engine: Engine, text: str, name: str) -> None:
    """Names, old names, parts, exonyms, postcodes, case endings and typos."""
    found = engine.understand(text, today=TODAY).place

    assert found is not None
    assert found.municipality.name == name


@pytest.mark.parametrize(
    "text",
    [
        "mol is een dier", "ik eet een peer", "lo siento", "de hal van de school",
        "als hij ziek is", "wij wonen hier pas", "om aan te melden",
        "essen und trinken", "mijn kind leest niet", "de school begint", "schooltoeslag 1500 euro",
        "wat kost de opvang", "çocuğum evde Türkçe konuşsa olur mu", "my son is in the first year",
        "la forêt", "متى تبدأ المدرسة", "kleuter", "welke papieren moet ik meebrengen",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_places(engine: Engine, text: str) -> None:
    """A word that looks like a place does not become one by accident."""
    assert engine.understand(text, today=TODAY).place is None


def test_an_ordinary_word_is_a_place_when_one_is_asked_for(engine: Engine) -> None:
    """`Mol` as an answer to "which town?" is the town."""
    found = engine.find_place("mol")

    assert found is not None
    assert found.municipality.name == "Mol"


@pytest.mark.parametrize(
    ("text", "sure"),
    [("Deurne", True), ("Halle", True), ("Sint-Niklaas", True), ("Tielt", True), ("Berchem", True),
     ("Heusden", False), ("Nieuwerkerken", False), ("Haren", False)],
)  # fmt: skip
def test_only_near_equals_are_asked_back(engine: Engine, text: str, *, sure: bool) -> None:
    """A name means the municipality so called or the far larger place."""
    found = engine.find_place(text)

    assert found is not None
    assert found.sure is sure
    if not sure:
        assert found.others


@pytest.mark.parametrize(
    "text",
    [
        "有没有办公室可以当面问？最好在 Saint-Gilles 这边。",
        "ساكن في Saint-Gilles قريب",
        "мы в Saint-Gilles",
    ],
)
def test_words_of_two_scripts_are_no_one_name(engine: Engine, text: str) -> None:
    """A name that is spelt right is not drawn towards a longer one by the word before it."""
    found = engine.find_place(text)
    assert found is not None
    assert (found.municipality.name, found.words) == ("Sint-Gillis", ("saint", "gilles"))


def test_of_names_in_a_row_of_signs_the_longest_counts(engine: Engine) -> None:
    """Where no space tells words apart, a short name may stand in a longer one."""
    names = engine._places._names  # noqa: SLF001  # because the gazetteer knows no scripts
    inside = [
        (short, long)
        for long in engine._places._cjk  # noqa: SLF001  # likewise
        for short in engine._places._cjk  # noqa: SLF001  # likewise
        if short != long and short in long
    ]
    assert inside
    for _, long in inside:
        found = engine.find_place(f"我住在{long}这边")
        assert found is not None
        assert found.municipality in {name.municipality for name in names[long]}
