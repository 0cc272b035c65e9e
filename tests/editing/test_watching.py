"""The content while it is edited: always the last that could be used, read once for a burst."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue import ContentError
from bot.conversation import Action, Chat, Question
from bot.editing.watching import UNSHOWN, UNUSABLE, LiveContent, LiveDialogue

TOLK = "intents/taal/tolk.yaml"
GOOD = "id: tolk\ntitle: Titel {}\ncard:\n  lines: [Vraag een tolk.]\n  show: Ik wil een tolk.\n"
DAY = date(2026, 11, 22)
SOON = 20.0
"""Seconds, on a busy machine."""


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


async def until(condition: Callable[[], bool], seconds: float = SOON) -> None:
    """Waits until a condition holds.

    Raises:
        TimeoutError: it does not.
    """
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # because a file's reader tells nobody when it is done
            await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def followed(dialogue: LiveDialogue) -> AsyncIterator[None]:
    """What is saved counts, as long as this lasts."""
    task = asyncio.create_task(dialogue.follow())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def test_a_mistake_leaves_the_last_good_content(content: Path) -> None:
    """The findings name file and line; catalogue and translations stay as they were."""
    live = LiveContent(content)
    before = live.now
    (content / TOLK).write_text("id: tolk\ntitle: [", "utf-8")

    assert not live.read()
    assert live.now is before
    assert not live.usable
    assert live.notices()[0] == UNUSABLE
    assert live.notices()[1].startswith(f"{TOLK}:")


def test_a_translation_that_is_not_shown_is_named(content: Path) -> None:
    """It can be used, but the parent sees Dutch; the editor must know."""
    live = LiveContent(content)
    assert live.notices() == ()
    path = content / "locales/tr/LC_MESSAGES/messages.po"
    line = next(
        row
        for row in path.read_text("utf-8").splitlines()
        if row.startswith("msgstr") and "{place}" in row
    )
    edit(path, line, line.replace("{place}", "{plaats}"))

    assert live.read()
    assert live.notices()[0] == UNSHOWN
    assert "must name exactly these values: {place}" in live.notices()[1]


def test_content_that_is_wrong_from_the_start_is_refused(content: Path) -> None:
    """There is no last good content yet."""
    (content / TOLK).write_text("id: tolk", "utf-8")
    with pytest.raises(ContentError, match="tolk"):
        LiveContent(content)


async def test_a_burst_of_saves_is_read_once(content: Path) -> None:
    """Also what was saved before anybody followed is not missed."""
    live = LiveContent(content)
    edit(content / TOLK, "\ntitle: ", "\ntitle: Nu ")
    saves = live.saves()
    assert await asyncio.wait_for(anext(saves), SOON)
    for number in range(20):
        (content / TOLK).write_text("id: [", "utf-8")
        await asyncio.sleep(0.01)
        (content / TOLK).write_text(GOOD.format(number), "utf-8")
        await asyncio.sleep(0.01)

    assert await asyncio.wait_for(anext(saves), SOON)
    assert live.now.catalogue.intents["tolk"].title == "Titel 19"
    assert live.readings <= 3  # a slow machine may see a pause where there was none
    await saves.aclose()


@pytest.fixture
def dialogue(content: Path) -> LiveDialogue:
    """With three languages, which are learnt in a second."""
    for home in (content / "locales").iterdir():
        if home.is_dir() and home.name not in {"nl", "fr", "tr"}:
            shutil.rmtree(home)
    return LiveDialogue(content)


async def test_a_card_counts_before_phrases_do(dialogue: LiveDialogue, content: Path) -> None:
    """Text counts at once, phrases when they are learnt; what did not change is not learnt."""
    engine = dialogue.engine
    question = Question(action=Action("ask", "tolk"))

    def lines() -> tuple[str, ...]:
        card = dialogue.respond(question, Chat("nl"), DAY).reply.card
        return card.shown.lines if card else ()

    async with followed(dialogue):
        edit(content / TOLK, "Vraag de school op tijd om een tolk.", "Vraag nu een tolk.")
        await until(lambda: "Vraag nu een tolk." in lines())
        await asyncio.sleep(1)
        assert dialogue.engine is engine

        edit(content / TOLK, "\nphrases:\n", "\nphrases:\n  - kwetterpraat brabbelhulp\n")
        await until(lambda: dialogue.engine is not engine)
    meant = dialogue.engine.understand("kwetterpraat brabbelhulp", today=DAY)
    assert meant.phrase == "kwetterpraat brabbelhulp"


async def test_an_intent_comes_and_goes(dialogue: LiveDialogue, content: Path) -> None:
    """A new one opens at once; one that goes stays until nothing leads to it any more."""
    path = content / "intents/school/proefkaart.yaml"

    def learnt() -> bool:
        return dialogue.engine.understand("Titel 1", today=DAY).phrase == "Titel 1"

    async with followed(dialogue):
        path.write_text(GOOD.format(1).replace("tolk\n", "proefkaart\n", 1), "utf-8")
        await until(lambda: "proefkaart" in dialogue.catalogue.intents)
        await until(learnt)
        path.unlink()
        while "proefkaart" in dialogue.catalogue.intents:
            dialogue.respond(Question(text="Titel 1"), Chat("nl"), DAY)
            await asyncio.sleep(0.05)

    assert not learnt()
