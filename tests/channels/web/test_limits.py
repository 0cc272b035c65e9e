"""Who asks too much, or comes when too many ask, is told so kindly; slow clients cost little."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels import body as body_module
from bot.channels import thinking
from bot.channels.allowance import Allowance
from bot.channels.web import page as page_module
from bot.channels.web.page import MESSAGES, PAGES, WebChat
from bot.conversation import Dialogue
from bot.memory import ChatKeys, Memory
from bot.settings import Settings
from tests.fakes.browser import chromium
from tests.fakes.parent import TODAY
from tests.fakes.program import Program

TOLD, BUSY = "Je stuurt veel berichten", "Het is nu erg druk"
DUTCH = {"Accept-Language": "nl-BE"}


class Site:
    """The web chat, without a server."""

    def __init__(self, chat: WebChat, memory: Memory) -> None:
        self.chat = chat
        self.memory = memory
        self._application = Starlette(routes=chat.routes())

    async def ask(
        self, text: str, cookie: str = "c" * 32, client: str = "192.0.2.1", **headers: str
    ) -> httpx.Response:
        """Sends a question."""
        transport = httpx.ASGITransport(self._application, client=(client, 1))
        more = {"Cookie": f"ouderbot={cookie}"} if cookie else {}
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as caller:
            return await caller.post(
                "/", data={"question": text}, headers={**DUTCH, **more, **headers}
            )

    async def open(self, client: str = "192.0.2.1") -> httpx.Response:
        """Opens the page."""
        transport = httpx.ASGITransport(self._application, client=(client, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as caller:
            return await caller.get("/", headers=DUTCH)


@pytest.fixture
async def site(dialogue: Dialogue, tmp_path: Path) -> AsyncIterator[Site]:
    memory = Memory(f"sqlite+aiosqlite:///{tmp_path / 'memory.sqlite'}")
    await memory.open()
    chat = WebChat(Settings(), dialogue, memory, ChatKeys("test"), lambda: TODAY)
    chat._messages = Allowance(MESSAGES, lambda: 0.0)  # noqa: SLF001  # because the clock is inside
    chat._pages = Allowance(PAGES, lambda: 0.0)  # noqa: SLF001  # likewise
    yield Site(chat, memory)
    await memory.close()


async def test_a_burst_is_answered_then_429_with_a_kind_sentence(site: Site) -> None:
    """In the parent's language, with the Dutch beside it, and when to try again."""
    question = "çocuğum evde Türkçe konuşsa olur mu"
    burst = [await site.ask(question) for _ in range(MESSAGES.messages)]
    refused = await site.ask(question)

    assert {one.status_code for one in burst} == {200}
    assert refused.status_code == 429
    assert "Çok mesaj gönderiyorsunuz." in refused.text
    assert TOLD in refused.text
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Cache-Control"] == "no-store"
    assert (await site.ask("hallo", cookie="d" * 32)).status_code == 200


async def test_without_a_cookie_the_address_is_what_counts(site: Site) -> None:
    """A program that asks for a new cookie each time has an end too; a neighbour has not."""
    statuses = [(await site.open()).status_code for _ in range(PAGES.messages)]
    refused = await site.ask("hallo", cookie="")

    assert set(statuses) == {200}
    assert refused.status_code == 429
    assert TOLD in refused.text
    assert (await site.ask("hallo", cookie="", client="192.0.2.2")).status_code == 200


async def test_of_ipv6_a_whole_network_is_one_address(site: Site) -> None:
    """One household has 2**64 of them."""
    for number in range(PAGES.messages):
        await site.open(client=f"2001:db8::{number:x}")

    assert (await site.open(client="2001:db8::ffff:ffff")).status_code == 429
    assert (await site.open(client="2001:db8:0:1::1")).status_code == 200


async def test_danger_is_always_answered(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a browser's limit, beyond an address's, and when it is busiest."""
    for _ in range(MESSAGES.messages + 1):
        await site.ask("hallo")
    beyond = await site.ask("mijn man slaat mij")
    for _ in range(PAGES.messages):
        await site.open()
    far_beyond = await site.ask("i want to kill myself", cookie="")
    monkeypatch.setattr(page_module, "WAITING", 0)
    busiest = await site.ask("mijn man slaat mij", client="192.0.2.9")

    for answer in (beyond, far_beyond, busiest):
        assert answer.status_code == 200
        assert "112" in answer.text


async def test_who_wants_to_be_forgotten_is(site: Site) -> None:
    """A flood is no reason to keep anything."""
    for _ in range(MESSAGES.messages + 1):
        await site.ask("wanneer aanmelden kleuter in gent")
    key = ChatKeys("test").of("web", "c" * 32)
    assert await site.memory.recall(key) is not None
    answer = await site.ask("/vergeet")

    assert "gewist" in answer.text
    assert await site.memory.recall(key) is None


async def test_when_too_many_ask_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with a sentence at once, instead of a queue without end; the others get their answer."""
    monkeypatch.setattr(page_module, "WAITING", 5)
    answers = await asyncio.gather(
        *(site.ask("wat is een lop", cookie=f"{number:032}") for number in range(20))
    )
    statuses = [one.status_code for one in answers]
    refused = next(one for one in answers if one.status_code == 503)

    assert statuses.count(200) == 5
    assert statuses.count(503) == 15
    assert BUSY in refused.text
    assert refused.headers["Retry-After"] == str(page_module.SOON)
    assert (await site.ask("wat is een lop", cookie="e" * 32)).status_code == 200


async def test_a_question_that_takes_too_long_to_understand(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence after some seconds, never a page that loads for ever."""
    monkeypatch.setattr(thinking, "THINKING", 0.05)
    monkeypatch.setattr(site.chat._dialogue, "respond", lambda *_: time.sleep(0.5))  # noqa: SLF001  # because the fault must come from inside
    answer = await site.ask("wat is een lop")

    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


async def test_a_body_that_does_not_come(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter at a time is no question."""
    monkeypatch.setattr(body_module, "READING", 0.05)

    async def letters() -> AsyncIterator[bytes]:
        for letter in b"question=hallo":
            yield bytes([letter])
            await asyncio.sleep(0.02)

    transport = httpx.ASGITransport(site._application)  # noqa: SLF001  # because the body must be made by hand
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as caller:
        answer = await caller.post("/", content=letters())

    assert answer.status_code == 408


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("web"))
    program.start()
    yield program
    assert program.stop() == 0


def test_slow_clients_are_let_go(program: Program) -> None:
    """Nothing, half a head, a head a letter at a time: closed, while others are answered."""
    place = ("127.0.0.1", program.port)
    with contextlib.ExitStack() as open_:
        silent, half, again = (open_.enter_context(socket.create_connection(place)) for _ in "123")
        half.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        again.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200" in again.recv(4096)
        slow = {silent: b"", half: b"X", again: b"X"}
        end = time.monotonic() + 25
        while slow and time.monotonic() < end:
            slow = {one: letter for one, letter in slow.items() if not _closed(one, letter)}
            assert httpx.get(f"{program.url}/healthz").status_code == 200
            time.sleep(0.5)

        assert not slow


def _closed(connection: socket.socket, letter: bytes) -> bool:
    """Whether the other side has closed a connection, after one letter more."""
    connection.settimeout(0.01)
    try:
        connection.sendall(letter)
        return connection.recv(4096) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_a_client_that_breaks_off_leaves_no_trace(program: Program) -> None:
    """No traceback for every phone that loses its network."""
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", program.port)) as one:
            one.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nquestion=ha")
    for nonsense in (b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000):
        with socket.create_connection(("127.0.0.1", program.port)) as one:
            one.sendall(nonsense)
            assert b"400" in one.recv(4096)
    assert httpx.get(program.url).status_code == 200

    assert "Traceback" not in program.log.read_text()


def refused(program: Program, forwarded: str) -> bool:
    """Whether who comes through a proxy with such headers is refused at last."""
    with httpx.Client() as proxy:
        for number in range(5 * PAGES.messages):
            header = {"X-Forwarded-For": forwarded.format(number % 250)}
            if proxy.get(program.url, headers=header).status_code == 429:
                return True
    return False


def test_only_a_proxy_is_believed(program: Program) -> None:
    """What a proxy nearby says of the caller counts, so that a region is not one address."""
    assert refused(program, "203.0.113.5")
    assert refused(program, "198.51.100.{}, 203.0.113.9")  # the last is the proxy's own word
    neighbour = httpx.get(program.url, headers={"X-Forwarded-For": "203.0.113.6"})
    https = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    secure = httpx.post(program.url, data={"question": "hallo"}, headers=https)

    assert neighbour.status_code == 200
    assert "Secure" in secure.headers["Set-Cookie"]


def test_the_page_says_so_and_keeps_the_question(program: Program) -> None:
    """With a script too the sentence is read, and nothing has to be typed again."""
    with chromium() as browser:
        page = browser.new_context(
            locale="nl-BE", extra_http_headers={"X-Forwarded-For": "203.0.113.8"}
        ).new_page()
        page.goto(program.url)
        page.evaluate(
            "post = () => fetch('/', {method: 'POST', body: new URLSearchParams({question: 'x'})});"
            "post().then(() => Promise.all([...Array(50)].map(post)))"
            ".then(() => setInterval(post, 500))"
        )
        page.fill("#question", "wat is een LOP")
        page.keyboard.press("Enter")
        page.get_by_text(TOLD).wait_for()

        assert page.input_value("#question") == "wat is een LOP"
