"""Posters from the web chat: a form, a page that prints, and no trust in what an address says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.web.poster import poster_routes
from bot.conversation import Dialogue
from bot.settings import Settings
from tests.fakes.browser import chromium
from tests.fakes.program import Program


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("poster")
    program = Program(folder, OUDERBOT_TELEGRAM_NAME="ouder_testbot")
    program.start()
    yield program
    assert program.stop() == 0


def get(program: Program, **wanted: str) -> httpx.Response:
    """What an address with these words gets."""
    return httpx.get(f"{program.url}/poster", params=wanted)


def test_a_brugfiguur_chooses_and_prints(program: Program) -> None:
    """Language, card, town and format by form; the browser takes the style."""
    with chromium() as browser:
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{program.url}/poster")
        page.get_by_label("In welke taal?").select_option("ar")
        page.get_by_label("Welke kaart").select_option("aanmelden-wanneer")
        page.get_by_label("In welke gemeente?").fill("gand")
        page.get_by_label("A4").select_option("a5")
        page.get_by_role("button", name="OK").click()
        page.locator(".poster .code svg").wait_for()

        assert page.locator("h1").inner_text().startswith("متى")
        assert page.locator(".brand").inner_text() == "Gent"
        width = page.locator(".sheet").evaluate("sheet => sheet.getBoundingClientRect().width")
        assert round(width * 25.4 / 96) == 148, "the style was not taken"
        assert complaints == []


def test_all_languages_and_cards(program: Program) -> None:
    """`all` is the sheet of all languages; the formats are those of the command."""
    every = get(program, language="all", intent="lop-wat", place="44021")
    assert every.text.count('class="segno"') >= 24
    cards = get(program, language="ti", format="business-cards")
    assert cards.text.count("<article") == 10


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"language": "xx"}, "Deze link klopt niet meer"),
        ({"intent": "<script>alert(1)</script>"}, "Deze link klopt niet meer"),
        ({"intent": "../../etc/passwd"}, "Deze link klopt niet meer"),
        ({"level": "universiteit"}, "Deze link klopt niet meer"),
        ({"format": "a0"}, "Deze link klopt niet meer"),
        ({"place": "Parijs"}, "Die plaats ken ik niet"),
        ({"place": '"><script>alert(1)</script>' * 99}, "Die plaats ken ik niet"),
        ({"place": "\x00"}, "Die plaats ken ik niet"),
    ],
)
def test_what_an_address_says_is_looked_up_and_never_believed(
    program: Program, wrong: dict[str, str], words: str
) -> None:
    """A wrong one gets the form again, with a sentence; nothing of it is markup."""
    answer = get(program, **{"language": "ar", **wrong})

    assert answer.status_code == 400
    assert words in answer.text
    assert "<script" not in answer.text


def test_the_page_trusts_nobody(program: Program) -> None:
    """Its one style is named by its digest; no script, no frame, no other host."""
    page = get(program, language="ar")
    policy = page.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/]{43}='", policy)
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in page.headers


async def test_without_an_address_it_says_what_to_set(dialogue: Dialogue) -> None:
    """A QR code that leads nowhere is never shown."""
    application = Starlette(routes=poster_routes(Settings(), dialogue))
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.get("/poster?language=ar")

    assert answer.status_code == 404
    assert "OUDERBOT_TELEGRAM_NAME" in answer.text
