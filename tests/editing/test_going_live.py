"""Nothing that parents can see is missing from what a person must confirm."""

from __future__ import annotations

from bot.catalogue import Catalogue
from bot.editing.going_live import PAGE, page, to_confirm
from tests.fakes.program import ROOT


def test_the_page_follows_the_content(catalogue: Catalogue) -> None:
    """`ouderbot going-live` renews it."""
    assert (ROOT / PAGE).read_text("utf-8") == page(catalogue)


def test_everything_is_there_oldest_first(catalogue: Catalogue) -> None:
    """Every shown LOP, area, link and sourced number; what was never dated comes first."""
    found = to_confirm(catalogue)
    whole = "\n".join(f"{one.what} {one.source}" for one in found)

    for lop in catalogue.lops:
        assert (lop.name in whole) == lop.shown
    for intent in catalogue.intents.values():
        for link in intent.card.links:
            assert "{" in link.url or link.url in whole
    ages = [one.age for one in found]
    assert ages == sorted(ages)
    assert ages[0] == ""
