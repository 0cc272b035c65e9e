"""The web chat: one page that works without a script, and nicer with one.

A question goes by POST and never stands in an address. The page holds no words of its own: all of
them come from the catalogue, in the parent's language.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.catalogue import NOOD, Message
from bot.channels.allowance import Allowance, Limit
from bot.channels.body import BodyError, read_body
from bot.channels.metrics import Metrics
from bot.channels.thinking import TooSlowError, in_time
from bot.channels.web.caller import caller_of, language_of, same_site
from bot.conversation import Action, Chat, Dialogue, Question, Reply
from bot.conversation.chat import Screen, command
from bot.memory import ChatKeys, Memory, count_of
from bot.pages import templates
from bot.settings import Settings

HOME = Path(__file__).parent
_log = logging.getLogger(__name__)
COOKIE = "ouderbot"
YEAR = 365 * 24 * 3600
MESSAGES = Limit(20, 60)
"""Of one browser."""
PAGES = Limit(240, 60)
"""Of one address, where a whole school may sit."""
WAITING = 64
"""So many questions wait at most; who comes then is asked to come back."""
SOON = 5
"""Seconds until then."""
LARGEST = 32 * 1024
"""Bytes of a form that are read."""
FIELDS = 10
"""Fields of a form that are read."""
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
        notices: for the editors of a content that is edited while it is served: what is wrong with
            it now. Parents never see any.
        metrics: of the program.
    """

    def __init__(  # noqa: PLR0913  # because each is a room of the house
        self,
        settings: Settings,
        dialogue: Dialogue,
        memory: Memory,
        keys: ChatKeys,
        today: Callable[[], date],
        *,
        notices: Callable[[], Sequence[str]] | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._settings = settings
        self._dialogue = dialogue
        self._memory = memory
        self._keys = keys
        self._today = today
        self._notices = notices
        self._metrics = metrics or Metrics()
        self._messages, self._pages = Allowance(MESSAGES), Allowance(PAGES)
        self._waiting = 0
        self._environment = templates(HOME / "templates")
        self._environment.filters["unbroken"] = unbroken

    def routes(self) -> list[BaseRoute]:
        """The page, its questions and its files."""
        routes: list[BaseRoute] = [
            Route("/", self._open, methods=["GET"]),
            Route("/", self._ask, methods=["POST"]),
            Mount("/static", StaticFiles(directory=HOME / "static")),
        ]
        if self._notices:
            routes.append(Route("/notices", self._noticed, methods=["GET"]))
        return routes

    async def _open(self, request: Request) -> Response:
        """The start screen, or what a deep link (`/?start=…`) asks for."""
        wanted = request.query_params.get("start")
        action = Action.parse(wanted or "")
        screen: Screen = "lost" if wanted else "start"
        question = Question(
            action=action, screen=None if action else screen, app_language=language_of(request)
        )
        return await self._answer(request, question, None, fragment=False)

    async def _ask(self, request: Request) -> Response:
        if not same_site(request):
            return HTMLResponse("", status_code=403, headers=HEADERS)
        try:
            body = await read_body(request, LARGEST)
            fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=FIELDS)
        except BodyError as error:
            return HTMLResponse("", status_code=error.status, headers=HEADERS)
        except ValueError:
            return HTMLResponse("", status_code=400, headers=HEADERS)
        text = fields.get("question", [""])[0]
        pressed = fields.get("action", [""])[0]
        fragment = "fragment" in request.headers.get("Accept", "")
        if not pressed and not text.strip():
            return RedirectResponse("/", status_code=303, headers=HEADERS)
        language = language_of(request)
        if pressed:
            action = Action.parse(pressed) or Action("topics")
            shown = fields.get("kept", [None])[0]
            question = Question(action=action, app_language=language, kept=shown)
        else:
            question = Question(text=text, screen=command(text), app_language=language)
        asked = fields.get("label", [""])[0] if pressed else text
        return await self._answer(request, question, asked or None, fragment=fragment)

    async def _answer(
        self, request: Request, question: Question, asked: str | None, *, fragment: bool
    ) -> Response:
        language = self._dialogue.language_of(language_of(request))
        caller = caller_of(request)
        busy, over = self._waiting >= WAITING, self._pages.take(caller) != "answer"
        if (busy or over) and not await self._in_danger(question):
            wait = SOON if busy else self._pages.wait(caller)
            message = Message.VERY_BUSY if busy else Message.TOO_MANY_MESSAGES
            reply = self._dialogue.sentence(language, message)
            return self._refused(reply, 503 if busy else 429, wait, asked, fragment=fragment)
        self._waiting += 1
        try:
            with self._metrics.answering("web"):
                return await self._reply(request, question, asked, fragment=fragment)
        except (SQLAlchemyError, OSError, TooSlowError) as error:
            _log.error("a question could not be answered: %s", type(error).__name__)
            reply = self._dialogue.sentence(language, Message.WENT_WRONG)
            return self._refused(reply, 503, SOON, asked, fragment=fragment)
        finally:
            self._waiting -= 1

    async def _in_danger(self, question: Question) -> bool:
        """Whether a text has an expression of danger; all else that tells of it takes longer."""
        try:
            told = await in_time(self._dialogue.engine.told_danger, question.text or "")
        except TooSlowError:
            return True
        return told is not None

    def _refused(
        self, reply: Reply, status: int, wait: int, asked: str | None, *, fragment: bool
    ) -> Response:
        """A sentence in place of an answer, and in how many seconds to try again."""
        html = self.html(reply, asked, fragment=fragment)
        return HTMLResponse(html, status, {**HEADERS, "Retry-After": str(wait)})

    async def _reply(
        self, request: Request, question: Question, asked: str | None, *, fragment: bool
    ) -> Response:
        cookie = request.cookies.get(COOKIE, "")
        if not _COOKIE_FORM.fullmatch(cookie):
            cookie = secrets.token_urlsafe(24)
        key = self._keys.of("web", cookie)
        before = await self._memory.recall(key)
        if before is None and request.method == "POST":
            before = Chat()  # the page has said already that it is a program
        today = self._today()
        with self._metrics.understanding.time():
            answer = await in_time(self._dialogue.respond, question, before, today)
        over = request.method == "POST" and self._messages.take(key) != "answer"
        if over and answer.reply.intent != NOOD and answer.chat is not None:
            reply = self._dialogue.sentence(answer.reply.language, Message.TOO_MANY_MESSAGES)
            return self._refused(reply, 429, self._messages.wait(key), asked, fragment=fragment)
        count = count_of(question, before, answer.reply, today)
        self._metrics.replied("web", answer.reply, count)
        if request.method == "POST":  # opening a page is no question
            await self._memory.keep(key, answer.chat, today, count, kept=answer.inbox)
        base = self._settings.public_url or str(request.base_url)
        html = self.html(answer.reply, asked, fragment=fragment, base=base.rstrip("/"))
        response = HTMLResponse(html, headers=HEADERS)
        if request.method == "POST":
            response.set_cookie(
                COOKIE, cookie, max_age=YEAR, httponly=True, samesite="strict",
                secure=request.url.scheme == "https",
            )  # fmt: skip
        return response

    async def _noticed(self, _: Request) -> Response:
        return JSONResponse(self._notices() if self._notices else (), headers=HEADERS)

    def html(self, reply: Reply, asked: str | None, *, fragment: bool, base: str = "") -> str:
        """A reply as a page, or as the part of one that the script puts in.

        Args:
            reply: what is said.
            asked: what it answers, as the parent sees it; None for nothing.
            fragment: whether the page is there already.
            base: the address of this page from outside, for links to pass on.
        """
        menu = self._dialogue.menu
        about = self._dialogue.catalogue.languages[reply.language]

        def word(name: str) -> str:
            return menu.word(reply.language, Message(name))

        template = self._environment.get_template("turn.html" if fragment else "page.html")
        return template.render(
            reply=reply,
            asked=asked,
            poster=bool(self._settings.telegram_name or self._settings.public_url),
            link=f"{base}/?start={reply.invitation.action}" if reply.invitation else None,
            word=word,
            about=about,
            languages_action=str(Action("languages")),
            dutch_first=self._settings.card_order == "dutch-first",
            operator=self._settings.operator_name,
            contact=self._settings.operator_contact,
            notices=self._notices() if self._notices else None,
        )


def unbroken(text: str) -> str:
    """A text whose numbers, such as 09 210 10 10, stay on one line."""
    return _BROKEN.sub("\u00a0", text)
