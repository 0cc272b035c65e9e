"""The days of a card as a calendar file: `/calendar?start=<action>`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.allowance import Allowance, Limit
from bot.channels.calendar import NAME, TYPE, calendar_file
from bot.channels.thinking import TooSlowError, in_time
from bot.channels.web.caller import caller_of
from bot.channels.web.page import HEADERS
from bot.conversation import Action, Dialogue

FILES = Limit(60, 60)
"""Of one address."""


def calendar_routes(dialogue: Dialogue, today: Callable[[], date]) -> list[BaseRoute]:
    """The address of the files; 404 where a card has no day to come."""
    files = Allowance(FILES)

    async def give(request: Request) -> Response:
        caller = caller_of(request)
        if files.take(caller) != "answer":
            wait = files.wait(caller)
            more = {**HEADERS, "Retry-After": str(wait)}
            return PlainTextResponse(f"Too many. Try again in {wait} seconds.\n", 429, more)
        action, day = Action.parse(request.query_params.get("start", "")), today()
        try:
            entries = await in_time(dialogue.agenda, action, day) if action else []
        except TooSlowError:
            return PlainTextResponse("Too busy. Try again in a minute.\n", 503, HEADERS)
        if not entries:
            return PlainTextResponse("No day to come is known here.\n", 404, HEADERS)
        file = {"Content-Disposition": f'attachment; filename="{NAME}"'}
        return Response(calendar_file(entries, day), headers={**HEADERS, **file}, media_type=TYPE)

    return [Route("/calendar", give, methods=["GET"])]
