"""The web chat in a real browser at phone width, without a script, and against misuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.fakes.browser import chromium
from tests.fakes.program import Program

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("web"), OUDERBOT_OPERATOR_NAME="LOP Test")
    program.start()
    yield program
    assert program.stop() == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def open_page(browser: Browser, program: Program, locale: str = "nl-BE", **more: object) -> Page:
    """A fresh visitor with a browser in a language."""
    page = browser.new_context(viewport=PHONE, locale=locale, **more).new_page()  # type: ignore[arg-type]  # because these are the browser's own options
    page.goto(program.url)
    return page


def ask(page: Page, text: str) -> str:
    """Types a question; returns the text of the answer."""
    turns = page.locator(".turn").count()
    page.fill("#question", text)
    page.keyboard.press("Enter")
    page.locator(".turn").nth(turns).wait_for()
    return page.locator(".turn").last.inner_text()


def press(page: Page, label: str) -> str:
    """Presses a button of the last answer; returns the text of the next."""
    turns = page.locator(".turn").count()
    page.locator(".turn").last.get_by_role("button", name=label).click()
    page.locator(".turn").nth(turns).wait_for()
    return page.locator(".turn").last.inner_text()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Waar is mijn LOP? ik woon in Deurne, basisschool", "LOP Antwerpen basisonderwijs"),
        ("when can I apply for secondary in Ghent", "Tuesday, 23 March 2027"),
        ("çocuğum evde Türkçe konuşsa olur mu", "Evde en iyi bildiğiniz dili konuşun"),
        ("la ecole a refusé mon fils a Schaerbeek", "weigeringsdocument"),
        ("متى يبدأ التسجيل في المدرسة الثانوية في أنتويرب", "23 مارس 2027"),
    ],
)
def test_five_languages_get_the_right_card(
    program: Program, browser: Browser, question: str, words: str
) -> None:
    """The questions that a newcomer tries first."""
    assert words in ask(open_page(browser, program), question)


def test_a_conversation_by_buttons(program: Program, browser: Browser) -> None:
    """Asked for town and level, answered by typing and tapping, town changed in one tap."""
    page = open_page(browser, program)
    assert "gemeente" in ask(page, "wanneer kan ik aanmelden")
    assert "Voor welke school" in ask(page, "gent")
    assert "23 maart 2027" in press(page, "Secundair")
    assert "Brussel" in press(page, "Andere gemeente")
    assert "Genk" in ask(page, "3600")


def test_right_to_left(program: Program, browser: Browser) -> None:
    """An Arabic answer stands in an Arabic page, its Dutch in a left-to-right one."""
    page = open_page(browser, program, "ar")
    ask(page, "متى يبدأ التسجيل في المدرسة الثانوية في أنتويرب")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator(".turn").last.locator(".card").first.get_attribute("dir") == "rtl"
    page.locator(".turn").last.locator("summary").click()
    assert page.locator(".turn").last.locator("details .card").get_attribute("dir") == "ltr"


@pytest.mark.parametrize("locale", ["nl-BE", "ar"])
def test_nothing_keeps_people_out(program: Program, browser: Browser, locale: str) -> None:
    """axe-core finds nothing serious on the start screen and on a card."""
    page = open_page(browser, program, locale)
    for _ in range(2):
        found = Axe().run(page).response["violations"]
        serious = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
        assert not serious, serious
        ask(page, "wat is een LOP")


@pytest.mark.parametrize("locale", ["nl-BE", "ar", "tr"])
def test_nothing_is_wider_than_the_phone(program: Program, browser: Browser, locale: str) -> None:
    """No sideways scrolling at 320 pixels, the narrowest phone."""
    page = open_page(browser, program, locale)
    page.set_viewport_size({"width": 320, "height": 700})
    ask(page, "waar is mijn LOP in Antwerpen basisschool")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_works_without_a_script(program: Program, browser: Browser) -> None:
    """Questions and buttons go by form; the answer is a page."""
    page = open_page(browser, program, java_script_enabled=False)
    page.fill("#question", "wat is een LOP")
    page.click("#send")
    assert "gelijke kansen" in page.locator(".reply").inner_text()
    page.get_by_role("button", name="Waar is mijn LOP?").click()
    assert "gemeente" in page.locator(".reply").inner_text()
    assert "?" not in page.url


def test_the_listen_button_needs_a_voice(program: Program, browser: Browser) -> None:
    """A device without a voice for the language shows no button that does nothing."""
    page = open_page(browser, program)
    ask(page, "wat is een LOP")
    voices = page.evaluate("speechSynthesis.getVoices().map((voice) => voice.lang.slice(0, 2))")

    assert page.locator(".listen").last.is_visible() == ("nl" in voices)


def test_no_connection_loses_no_question(program: Program, browser: Browser) -> None:
    """The question stays in its field, with a friendly line."""
    page = open_page(browser, program)
    page.context.set_offline(True)
    page.fill("#question", "wat is een LOP")
    page.keyboard.press("Enter")
    page.get_by_text("Geen verbinding").wait_for()

    assert page.input_value("#question") == "wat is een LOP"


def test_the_page_trusts_nobody(program: Program) -> None:
    """No inline script, no frame, no other site's form, no big body, no path outside."""
    page = httpx.get(program.url)
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"<script>|\son\w+=|style=", page.text)
    other = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert httpx.post(program.url, data={"question": "x"}, headers=other).status_code == 403
    assert httpx.post(program.url, content=b"x" * 40_000).status_code == 413
    assert httpx.get(f"{program.url}/static/../page.py").status_code == 404
    assert httpx.get(f"{program.url}/static/%2e%2e/page.py").status_code == 404


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "\x00"]
)
def test_what_a_parent_types_is_text(program: Program, text: str) -> None:
    """Never markup, never a template."""
    answer = httpx.post(program.url, data={"question": text})

    assert answer.status_code in {200, 303}
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert "49" not in re.sub(r"<[^>]*>", "", answer.text)


def test_the_cookie_is_the_browsers_alone(program: Program) -> None:
    """HttpOnly, same site only; a made-up one is replaced; nothing of it is on the disk."""
    answer = httpx.post(program.url, data={"question": "wanneer aanmelden"})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    value = cookie.split("=")[1].split(";")[0]
    replaced = httpx.post(program.url, data={"question": "x"}, cookies={"ouderbot": "../../x"})
    assert "../../x" not in replaced.headers["Set-Cookie"]
    for file in Path(program.environment["OUDERBOT_DATA"]).iterdir():
        assert value.encode() not in file.read_bytes()


def test_the_operator_is_named(program: Program) -> None:
    """Who runs this bot stands in the footer."""
    assert "LOP Test" in httpx.get(program.url).text


def test_a_link_can_be_made_and_opens_its_card(program: Program) -> None:
    """/deel on the page: topic, card and language give an address that opens the card."""
    pressed = {"action": "h_schooltoeslag___tr"}
    page = httpx.post(program.url, data=pressed, headers={"Accept-Language": "nl"}).text
    (address,) = re.findall(r'href="(http[^"]*start=[^"]*)"', page)

    assert address == f"{program.url}/?start=a_schooltoeslag___tr"
    assert 'lang="tr"' in httpx.get(address).text


def test_a_broken_link_says_so(program: Program) -> None:
    """Whoever typed it wrongly or tampered with it gets a way on."""
    page = httpx.get(f"{program.url}/?start=a_lop-wat____xx%00", headers={"Accept-Language": "nl"})

    assert page.status_code == 200
    assert "Deze link klopt niet meer" in page.text
