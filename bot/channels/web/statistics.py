"""A page for maintainers: what is asked, in which languages, and how often the bot had to ask back.

It shows counts alone, and of those no number below five and nothing that tells one
(`bot/memory/protection.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.password import Password
from bot.conversation import Dialogue
from bot.conversation.situation import Month
from bot.memory import Memory
from bot.memory.counts import OUTCOMES, UNCOUNTED, Outcome
from bot.memory.figures import Figures, figures
from bot.memory.protection import STEP
from bot.pages import templates
from bot.translation.wording import language_name, month

PATH = "/statistics"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
LABELS: dict[Outcome, str] = {
    "answer": "Answered",
    "clarify": "Asked back",
    "none": "Not placed",
    "tapped": "Tapped",
    "opened": "Opened",
}
TYPED: tuple[Outcome, ...] = ("answer", "clarify", "none")
"""What was decided about typed questions; the rest are buttons and links."""
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


class Statistics:
    """The page.

    Args:
        password: that opens it; without one there is no page.
        dialogue: knows the languages and the cards.
        memory: holds the counts.
        today: the clock.
    """

    def __init__(
        self,
        password: SecretStr | None,
        dialogue: Dialogue,
        memory: Memory,
        today: Callable[[], date],
    ) -> None:
        self._password = Password(password.get_secret_value()) if password else None
        self._dialogue = dialogue
        self._memory = memory
        self._today = today
        environment = templates(Path(__file__).parent / "templates")
        environment.filters |= {"shown": shown, "named": _named}
        self._template = environment.get_template("statistics.html")

    def routes(self) -> list[BaseRoute]:
        """The page, unless there is no password."""
        return [Route(PATH, self._page, methods=["GET"])] if self._password else []

    async def _page(self, request: Request) -> Response:
        refusal = self._password.refusal(request) if self._password else None
        if refusal:
            return refusal
        today = self._today()
        asked = request.query_params.get("month", str(Month.of(today)))
        match = _MONTH.fullmatch(asked)
        if match is None:
            return _sentence("The month is not right. Allowed: a month such as 2026-11.", 400)
        chosen = Month(int(match[1]), int(match[2]))
        try:
            counts = await self._memory.counts(chosen.first, chosen.last)
            begun = Month.of(await self._memory.first_counted() or today)
        except (SQLAlchemyError, OSError):
            return _sentence("The database gives no answer. Try again later.", 503)
        catalogue = self._dialogue.catalogue
        last = min(chosen.last, max(today, chosen.first))
        days = [chosen.first + timedelta(n) for n in range((last - chosen.first).days + 1)]
        found = figures(counts, list(catalogue.languages), set(catalogue.intents) - UNCOUNTED, days)
        before = Month.of(chosen.first - timedelta(days=1))
        after = Month.of(chosen.last + timedelta(days=1))
        html = self._template.render(
            month=chosen,
            before=before if before.first >= begun.first else None,
            after=after if after.first <= today else None,
            today=today,
            found=found,
            shares=shares(found),
            labels=LABELS,
            outcomes=OUTCOMES,
            step=STEP,
            title=self._title,
            language=lambda code: language_name(code, "en"),
        )
        return HTMLResponse(html, headers=HEADERS)

    def _title(self, intent: str) -> str:
        """The Dutch title of a card; its name alone when the catalogue has it no more."""
        known = self._dialogue.catalogue.intents.get(intent)
        return known.title if known else intent


def shown(number: int) -> str:
    """A rounded number as it stands on the page."""
    return str(number) if number else f"< {STEP}"


def shares(found: Figures) -> dict[Outcome, int]:
    """What was decided about typed questions, in per cent of the numbers shown.

    One below five has no share: nought would be wrong, and any other would tell it.
    """
    typed = {one: found.decisions[one] for one in TYPED}
    return {one: round(100 * n / sum(typed.values())) for one, n in typed.items() if n}


def _sentence(text: str, status: int) -> Response:
    return PlainTextResponse(f"{text}\n", status_code=status, headers=HEADERS)


def _named(one: Month) -> str:
    """A month as maintainers read it: November 2026."""
    return month(one.year, one.number, "en")
