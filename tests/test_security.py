"""What somebody with bad intentions tries, against the whole program."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from bot.channels.telegram.webhook import PATH
from bot.understanding.weights import PACKAGE
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.program import Program

SECRET = "a-secret_of_the_test"
EVIL = '<b onclick=alert(1)>LOP</b> & "co" *_[x](http://evil.example)'
PASSWORD = "een lang wachtwoord"


@pytest.fixture(scope="module")
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as running:
        yield running


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, api: FakeBotApi) -> Iterator[Program]:
    """The program by webhook, with every page switched on."""
    program = Program(
        tmp_path_factory.mktemp("security"),
        OUDERBOT_TELEGRAM_TOKEN=TOKEN,
        OUDERBOT_TELEGRAM_API=api.base,
        OUDERBOT_WEBHOOK_SECRET=SECRET,
        OUDERBOT_OPERATOR_NAME=EVIL,
        OUDERBOT_OPERATOR_CONTACT="privacy@lop.example",
        OUDERBOT_STATISTICS_PASSWORD=PASSWORD,
    )
    program.environment["OUDERBOT_PUBLIC_URL"] = program.url
    program.start()
    yield program
    assert program.stop() == 0


def deliver(program: Program, update: dict[str, object]) -> int:
    """What Telegram hears when it calls the webhook."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    return httpx.post(f"{program.url}{PATH}", json=update, headers=headers).status_code


def test_a_replayed_update_changes_nothing(api: FakeBotApi, program: Program) -> None:
    """Also after the program was started again; what was asked is not answered twice."""
    update = {"update_id": 77, "message": api.message(77, text="wat is een lop")}
    statuses = [deliver(program, update), deliver(program, update)]
    assert program.stop() == 0
    program.start()
    statuses.append(deliver(program, update))

    assert statuses == [200, 200, 200]
    assert len(api.to(77)) == 1


def test_a_forged_update_is_not_even_read(api: FakeBotApi, program: Program) -> None:
    """Without the secret the body stays where it is, however big; nobody is written to."""
    update = {"update_id": 78, "message": api.message(78, text="wat is een lop")}
    for secret in ({}, {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}):
        answer = httpx.post(f"{program.url}{PATH}", json=update, headers=secret)
        assert answer.status_code == 403
    with socket.create_connection(("127.0.0.1", program.port)) as one:
        one.sendall(
            f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n".encode()
        )
        one.settimeout(5)
        assert b"403" in one.recv(4096)

    assert httpx.get(f"{program.url}{PATH}").status_code == 405
    assert not api.to(78)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../page.py", "/static/..%2fpage.py", "/static/%2e%2e/%2e%2e/page.py",
        "/static/....//page.py", "/static/..\\page.py", "/static//etc/passwd",
        "/static/%2Fetc%2Fpasswd", "/static/chat.js%00", "/static/%00", "/static/", "/static",
        "//etc/passwd", "/../../etc/passwd", "/.git/config", "/data/hash-key",
    ],
)  # fmt: skip
def test_no_path_leads_outside(program: Program, path: str) -> None:
    """As bytes on the line, because a client would tidy them first."""
    with socket.create_connection(("127.0.0.1", program.port)) as one:
        one.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := one.recv(65536):
            answer += part

    assert re.match(rb"HTTP/1.1 (404|405|307) ", answer), answer[:80]
    assert b"root:" not in answer
    assert b"import" not in answer


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://127.0.0.1.evil.example"},
    ],
)
def test_another_site_cannot_send_the_form(program: Program, headers: dict[str, str]) -> None:
    """Not even /vergeet: 403, and no cookie is set."""
    answer = httpx.post(program.url, data={"question": "/vergeet"}, headers=headers)

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


class Elements(HTMLParser):
    """The elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_every_page_forbids_what_it_does_not_need(program: Program) -> None:
    """A policy without anything inline, no frames, no guessing of types, nothing cached."""
    cross = {"Sec-Fetch-Site": "cross-site"}
    answers = [
        httpx.get(program.url),
        httpx.get(f"{program.url}/?start=a_lop-wat___fr"),
        httpx.post(program.url, data={"question": EVIL}),
        httpx.post(program.url, data={"question": "x"}, headers=cross),
        httpx.post(program.url, content=b"x" * 40_000),
        httpx.get(f"{program.url}/poster"),
        httpx.get(f"{program.url}/poster?language=tr"),
        httpx.get(f"{program.url}/statistics", auth=("", PASSWORD)),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), answer.url
        assert "unsafe" not in policy
        assert "*" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers
        for tag, attributes in Elements(answer.text).found:
            assert tag not in {"iframe", "object", "embed", "base"}
            assert tag != "script" or attributes.get("src", "").startswith("/static/")  # type: ignore[union-attr]  # because a script without one fails here too
            assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_what_the_operator_is_called_is_text(api: FakeBotApi, program: Program) -> None:
    """In the footer, in /privacy on the page, and in Telegram."""
    page = httpx.post(program.url, data={"question": "/privacy"}).text
    assert deliver(program, {"update_id": 79, "message": api.message(79, text="/privacy")}) == 200

    assert not [tag for tag, attributes in Elements(page).found if "onclick" in attributes]
    assert "&lt;b onclick=alert(1)&gt;LOP&lt;/b&gt; &amp;" in page
    assert any(EVIL in one["text"] for one in api.to(79))  # shown as it was set, letter for letter


def test_the_code_of_the_encoders_package_is_never_loaded(program: Program) -> None:
    """In the running program, after a question that woke the encoder."""
    httpx.post(program.url, data={"question": "iets met papieren en de juf van mijn zoon"})
    ready = httpx.get(f"{program.url}/readyz").json()
    assert program.process is not None
    maps = Path(f"/proc/{program.process.pid}/maps").read_text("utf-8")

    assert ready["understanding"] == "ok"
    assert PACKAGE not in maps
    assert "onnxruntime" in maps


def test_secrets_stand_nowhere(program: Program) -> None:
    """Not in the log at its chattiest, not in the figures, not on any page."""
    paths = ("/", "/metrics", "/readyz", "/healthz", "/poster")
    texts = [program.log.read_text(), *(httpx.get(f"{program.url}{one}").text for one in paths)]

    for secret in (TOKEN, TOKEN.split(":")[1], SECRET, PASSWORD):
        assert not any(secret in text for text in texts)
