"""The page with counts: behind its password, true, and telling no number below five."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.channels.web import password as password_module
from bot.channels.web.password import GUESSES, WINDOW
from bot.channels.web.statistics import Statistics
from bot.conversation import Chat, Dialogue
from bot.memory import Count, Memory
from bot.memory.counts import Outcome
from tests.fakes.browser import chromium
from tests.fakes.parent import TODAY
from tests.fakes.program import Program

PASSWORD = "een lang wachtwoord: è"
RIGHT = ("wie dan ook", PASSWORD)
one_kind = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what has nothing to do with the kind of database."""


class Page:
    """The page on a database, and what was counted in it."""

    def __init__(self, memory: Memory, dialogue: Dialogue) -> None:
        self.memory = memory
        self.statistics = Statistics(SecretStr(PASSWORD), dialogue, memory, lambda: TODAY)

    async def count(self, times: int, outcome: Outcome, **more: object) -> None:
        """Counts a question so many times."""
        of: dict[str, object] = {"day": TODAY, "intent": "lop-wat", "language": "nl", **more}
        if outcome in {"clarify", "none"}:
            of["intent"] = ""
        for _ in range(times):
            await self.memory.keep("key", Chat(), TODAY, Count(outcome=outcome, **of))  # type: ignore[arg-type]  # because they are Count's own

    async def get(
        self, auth: tuple[str, str] | None = RIGHT, month: str = "", client: str = "192.0.2.1"
    ) -> httpx.Response:
        """Asks for the page."""
        transport = httpx.ASGITransport(
            Starlette(routes=self.statistics.routes()), client=(client, 1)
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as caller:
            query = {"month": month} if month else {}
            return await caller.get("/statistics", auth=auth, params=query)

    async def rows(self, month: str = "") -> list[list[str]]:
        """The rows of all tables as text."""
        html = (await self.get(month=month)).text
        rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
        cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
        plain = [
            [re.sub(r"<[^>]*>", "", cell).replace("&lt;", "<") for cell in row] for row in cells
        ]
        return [[" ".join(cell.split()) for cell in row] for row in plain]


@pytest.fixture
async def page(database: str, dialogue: Dialogue) -> AsyncIterator[Page]:
    memory = Memory(database)
    await memory.open()
    yield Page(memory, dialogue)
    await memory.close()


async def test_what_was_counted_is_shown(page: Page) -> None:
    """By decision with its share, language, card and day; rounded down to a multiple of five."""
    await page.count(31, "answer")
    await page.count(7, "answer", language="tr", intent="tolk", day=TODAY - timedelta(days=1))
    await page.count(11, "clarify", language="ar")
    await page.count(6, "none")
    await page.count(8, "tapped", intent="tolk")
    await page.count(5, "tapped", intent="")
    rows = await page.rows()

    assert ["Answered, at once or after the town or level was asked", "35", "70 %"] in rows
    assert ["Asked back: up to three topics offered", "10", "20 %"] in rows
    assert ["Cards opened from a menu, another card, a link or a poster", "< 5"] in rows
    assert ["Not placed: not understood, or not about school", "5", "10 %"] in rows
    assert ["Tapped after a question back", "10"] in rows
    assert ["of these: “something else”", "5"] in rows
    assert ["Dutch", "30", "< 5", "5", "10", "< 5"] in rows
    assert ["Turkish", "5", "< 5", "< 5", "< 5", "< 5"] in rows
    assert ["Arabic", "< 5", "10", "< 5", "< 5", "< 5"] in rows
    assert ["Wat is een LOP? lop-wat", "30"] in rows
    assert ["Sun 22 (so far)", "60"] in rows
    assert ["Sat 21", "5"] in rows
    assert ["Fri 20", "< 5"] in rows


async def test_a_number_below_five_changes_nothing(page: Page) -> None:
    """Not its cell, no row, no sum, no share: with four more in Pashto the page is the same."""
    await page.count(30, "answer")
    await page.count(10, "clarify")
    before = (await page.get()).text
    await page.count(4, "answer", language="ps", intent="tolk", day=TODAY - timedelta(days=3))
    after = (await page.get()).text

    assert after == before
    assert "Pashto" not in after
    assert "&lt; 5" in after


async def test_months_have_pages_of_their_own(page: Page) -> None:
    """Linked from the first that was counted to the present one; no day after today."""
    await page.count(10, "answer", day=TODAY.replace(month=9, day=30))
    await page.count(20, "answer")
    november, september = (await page.get()).text, (await page.get(month="2026-09")).text

    assert 'href="?month=2026-10"' in november
    assert "2026-12" not in november
    assert "Mon 23" not in november
    assert 'href="?month=2026-10"' in september
    assert 'href="?month=2026-08"' not in september
    assert ["Wed 30", "10"] in await page.rows("2026-09")
    assert ["Sat 31", "< 5"] in await page.rows("2026-10")


@one_kind
@pytest.mark.parametrize(
    "month", ["x", "2026-13", "2026-00", "1999-01", "2026-1", "٢٠٢٦-٠١", "<b>"]
)
async def test_a_month_made_by_hand(page: Page, month: str) -> None:
    """Is refused with a sentence that says what is allowed."""
    answer = await page.get(month=month)

    assert answer.status_code == 400
    assert "2026-11" in answer.text
    assert "<b>" not in answer.text


@one_kind
@pytest.mark.parametrize("auth", [None, ("x", ""), ("x", "wrong"), (PASSWORD, ""), ("x", "è" * 99)])
async def test_without_the_password_there_is_nothing(
    page: Page, auth: tuple[str, str] | None
) -> None:
    """401 with the question for it."""
    answer = await page.get(auth)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert "lop-wat" not in answer.text


@one_kind
@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!!", "Basic eA==", "Bearer x", "Basic " + "A" * 5000, "basic \xff"]
)
async def test_a_header_made_by_hand(page: Page, header: str) -> None:
    """Is no password."""
    transport = httpx.ASGITransport(Starlette(routes=page.statistics.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as caller:
        sent = [(b"Authorization", header.encode("latin-1"))]
        answer = await caller.get("/statistics", headers=sent)

    assert answer.status_code == 401


@one_kind
async def test_guessing_is_slow(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """After ten wrong ones even the right one is refused for ten minutes, to that address only."""
    now = 1000.0
    monkeypatch.setattr(page.statistics._password, "_clock", lambda: now)  # noqa: SLF001  # because nobody waits ten minutes
    for _ in range(GUESSES):
        assert (await page.get(("x", "wrong"))).status_code == 401
    refused = await page.get()
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == WINDOW
    assert (await page.get(client="192.0.2.2")).status_code == 200
    now += WINDOW

    assert (await page.get()).status_code == 200


@one_kind
async def test_an_ipv6_network_is_one_address(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has 2^64 addresses has ten guesses; what is remembered of guesses stays small."""
    monkeypatch.setattr(password_module, "ADDRESSES", 3)
    for number in range(GUESSES):
        await page.get(("x", "wrong"), client=f"2001:db8::{number:x}")
    assert (await page.get(client="2001:db8::ffff")).status_code == 429
    assert (await page.get(client="2001:db8:0:1::1")).status_code == 200
    for number in range(9):
        await page.get(("x", "wrong"), client=f"192.0.2.{number}")

    assert len(page.statistics._password._wrong) == 3  # type: ignore[union-attr]  # noqa: SLF001  # because only inside it can be seen


@one_kind
async def test_the_page_trusts_nobody(page: Page) -> None:
    """No script, no frame, no cache, nothing from elsewhere, no inline style."""
    answer = await page.get()
    policy = answer.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://", answer.text)


async def test_a_database_that_is_gone_is_said(dialogue: Dialogue, tmp_path: Path) -> None:
    """503 with a sentence."""
    memory = Memory(f"postgresql+asyncpg://x@/x?host={tmp_path}")
    answer = await Page(memory, dialogue).get()
    await memory.close()

    assert answer.status_code == 503
    assert "database" in answer.text


@one_kind
async def test_without_the_setting_there_is_no_page(page: Page, dialogue: Dialogue) -> None:
    """404, as for any other address."""
    page.statistics = Statistics(None, dialogue, page.memory, lambda: TODAY)

    assert (await page.get()).status_code == 404


@pytest.fixture
def program(tmp_path: Path, database: str) -> Iterator[Program]:
    settings = {"OUDERBOT_STATISTICS_PASSWORD": PASSWORD, "OUDERBOT_DATABASE_URL": database}
    program = Program(tmp_path, **settings)
    program.start()
    yield program
    assert program.stop() == 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_from_questions_to_the_page_on_a_phone(program: Program, tmp_path: Path) -> None:
    """What parents ask on the web page is counted, and reads well at 320 pixels; axe agrees."""
    for number in range(6):
        jar = {"ouderbot": f"{number:032}"}
        for form in ({"question": "wat is een lop"}, {"question": "aanmelden"}, {"action": "r"}):
            httpx.post(program.url, data=form, cookies=jar)
    httpx.post(program.url, data={"question": "mijn man slaat mij"}, cookies=jar)
    httpx.get(f"{program.url}/?start=a_lop-wat")
    with chromium() as browser:
        page = browser.new_context(
            viewport={"width": 320, "height": 700},
            http_credentials={"username": "x", "password": PASSWORD},
        ).new_page()
        page.goto(f"{program.url}/statistics")
        text = page.locator("body").inner_text()
        width = page.evaluate("document.documentElement.scrollWidth")
        page.screenshot(path=tmp_path / "statistics.png", full_page=True)
        found = Axe().run(page).response["violations"]

    assert re.search(r"Wat is een LOP\? lop-wat\s+5", text)
    assert re.search(r"Asked back: up to three topics offered\s+5\s+50 %", text)
    assert re.search(r"“something else”\s+5", text)
    assert re.search(r"Sun 22 \(so far\)\s+15", text)
    assert width <= 320
    assert not [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    assert PASSWORD not in program.log.read_text()


async def test_counts_go_after_two_years(page: Page) -> None:
    """The page then says what it says of a month in which nobody asked anything."""
    long_ago = TODAY - timedelta(days=731)
    await page.count(10, "answer", day=long_ago)
    await page.memory.tidy(datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC))

    assert ["Each other card", "< 5"] in await page.rows(str(long_ago)[:7])
    assert await page.memory.first_counted() is None
