"""What an editor sees is what Telegram gets: text, lines, directions, links and buttons."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html import escape, unescape
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as some
from playwright.sync_api import Browser, Page

from bot.channels.telegram.render import messages
from bot.cli import main
from bot.conversation import Action, Chat, Dialogue, Question
from bot.editing.bubble import Bubble, direction
from tests.fakes.browser import chromium
from tests.fakes.program import ROOT, Program
from tests.fakes.programs import needs

PHONE = {"width": 390, "height": 844}
DAY = date(2026, 11, 22)
TOLK = "intents/taal/tolk.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content that the tests of a worker edit, and mend."""
    folder = tmp_path_factory.mktemp("preview")
    for name in ("intents", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def preview(folder: Path) -> Iterator[Program]:
    program = Program(folder, OUDERBOT_CONTENT=str(folder))
    program.command = ("preview", "--port", str(program.port))
    program.start()
    yield program
    program.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def opened(browser: Browser, preview: Program, query: str) -> Page:
    """The preview at the width of a phone; whatever the browser complains of fails the test."""
    page = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]  # because it is a TypedDict there
    page.on("console", lambda message: pytest.fail(message.text))
    page.goto(f"{preview.url}/?{query}")
    return page


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_what_is_seen_is_what_is_sent(
    preview: Program, browser: Browser, dialogue: Dialogue, language: str, tmp_path: Path
) -> None:
    """Every line and every button of the message, and none besides, each line from its side."""
    page = opened(
        browser, preview, f"intent=aanmelden-wanneer&language={language}&place=Gent&level=secundair"
    )
    gent = dialogue.catalogue.places.by_name["Gent"].nis
    action = Action.parse(f"a_aanmelden-wanneer_{gent}_s")
    reply = dialogue.respond(Question(action=action), Chat(language), DAY).reply
    (sent,) = messages(reply)
    text = unescape(re.sub(r"<[^>]*>", "", sent.html))
    phone = page.locator(".phone").last
    phone.screenshot(path=tmp_path / f"{language}.png")
    shown = phone.locator(".bubble p")

    assert [line for line in shown.all_inner_texts() if line.strip()] == [
        line for line in text.split("\n") if line
    ]
    assert sent.keyboard is not None
    assert phone.locator(".keys span").all_inner_texts() == [
        key.text for row in sent.keyboard.inline_keyboard for key in row
    ]
    title = shown.first
    assert title.evaluate("one => getComputedStyle(one.firstElementChild).fontWeight") == "700"
    assert title.get_attribute("dir") == reply.direction
    links = phone.locator(".bubble > p a").all_inner_texts()
    assert {one.url for one in reply.card.shown.links} <= set(links) if reply.card else False
    for one in phone.locator(".bubble").all():
        box = one.bounding_box()
        assert box is not None
        assert box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_whole_dutch_unfolds(preview: Program, browser: Browser) -> None:
    """As in Telegram a translation shows three lines of the Dutch, and all of it at a tap."""
    page = opened(browser, preview, "intent=tolk&language=tr")
    quote = page.locator(".folded")
    folded = quote.bounding_box()
    quote.click()
    whole = quote.bounding_box()

    assert folded is not None
    assert whole is not None
    assert folded["height"] < 80
    assert whole["height"] > 300


def test_every_language_stands_beside_the_dutch(preview: Program, dialogue: Dialogue) -> None:
    """One card in all languages, all cards in one language, or all cards in Dutch."""
    languages, intents = dialogue.catalogue.languages, dialogue.catalogue.intents

    def phones(query: str) -> int:
        return httpx.get(f"{preview.url}/?{query}", timeout=60).text.count('class="phone"')

    assert phones("intent=nood") == len(languages)
    assert phones("language=ar") == 2 * len(intents)
    assert phones("") == len(intents)


def test_it_follows_what_is_saved(preview: Program, browser: Browser, folder: Path) -> None:
    """A new title appears by itself; a broken file keeps the cards and says path:line on top."""
    page = opened(browser, preview, "intent=tolk&language=ar")
    title = page.locator(".bubble b").first
    before = title.inner_text()
    path = folder / TOLK
    good = path.read_text("utf-8").replace(f"title: {before}", "title: Wie tolkt er op school?")
    path.write_text(good, "utf-8")
    page.locator(".bubble b", has_text="Wie tolkt er op school?").first.wait_for()

    line = good.splitlines().index(next(row for row in good.splitlines() if "related:" in row)) + 1
    path.write_text(good.replace("related:", "relatd:"), "utf-8")
    page.get_by_text(f"{TOLK}:{line}: error: unknown key `relatd`").wait_for()
    assert title.inner_text() == "Wie tolkt er op school?"

    path.write_text(good.replace("title: Wie tolkt er op school?", f"title: {before}"), "utf-8")
    page.locator(".bubble b", has_text=before).first.wait_for()
    assert page.locator("#notices").is_hidden()


def test_a_draft_is_shown_to_editors(preview: Program, browser: Browser, folder: Path) -> None:
    """Who writes a new card sees it grow, and sees that parents do not see it yet."""
    path = folder / "intents/school/proefkaart.yaml"
    page = opened(browser, preview, "")
    path.write_text(
        "id: proefkaart\ntitle: Moet mijn kind fietsen?\ncard:\n"
        "  lines: [Vraag het aan de school.]\n  show: INVULLEN de zin\n",
        "utf-8",
    )
    heading = page.get_by_role("heading", name="Moet mijn kind fietsen?")
    heading.wait_for()
    assert "parents do not see it yet" in heading.inner_text()
    path.unlink()
    heading.wait_for(state="detached")


def test_the_page_trusts_nobody(preview: Program) -> None:
    """No inline script or style, no outside host; what is asked for and unknown is named."""
    page = httpx.get(f"{preview.url}/?intent=tolkk&day=nooit&place=<script>")
    policy = page.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not re.search(r"<script>|\son\w+=|style=|<style", page.text)
    assert "`tolkk` is no intent. Did you mean `tolk`?" in page.text
    assert "`nooit` is not a date" in page.text
    brought = re.findall(r'<(?:script|link)[^>]*(?:src|href)="([^"]*)"', page.text)
    assert brought
    assert all(one.startswith(("/static/", "data:,")) for one in brought)


def ouderbot(*arguments: str) -> tuple[int, str]:
    """Runs a command; its exit code and what it said."""
    done = CliRunner().invoke(main, ["preview", *arguments], env={"OUDERBOT_TODAY": str(DAY)})
    return done.exit_code, done.output


def test_pictures(tmp_path: Path) -> None:
    """One PNG per card and language, as wide as a phone with two points for each pixel."""
    needs("chromium", "chromium", "chromium-browser", "google-chrome")
    done = subprocess.run(  # noqa: S603  # because the arguments are the test's own
        [sys.executable, "-m", "bot", "preview", "tolk", "--language", "ar",
         "--png", str(tmp_path / "new")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (path,) = (tmp_path / "new").iterdir()
    picture = path.read_bytes()

    assert path.name == "tolk.ar.png"
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20], "big") == 2 * PHONE["width"]


def test_what_is_missing_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, preview: Program
) -> None:
    """What to install, what was meant, which port to leave alone; never a traceback."""
    code, said = ouderbot("tolkk")
    assert (code, "Did you mean `tolk`?" in said) == (2, True)
    code, said = ouderbot("--port", str(preview.port))
    assert (code, "Choose another one with --port" in said) == (2, True)
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    code, said = ouderbot("tolk", "--png", str(tmp_path))
    assert (code, "pip install playwright" in said) == (1, True)


WORDS = some.text(
    some.sampled_from("ab <&>\"'\n/@.:ع\u2066\u2069") | some.characters(), max_size=60
)


@given(first=WORDS, second=WORDS)
def test_no_text_is_lost_and_none_becomes_markup(first: str, second: str) -> None:
    """Whatever stands in a message stands on the page, and nothing of it is a tag."""
    html = f"<b>{escape(first)}</b>\n{escape(second)} https://www.vlaanderen.be/a?b=1&amp;c"
    page = str(Bubble(html, 0).shown)
    plain = re.sub(r"</p>", "\n", re.sub(r"<(?!/p>)[^>]*>", "", page))
    sent = unescape(re.sub(r"<[^>]*>", "", html))

    assert unescape(plain).removesuffix("\n") == sent
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "b", "br", "a", "u"}
    assert 'href="https://www.vlaanderen.be/a?b=1&amp;c"' in page


def test_a_line_runs_as_its_first_letter_outside_isolates_does() -> None:
    """UAX 9, rules P2 and P3: so do Telegram's apps."""
    assert direction("1. \u2066Gent\u2069 · مدرسة") == "rtl"
    assert direction("Gent · مدرسة") == "ltr"
    assert direction("\u2066Gent\u2069, 09 210 10 10") == "ltr"
