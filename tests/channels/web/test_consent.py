"""On the web page the text to keep stands in its form alone until the parent presses yes."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.fakes.browser import chromium
from tests.fakes.program import Program

FIRST = "wie wint de voetbalmatch morgen"
SECOND = 'welke "film" is leuk vanavond <b>&co bel 0470123456'
KEPT = 'welke "film" is leuk vanavond <b>&co bel …'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("web")


@pytest.fixture(scope="module")
def program(folder: Path) -> Iterator[Program]:
    program = Program(folder)
    program.start()
    yield program
    assert program.stop() == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def inbox(folder: Path) -> list[str]:
    """The texts in the database now."""
    with contextlib.closing(sqlite3.connect(folder / "data" / "memory.sqlite")) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM inbox")]


def on_disk(folder: Path) -> bytes:
    """Everything that the program has written: its memory and its log."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def open_page(browser: Browser, program: Program, *, script: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="nl-BE", java_script_enabled=script
    )
    page = context.new_page()
    page.goto(program.url)
    return page


def ask(page: Page, *texts: str) -> None:
    """Types questions one after the other; the script must have shown each answer."""
    for text in texts:
        turns = page.locator(".turn").count()
        page.fill("#question", text)
        page.keyboard.press("Enter")
        page.locator(".turn").nth(turns).wait_for()


@pytest.fixture
def client(program: Program) -> Iterator[httpx.Client]:
    """A visitor without a script."""
    with httpx.Client(base_url=program.url, follow_redirects=True) as client:
        yield client


def answered(client: httpx.Client, *texts: str) -> str:
    """The page after some questions."""
    for text in texts:
        page = client.post("/", data={"question": text}).text
    return page


def test_the_text_is_shown_and_kept_after_a_yes(
    program: Program, browser: Browser, folder: Path
) -> None:
    """Nothing of it is on the disk before; afterwards the form is gone: nobody sends it twice."""
    page = open_page(browser, program)
    ask(page, FIRST, SECOND)
    form = page.locator(".consent")
    shown = form.locator("blockquote").inner_text()
    assert b"leuk vanavond" not in on_disk(folder)
    form.get_by_role("button", name="Ja, bewaar de tekst").click()
    page.get_by_text("Ik heb de tekst bewaard").wait_for()

    assert shown == KEPT
    assert KEPT in inbox(folder)
    assert "leuk vanavond" not in program.log.read_text()
    assert page.locator(".consent").count() == 0


def test_a_no_keeps_nothing(program: Program, browser: Browser, folder: Path) -> None:
    """The topics follow."""
    page = open_page(browser, program)
    ask(page, FIRST, "welke zeldzame auto is de snelste")
    page.get_by_role("button", name="Nee, bewaar niets").click()
    page.locator(".turn").nth(3).wait_for()

    assert page.locator(".consent").count() == 0
    assert page.locator(".turn").last.get_by_role("button").count() == 6
    assert b"zeldzame auto" not in on_disk(folder)


def test_it_works_without_a_script(program: Program, browser: Browser, folder: Path) -> None:
    """The form carries the text itself."""
    page = open_page(browser, program, script=False)
    for text in (FIRST, "welk recept voor appeltaart"):
        page.fill("#question", text)
        page.click("#send")
    page.get_by_role("button", name="Ja, bewaar de tekst").click()

    assert "bewaard" in page.locator(".reply").inner_text()
    assert "welk recept voor appeltaart" in inbox(folder)


def test_a_form_that_was_changed_is_cut_out_again(client: httpx.Client, folder: Path) -> None:
    """The hidden field is outside data: what is too long is dropped, the rest cut out."""
    page = answered(client, FIRST, SECOND)
    action = re.search(r'value="(y_[^"]*)"', page)
    hidden = re.search(r'name="kept" value="([^"]*)"', page)
    assert action
    assert hidden
    assert unescape(hidden[1]) == KEPT
    client.post("/", data={"action": action[1], "kept": "gewijzigd 0470123456 <b> jan@x.be"})
    client.post("/", data={"action": action[1], "kept": "te lang gewijzigd " * 40})
    thanks = client.post("/", data={"action": action[1]})

    assert [text for text in inbox(folder) if "gewijzigd" in text] == ["gewijzigd … <b> …"]
    assert "bewaard" not in thanks.text


def test_who_was_not_asked_fills_no_inbox(client: httpx.Client, folder: Path) -> None:
    """A form made by hand, by a visitor without two misses."""
    answered(client, "wat is een LOP")
    client.post("/", data={"action": "y____nl", "kept": "zo maar iets met de hand"})

    assert "zo maar iets met de hand" not in inbox(folder)


def test_danger_is_never_asked(client: httpx.Client) -> None:
    """The card alone."""
    page = answered(client, FIRST, "mijn man slaat mij en mijn kind")

    assert "112" in page
    assert 'name="kept"' not in page


def test_nothing_keeps_people_out_of_the_question(program: Program, browser: Browser) -> None:
    """axe-core finds nothing serious, and it fits the narrowest phone."""
    page = open_page(browser, program)
    page.set_viewport_size({"width": 320, "height": 700})
    ask(page, FIRST, "welke film " + "x" * 200)
    found = Axe().run(page).response["violations"]

    assert page.locator(".consent").count() == 1
    assert not [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
