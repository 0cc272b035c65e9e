"""Cards as they look in Telegram on a phone, every language beside the Dutch.

What is shown comes from the renderer that Telegram gets, which is passed in: what is seen here is
what is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.catalogue import Catalogue, Intent
from bot.catalogue.language import About
from bot.conversation import Chat, Reply
from bot.conversation.cards import CardMaker
from bot.conversation.menu import Menu
from bot.conversation.speaker import Speaker
from bot.editing.bubble import Bubble
from bot.editing.picks import LEVELS, Picks
from bot.editing.watching import Content, LiveContent
from bot.pages import templates
from bot.translation import SOURCE

HOME = Path(__file__).with_name("pages")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


Renderer = Callable[[Reply], Sequence[Bubble]]
"""Turns a reply into messages."""


@dataclass(frozen=True)
class Phone:
    """What a parent of one language sees."""

    about: About
    bubbles: Sequence[Bubble]


@dataclass(frozen=True)
class Row:
    """One card, in Dutch and in other languages."""

    intent: Intent
    phones: Sequence[Phone]


class Preview:
    """The page.

    Args:
        content: what is shown, while it is edited.
        render: gives replies the form that Telegram gets.
        today: the clock.
    """

    def __init__(self, content: LiveContent, render: Renderer, today: Callable[[], date]) -> None:
        self._content = content
        self._render = render
        self._today = today
        self._templates = templates(HOME)

    @property
    def catalogue(self) -> Catalogue:
        """What is shown: the newest content that can be used, drafts included."""
        return _stage(self._content.now)[0]

    def rows(self, picks: Picks) -> Iterator[Row]:
        """The cards that were picked; without a language every card in Dutch, or one in all."""
        known = self.catalogue
        for intent in [known.intents[picks.intent]] if picks.intent else known.intents.values():
            others = [picks.language] if picks.language else known.languages if picks.intent else ()
            codes = dict.fromkeys([SOURCE, *others])
            yield Row(intent, [self.phone(intent, code, picks) for code in codes])

    def phone(self, intent: Intent, language: str, picks: Picks) -> Phone:
        """What the bot sends when a parent asks for a card in a language."""
        known, menu, cards = _stage(self._content.now)
        speaker = Speaker(known, menu, cards, picks.day, language=language, chat=Chat(language))
        reply = speaker.show(picks.action(intent, known)).reply
        return Phone(known.languages[language], self._render(reply))

    def picture(self, intent: Intent, language: str, picks: Picks) -> str:
        """One phone alone, as a page that needs no server."""
        return self._templates.get_template("picture.html").render(
            phone=self.phone(intent, language, picks),
            style=Markup((HOME / "static" / "preview.css").read_text("utf-8")),  # noqa: S704  # because it is our own file
        )

    def html(self, picks: Picks) -> str:
        """The page with some cards."""
        catalogue = self.catalogue
        topics: dict[str, list[Intent]] = {}
        for intent in catalogue.intents.values():
            topics.setdefault(intent.topic, []).append(intent)
        return self._templates.get_template("preview.html").render(
            picks=picks,
            rows=list(self.rows(picks)),
            notices=(*picks.faults, *self._content.notices()),
            topics=topics,
            drafts=self._content.now.catalogue.drafts,
            languages=catalogue.languages,
            places=sorted(catalogue.places.by_name),
            levels=LEVELS,
        )

    def application(self) -> Starlette:
        """The page as a web application that follows what is saved."""

        async def page(request: Request) -> Response:
            picks = Picks.read(request.query_params, self.catalogue, self._today())
            return HTMLResponse(await asyncio.to_thread(self.html, picks), headers=HEADERS)

        async def readings(_: Request) -> Response:
            return JSONResponse(self._content.readings, headers=HEADERS)

        @contextlib.asynccontextmanager
        async def following(_: Starlette) -> AsyncIterator[None]:
            task = asyncio.create_task(self._follow())
            yield
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        routes = [
            Route("/", page),
            Route("/readings", readings),
            Mount("/static", StaticFiles(directory=HOME / "static")),
        ]
        return Starlette(routes=routes, lifespan=following)

    async def _follow(self) -> None:
        async for _ in self._content.saves():
            pass  # the page asks for the number of readings by itself


@lru_cache(2)
def _stage(content: Content) -> tuple[Catalogue, Menu, CardMaker]:
    """What makes replies of one reading of the content, drafts among them."""
    read = content.catalogue
    shown = replace(read, intents=read.intents | read.drafts)
    return shown, Menu(shown, content.translations), CardMaker(shown, content.translations)
