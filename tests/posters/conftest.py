"""What the tests of posters share: a bot with a name, a maker, and a town."""

from __future__ import annotations

import pytest

from bot.catalogue import Catalogue, Municipality
from bot.conversation.menu import Menu
from bot.posters import Address, PosterMaker
from bot.translation import Translations

ADDRESS = Address("https://t.me/ouder_testbot?start=", "t.me/ouder_testbot")


@pytest.fixture(scope="session")
def maker(catalogue: Catalogue, translations: Translations) -> PosterMaker:
    return PosterMaker(catalogue, Menu(catalogue, translations), ADDRESS)


@pytest.fixture(scope="session")
def gent(catalogue: Catalogue) -> Municipality:
    return catalogue.places.by_name["Gent"]
