"""Links are opened on a real server on this machine: good, gone, slow, and sent elsewhere."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

from bot.catalogue import load
from bot.editing import open_links
from bot.editing.open_links import AT_ONCE, CACHE, opened_links
from bot.editing.survey import Survey
from tests.fakes.parent import TODAY


class Site(ThreadingHTTPServer):
    """A server that remembers how it was asked; as a proxy it answers for every host."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.asked: Counter[tuple[str, str]] = Counter()
        self.agents: set[str] = set()
        self.most: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def enter(self, host: str) -> None:
        """Counts who is asking at the same time: of a host, and of all."""
        with self._lock:
            for name in (host, "all"):
                self._now[name] += 1
                self.most[name] = max(self.most[name], self._now[name])

    def leave(self, host: str) -> None:
        with self._lock:
            self._now.subtract((host, "all"))


class Page(BaseHTTPRequestHandler):
    """One request: the path says how it is answered."""

    server: Site

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path, host = urlsplit(self.path).path, urlsplit(self.path).hostname or "here"
        self.server.asked[self.command, path] += 1
        self.server.agents.add(self.headers["User-Agent"])
        self.server.enter(host)
        time.sleep({"/slow": 1.5, "/busy": 0.2}.get(path, 0))
        status = {"/missing": 404, "/gone": 410, "/broken": 500, "/moved": 301, "/circle": 302}
        code = status.get(path, 200)
        if path == "/no-head":
            code = 405 if self.command == "HEAD" else 200
        self.server.leave(host)
        self.send_response(code)
        if code in {301, 302}:
            self.send_header("Location", "/good" if path == "/moved" else "/circle")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(open_links, "TIMEOUT", 0.5)
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_only_what_is_certain_is_dead(site: Site, tmp_path: Path) -> None:
    """404 and 410 are; a slow, broken or circling server is doubtful, one without HEAD fine."""
    pages = ("good", "missing", "gone", "slow", "broken", "moved", "circle", "no-head")
    found = opened_links((f"{site.url}/{page}" for page in pages), tmp_path, TODAY)
    by_page = {url.rsplit("/", 1)[1]: one for url, one in found.items()}

    assert {page for page, one in by_page.items() if one.dead} == {"missing", "gone"}
    assert {page for page, one in by_page.items() if one.doubtful} == {"slow", "broken", "circle"}
    assert by_page["moved"].final == f"{site.url}/good"
    assert site.asked["GET", "/good"] == 0
    assert site.asked["GET", "/missing"] == 1


def test_a_host_without_an_address_is_dead_unless_nobody_could_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS says that there is no such name; an own connection that is down says nothing."""

    def asked(host: bytes | str, *_: object, **__: object) -> NoReturn:
        name = host.decode() if isinstance(host, bytes) else host
        reasons = {"nothing.example": socket.EAI_NONAME, "offline.example": socket.EAI_AGAIN}
        raise socket.gaierror(reasons[name], "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    nothing, offline = "http://nothing.example/", "http://offline.example/"
    found = opened_links([nothing, offline], tmp_path, TODAY)

    assert found[nothing].dead
    assert not found[offline].dead
    assert found[offline].doubtful


def test_a_site_is_asked_politely(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One page of a host at a time, eight of all, under the project's own name."""
    monkeypatch.setenv("HTTP_PROXY", site.url)
    urls = [f"http://h{host}.example/busy?{page}" for host in range(20) for page in range(3)]
    opened_links(urls, tmp_path, TODAY)

    assert AT_ONCE // 2 <= site.most.pop("all") <= AT_ONCE
    assert set(site.most.values()) == {1}
    assert all(agent.startswith("Ouderbot/") for agent in site.agents)


def test_what_was_found_holds_for_seven_days(site: Site, tmp_path: Path) -> None:
    """Nobody is asked twice in a week, but doubt is not kept; a damaged cache counts as none."""
    pages = [f"{site.url}/{name}" for name in ("good", "missing", "broken")]
    for days in (0, 6):
        found = opened_links(pages, tmp_path, TODAY + timedelta(days=days))
        assert found[pages[1]].dead
    assert (site.asked["HEAD", "/good"], site.asked["HEAD", "/broken"]) == (1, 2)

    opened_links(pages, tmp_path, TODAY + timedelta(days=7))
    assert site.asked["HEAD", "/good"] == 2
    (tmp_path / CACHE).write_text("[{]", "utf-8")
    opened_links(pages, tmp_path, TODAY)
    assert site.asked["HEAD", "/good"] == 3
    assert set(json.loads((tmp_path / CACHE).read_text("utf-8"))) == set(pages[:2])


def test_findings_stand_at_the_links_line(
    site: Site, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead link is a warning; a doubtful one, or one that ends elsewhere, is told beside it."""
    monkeypatch.setenv("HTTP_PROXY", site.url)
    path = "intents/hulp/clb.yaml"
    file = content / path
    text = file.read_text("utf-8").replace("https://www.clbchat.be/", "http://chat.example/gone")
    text = text.replace(
        "https://www.onderwijsinbrussel.be/en/faq/what-does-clb-do", "http://b.be/broken"
    )
    file.write_text(text, "utf-8")
    notes: list[str] = []
    survey = Survey(load(content), date(2026, 11, 22), [path], notes.append)
    (found,) = open_links.open_links(survey)

    line = text[: text.index("http://chat.example/gone")].count("\n") + 1
    assert (found.path, found.line) == (path, line)
    assert "there is no such page (410)" in found.message
    assert any("http://b.be/broken answers 500" in note and f"{path}:" in note for note in notes)
