"""`serve --edit`: what an editor saves counts at once, and a mistake changes nothing."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest

from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.program import ROOT, Program

SOON = 60.0
"""Seconds within which a save must count, on a busy machine."""
LEARNT = 120.0
"""Seconds within which new phrases must count, on a busy machine."""
TOLK = "intents/taal/tolk.yaml"


class Edited(Program):
    """The program, with its content being edited."""

    command = ("serve", "--edit")


def copied(folder: Path) -> Path:
    """The content, with what the set-up prepared, so that the program starts at once."""
    for name in ("intents", "locales", ".cache"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests of a worker, each of which edits something else."""
    return copied(tmp_path_factory.mktemp("edited"))


@pytest.fixture(scope="module")
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as running:
        yield running


@pytest.fixture(scope="module")
def program(content: Path, api: FakeBotApi) -> Iterator[Edited]:
    program = Edited(
        content,
        OUDERBOT_CONTENT=str(content),
        OUDERBOT_LOG_LEVEL="INFO",
        OUDERBOT_TELEGRAM_TOKEN=TOKEN,
        OUDERBOT_TELEGRAM_API=api.base,
    )
    program.start()
    yield program
    assert program.stop() == 0


def ask(program: Program, text: str) -> str:
    """The answer to a question of a parent who writes Dutch, as text."""
    answer = httpx.post(program.url, data={"question": text}, timeout=20)
    assert answer.status_code == 200, program.log.read_text()
    return unescape(re.sub(r"<[^>]*>", " ", answer.text))


def notices(program: Program) -> list[str]:
    """What the page tells editors."""
    found: list[str] = httpx.get(f"{program.url}/notices", timeout=20).json()
    return found


def waited(condition: Callable[[], bool], most: float = SOON) -> float:
    """How many seconds it took until a condition held.

    Raises:
        TimeoutError: it does not.
    """
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > most:
            raise TimeoutError
        time.sleep(0.1)
    return time.monotonic() - begun


def edit(path: Path, old: str, new: str) -> None:
    """Changes a file as an editor does."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_saved_title_counts_and_a_mistake_changes_nothing(
    program: Edited, content: Path, record_property: Callable[[str, object], None]
) -> None:
    """Saved, broken, mended: the newest good text, and path:line in the page and in the log."""
    path = content / TOLK
    (title,) = re.findall(r"^title: (.*)$", path.read_text("utf-8"), re.MULTILINE)
    assert title in ask(program, title)
    assert notices(program) == []

    edit(path, f"title: {title}", "title: Wie tolkt er op school?")
    took = waited(lambda: "Wie tolkt er op school?" in ask(program, title))
    record_property("measured", f"serve --edit: a saved title is in the chat after {took:.1f} s")

    edit(path, "related:", "relatd:")
    waited(lambda: notices(program) != [])
    line = next(
        number
        for number, row in enumerate(path.read_text("utf-8").splitlines(), 1)
        if row.startswith("relatd")
    )
    where = f"{TOLK}:{line}: error: unknown key `relatd`. Did you mean `related`?"
    page = unescape(httpx.get(program.url).text)
    assert where in page
    assert "stays as it was" in page
    assert where in program.log.read_text()
    assert "Wie tolkt er op school?" in ask(program, title)
    assert httpx.get(f"{program.url}/readyz").json()["catalogue"] == "the last good"

    edit(path, "relatd:", "related:")
    waited(lambda: notices(program) == [])
    assert where not in unescape(httpx.get(program.url).text)
    assert httpx.get(f"{program.url}/readyz").json()["catalogue"] == "ok"


def test_a_new_phrase_counts_by_its_letters(
    program: Edited, content: Path, record_property: Callable[[str, object], None]
) -> None:
    """Nobody has to train before a phrase is tried in the chat."""
    odd = "kwetterpraat brabbelhulp bij het rapport"
    path = content / "intents/hulp/brugfiguur.yaml"
    (title,) = re.findall(r"^title: (.*)$", path.read_text("utf-8"), re.MULTILINE)

    def answered() -> bool:
        return f"<h2>{title}" in httpx.post(program.url, data={"question": odd}, timeout=20).text

    assert not answered()
    edit(path, "\nphrases:\n", f"\nphrases:\n  - {odd}\n")
    took = waited(answered, LEARNT)
    record_property("measured", f"serve --edit: a saved phrase counts after {took:.1f} s")


def test_a_saved_translation_counts_at_once(program: Edited, content: Path) -> None:
    """A .po file counts like the YAML; one that cannot be read is named with its line."""
    path = content / "locales/fr/LC_MESSAGES/messages.po"
    (hello,) = re.findall(
        r'msgctxt "choose-topic"\nmsgid .*\nmsgstr "(.*)"', path.read_text("utf-8")
    )
    french = {"Accept-Language": "fr"}
    assert hello in unescape(httpx.get(program.url, headers=french).text)

    edit(path, f'msgstr "{hello}"', 'msgstr "Que voulez-vous savoir, cher parent ?"')
    waited(lambda: "cher parent" in httpx.get(program.url, headers=french).text)
    edit(path, 'cher parent ?"', "cher parent ?")
    waited(lambda: notices(program) != [])

    assert "locales/fr/LC_MESSAGES/messages.po:" in notices(program)[1]
    assert "cher parent" in httpx.get(program.url, headers=french).text
    edit(path, "cher parent ?", 'cher parent ?"')
    waited(lambda: notices(program) == [])


def test_telegram_talks_from_the_same_content(
    program: Edited, content: Path, api: FakeBotApi
) -> None:
    """One dialogue stands behind all channels, edited or not."""
    path = content / "intents/lop/lop-wat.yaml"
    (title,) = re.findall(r"^title: (.*)$", path.read_text("utf-8"), re.MULTILINE)
    edit(path, f"title: {title}", "title: Een LOP, wat is dat toch?")
    waited(lambda: "wat is dat toch?" in ask(program, "wat is een lop"))
    api.say(7, "wat is een lop")
    api.wait_for(lambda: api.to(7))

    assert "Een LOP, wat is dat toch?" in api.to(7)[0]["text"]


def test_a_plain_serve_watches_nothing(tmp_path: Path) -> None:
    """Parents see no half-finished edit and no findings, unless the operator asks for it."""
    content = copied(tmp_path)
    program = Program(content, OUDERBOT_CONTENT=str(content))
    program.start()
    before = httpx.get(program.url).text
    (content / TOLK).write_text("id: [", "utf-8")
    time.sleep(3)

    assert httpx.get(f"{program.url}/notices").status_code == 404
    assert "notices" not in before
    assert httpx.get(program.url).text == before
    assert "saved:" not in program.log.read_text()
    assert program.stop() == 0
