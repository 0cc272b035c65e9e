"""The web chat: one page that works without a script, and nicer with one.

A question goes by POST and never stands in an address. The page holds no words of its own: all of
them come from the catalogue, in the parent's language.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.catalogue import Message
from bot.conversation import Action, Chat, Dialogue, Question, Reply
from bot.conversation.chat import command
from bot.memory import ChatKeys, Memory
from bot.settings import Settings

HOME = Path(__file__).parent
COOKIE = "ouderbot"
YEAR = 365 * 24 * 3600
LARGEST = 32 * 1024
"""Bytes of a form that are read."""
_BROKEN = re.compile(r"(?<=\d) (?=\d)")
_COOKIE_FORM = re.compile(r"[A-Za-z0-9_-]{22,64}")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class WebChat:
    """The web channel.

    Args:
        settings: order of the card, operator.
        dialogue: what answers.
        memory: what remembers chats.
        keys: hashes the cookie, which is all that tells chats apart.
        today: the clock.
    """

    def __init__(
        self,
        settings: Settings,
        dialogue: Dialogue,
        memory: Memory,
        keys: ChatKeys,
        today: Callable[[], date],
    ) -> None:
        self._settings = settings
        self._dialogue = dialogue
        self._memory = memory
        self._keys = keys
        self._today = today
        self._environment = Environment(
            loader=FileSystemLoader(HOME / "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["unbroken"] = unbroken

    def routes(self) -> list[BaseRoute]:
        """The page, its questions and its files."""
        return [
            Route("/", self._open, methods=["GET"]),
            Route("/", self._ask, methods=["POST"]),
            Mount("/static", StaticFiles(directory=HOME / "static")),
        ]

    async def _open(self, request: Request) -> Response:
        """The start screen, or what a deep link (`/?start=…`) asks for."""
        action = Action.parse(request.query_params.get("start", ""))
        question = Question(
            action=action, screen=None if action else "start", app_language=_language(request)
        )
        return await self._answer(request, question, None, fragment=False)

    async def _ask(self, request: Request) -> Response:
        if not _same_site(request):
            return HTMLResponse("", status_code=403, headers=HEADERS)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return HTMLResponse("", status_code=413, headers=HEADERS)
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        text = fields.get("question", [""])[0]
        pressed = fields.get("action", [""])[0]
        fragment = "fragment" in request.headers.get("Accept", "")
        if not pressed and not text.strip():
            return RedirectResponse("/", status_code=303, headers=HEADERS)
        language = _language(request)
        if pressed:
            action = Action.parse(pressed) or Action("topics")
            question = Question(action=action, app_language=language)
        else:
            question = Question(text=text, screen=command(text), app_language=language)
        asked = fields.get("label", [""])[0] if pressed else text
        return await self._answer(request, question, asked or None, fragment=fragment)

    async def _answer(
        self, request: Request, question: Question, asked: str | None, *, fragment: bool
    ) -> Response:
        cookie = request.cookies.get(COOKIE, "")
        if not _COOKIE_FORM.fullmatch(cookie):
            cookie = secrets.token_urlsafe(24)
        key = self._keys.of("web", cookie)
        before = await self._memory.recall(key)
        if before is None and request.method == "POST":
            before = Chat()  # the page has said already that it is a program
        answer = await asyncio.to_thread(self._dialogue.respond, question, before, self._today())
        if request.method == "POST":
            await self._memory.keep(key, answer.chat, self._today())
        html = self.html(answer.reply, asked, fragment=fragment)
        response = HTMLResponse(html, headers=HEADERS)
        if request.method == "POST":
            response.set_cookie(
                COOKIE, cookie, max_age=YEAR, httponly=True, samesite="strict",
                secure=request.url.scheme == "https",
            )  # fmt: skip
        return response

    def html(self, reply: Reply, asked: str | None, *, fragment: bool) -> str:
        """A reply as a page, or as the part of one that the script puts in."""
        menu = self._dialogue.menu
        about = self._dialogue.catalogue.languages[reply.language]

        def word(name: str) -> str:
            return menu.word(reply.language, Message(name))

        template = self._environment.get_template("turn.html" if fragment else "page.html")
        return template.render(
            reply=reply,
            asked=asked,
            word=word,
            about=about,
            languages_action=str(Action("languages")),
            dutch_first=self._settings.card_order == "dutch-first",
            operator=self._settings.operator_name,
            contact=self._settings.operator_contact,
        )


def unbroken(text: str) -> str:
    """A text whose numbers, such as 09 210 10 10, stay on one line."""
    return _BROKEN.sub("\u00a0", text)


def _language(request: Request) -> str | None:
    """The first language of the browser, as a two-letter code."""
    first = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0]
    code = first.strip().split("-")[0].lower()
    return code if code.isascii() and code.isalpha() else None


def _same_site(request: Request) -> bool:
    """Whether a form comes from the page itself, not from another site (CSRF)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("Host")
