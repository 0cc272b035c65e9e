"""Announcements in Telegram: asked for with a button, sent once, while they hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.catalogue import Announcement, Catalogue
from bot.conversation import Dialogue
from bot.translation import Translations
from bot.understanding import Engine
from tests.fakes.bench import Bench
from tests.fakes.news import DUTCH, LAST, TURKISH, announcement, with_news
from tests.fakes.parent import TODAY
from tests.fakes.passing_year import PassingYear

TOMORROW = TODAY + timedelta(days=1)


class Newsroom(PassingYear):
    """A season in which editors write announcements."""

    def __init__(
        self, bench: Bench, catalogue: Catalogue, translations: Translations, engine: Engine
    ) -> None:
        super().__init__(bench, Dialogue(catalogue, translations, engine))
        self._content = translations, engine

    def writes(self, **announcements: Announcement) -> None:
        """An editor saves these, and no others."""
        catalogue = with_news(self.dialogue.catalogue, **announcements)
        self.dialogue = Dialogue(catalogue, *self._content)
        self.sender = self.program()


@pytest.fixture
def newsroom(
    bench: Bench, catalogue: Catalogue, translations: Translations, engine: Engine
) -> Newsroom:
    return Newsroom(bench, catalogue, translations, engine)


async def asks_for_news(bench: Bench, text: str, chat: int = 7) -> None:
    """A parent asks when to apply, presses the button for news, and says yes."""
    [card] = await bench.says(text, chat=chat)
    for row in card["reply_markup"]["inline_keyboard"]:
        for button in row:
            if button.get("callback_data", "").startswith("i_"):
                [asked] = await bench.presses(button["callback_data"])
                yes = asked["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
                await bench.presses(yes)


async def test_from_the_button_to_the_news(bench: Bench, newsroom: Newsroom) -> None:
    """The parent gets it once, in their language with the Dutch, whatever the editor does later."""
    await asks_for_news(bench, "Gent ilkokul kayıt ne zaman başlıyor")
    newsroom.writes(site=announcement())
    [sent] = await newsroom.on(TOMORROW)
    assert TURKISH in sent
    assert DUTCH in sent
    assert "https://meldjeaanbasis.stad.gent" in sent

    newsroom.writes()
    newsroom.writes(site=announcement())
    assert not await newsroom.until(LAST + timedelta(days=3))


async def test_nothing_comes_after_its_last_day(bench: Bench, newsroom: Newsroom) -> None:
    """Not even what was planned, when the program stood still until then."""
    await asks_for_news(bench, "Gent ilkokul kayıt ne zaman başlıyor")
    newsroom.writes(site=announcement())
    newsroom.now = newsroom.now.replace(hour=9)
    await newsroom.sender.once()
    assert not await newsroom.on(LAST + timedelta(days=1))


async def test_it_waits_for_its_first_day(bench: Bench, newsroom: Newsroom) -> None:
    """However early an editor writes it."""
    await asks_for_news(bench, "Gent ilkokul kayıt ne zaman başlıyor")
    first = date(2026, 12, 1)
    newsroom.writes(site=announcement(**{"from": first}))

    assert list(await newsroom.until(LAST)) == [first]


async def test_who_ended_it_gets_none(bench: Bench, newsroom: Newsroom) -> None:
    """With the button below what was kept, or with /vergeet."""
    await asks_for_news(bench, "Gent ilkokul kayıt ne zaman başlıyor")
    kept = bench.request.of("editMessageText")[-1]
    await bench.presses(kept["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    newsroom.writes(site=announcement())
    assert not await newsroom.on(TOMORROW)

    await asks_for_news(bench, "Gent ilkokul kayıt ne zaman başlıyor")
    await bench.says("/vergeet")
    assert not await newsroom.until(TOMORROW + timedelta(days=2))
