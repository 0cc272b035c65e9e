"""The gazetteer is complete and knows where its places are."""

from __future__ import annotations

from bot.catalogue import Catalogue


def test_every_municipality_is_there(catalogue: Catalogue) -> None:
    """Flanders has 285 municipalities since 2025, Brussels 19 (Statbel)."""
    places = catalogue.places.municipalities.values()

    assert sum(one.region == "brussel" for one in places) == 19
    assert sum(one.region == "vlaanderen" for one in places) == 285


def test_nearest_centre(catalogue: Catalogue) -> None:
    """A location gives the municipality whose centre, or part's centre, is nearest."""
    for name, point in {
        "Antwerpen": (51.2213, 4.4660),
        "Gent": (51.0543, 3.7174),
        "Schaarbeek": (50.8676, 4.3737),
        "Hasselt": (50.9307, 5.3325),
    }.items():
        found = catalogue.places.nearest(*point)
        assert found is not None
        assert found[0].name == name
