"""Forms, headers and addresses made by hand: an answer in which nothing of them runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request

from bot.channels.allowance import Limit
from bot.channels.web import calendar as calendar_module
from bot.channels.web import page as page_module
from bot.channels.web import poster as poster_module
from bot.channels.web.calendar import calendar_routes
from bot.channels.web.caller import caller_of
from bot.channels.web.page import WebChat
from bot.channels.web.poster import poster_routes
from bot.channels.web.statistics import Statistics
from bot.conversation import Dialogue
from bot.memory import ChatKeys, Memory
from bot.settings import Settings
from tests.fakes.outside import ANYTHING, LINKS, many
from tests.fakes.parent import TODAY

LIMITS = [
    (page_module, "MESSAGES"), (page_module, "PAGES"),
    (calendar_module, "FILES"), (poster_module, "PAGES"),
]  # fmt: skip


@pytest.fixture
async def site(
    dialogue: Dialogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    """Every page, without a server."""
    endless = Limit(10**6, 60)  # because all examples are of one browser and one address
    for module, name in LIMITS:
        monkeypatch.setattr(module, name, endless)
    memory = Memory(f"sqlite+aiosqlite:///{tmp_path / 'memory.sqlite'}")
    await memory.open()
    own = Settings(public_url="https://ouderbot.example")
    chat = WebChat(own, dialogue, memory, ChatKeys("test"), lambda: TODAY)
    statistics = Statistics(SecretStr("een lang wachtwoord"), dialogue, memory, lambda: TODAY)
    routes = [
        *chat.routes(),
        *poster_routes(own, dialogue),
        *calendar_routes(dialogue, lambda: TODAY),
        *statistics.routes(),
    ]
    transport = httpx.ASGITransport(Starlette(routes=routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as caller:
        yield caller
    await memory.close()


class Page(HTMLParser):
    """The elements of a page, and what in it could run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.runs: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        attributes = dict(attrs)
        if tag == "script" and attributes.get("src") != "/static/chat.js":
            self.runs.append(tag)
        for name, value in attrs:
            links = name in {"href", "src", "action"}
            if name.startswith("on") or name == "style":
                self.runs.append(name)
            if links and (value or "").strip().casefold().startswith(("javascript", "data", "//")):
                self.runs.append(f"{name}={value}")


FIELDS = st.dictionaries(
    st.sampled_from(["question", "action", "label", "kept"]) | ANYTHING,
    st.sampled_from(["<script>alert(1)</script>", "'\"><img src=x onerror=y>", "y____nl"]) | LINKS,
    max_size=5,
)


@given(FIELDS, st.sampled_from(["text/html", "text/html; fragment"]))
@many
async def test_forms(site: httpx.AsyncClient, fields: dict[str, str], accepted: str) -> None:
    """An answer in which nothing of the form is more than text."""
    body = "&".join(
        f"{quote(k, errors='replace')}={quote(v, errors='replace')}" for k, v in fields.items()
    )
    answer = await site.post("/", content=body.encode(), headers={"Accept": accepted})

    assert answer.status_code in {200, 303}
    assert Page(answer.text).runs == []


@given(st.binary(max_size=400))
@many
async def test_form_bodies(site: httpx.AsyncClient, body: bytes) -> None:
    """Bytes that are no form."""
    assert (await site.post("/", content=body)).status_code in {200, 303, 400}


NAMES = ["Cookie", "Accept-Language", "Accept", "Origin", "Sec-Fetch-Site", "Authorization", "Host",
         "X-Forwarded-For", "Content-Type"]  # fmt: skip
HEADERS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.text(st.characters(max_codepoint=255), max_size=60)),
    max_size=4,
)


@given(HEADERS, st.sampled_from(["/", "/statistics", "/poster"]), st.sampled_from(["GET", "POST"]))
@many
async def test_headers(
    site: httpx.AsyncClient, headers: list[tuple[str, str]], path: str, method: str
) -> None:
    """Cookies, languages, origins and passwords made by hand."""
    sent = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    answer = await site.request(method, path, headers=sent, content=b"question=hallo")

    assert answer.status_code in {200, 400, 401, 403, 405, 429}


ADDRESSES = st.sampled_from(["/", "/calendar", "/poster", "/statistics", "/static/"])
QUERIES = st.dictionaries(
    st.sampled_from(["start", "month", "language", "intent", "place", "level", "format"]),
    st.sampled_from(["a_aanmelden-wanneer_44021_s1_nl", "tr", "all", "2026-11"]) | LINKS,
    max_size=4,
)


@given(ADDRESSES, QUERIES, ANYTHING)
@many
async def test_addresses(
    site: httpx.AsyncClient, path: str, query: dict[str, str], more: str
) -> None:
    """Deep links, months, calendar files and posters made by hand, and paths to other files."""
    parts = "&".join(f"{name}={quote(value, errors='replace')}" for name, value in query.items())
    tail = quote(more, errors="replace") if path == "/static/" else ""
    auth = ("", "een lang wachtwoord") if path == "/statistics" else None
    answer = await site.get(f"{path}{tail}?{parts}", auth=auth)

    assert answer.status_code in {200, 400, 404}
    if path != "/poster":  # whose style is named by its hash
        assert Page(answer.text).runs == []


@given(ANYTHING)
@many
def test_callers(host: str) -> None:
    """Where a request comes from is a name like any other."""
    assert isinstance(caller_of(Request({"type": "http", "client": (host, 1)})), str)
