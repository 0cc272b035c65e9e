"""Posters in the browser: choose one, and print it from there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.catalogue import Level, Message, Municipality
from bot.channels.allowance import Allowance, Limit
from bot.channels.thinking import TooSlowError, in_time
from bot.channels.web.caller import caller_of
from bot.channels.web.page import HEADERS
from bot.conversation import Dialogue
from bot.pages import templates
from bot.posters import Format, Page, PosterError, PosterMaker, address, page, page_of_languages
from bot.settings import Settings, SettingsError
from bot.translation import SOURCE

EVERY = "all"
"""Stands for all languages on one sheet."""
PAGES = Limit(60, 60)
"""Of one address."""
LONGEST_NAME = 64
"""Characters of the name of a place."""
_ENVIRONMENT = templates(Path(__file__).parent / "templates")


class UnknownPlaceError(ValueError):
    """A name that is no municipality, or more than one."""


def poster_routes(settings: Settings, dialogue: Dialogue) -> list[BaseRoute]:
    """The page `/poster`.

    Without `language` it is a form; with `language` (a code, or `all`) and as one likes `intent`,
    `place`, `level` and `format` it is the poster.
    """
    pages = Allowance(PAGES)

    async def show(request: Request) -> Response:
        caller = caller_of(request)
        if pages.take(caller) != "answer":
            wait = pages.wait(caller)
            more = {**HEADERS, "Retry-After": str(wait)}
            return PlainTextResponse(f"Too many. Try again in {wait} seconds.\n", 429, more)
        try:
            return await in_time(_answer, settings, dialogue, request.query_params)
        except TooSlowError:
            return PlainTextResponse("Too busy. Try again in a minute.\n", 503, HEADERS)

    return [Route("/poster", show, methods=["GET"])]


def _answer(settings: Settings, dialogue: Dialogue, wanted: Mapping[str, str]) -> Response:
    if not wanted.get("language"):
        return _form(dialogue, wanted)
    try:
        made = _poster(settings, dialogue, wanted)
    except SettingsError as error:
        return PlainTextResponse(f"{error}\n", 404, HEADERS)
    except UnknownPlaceError:
        return _form(dialogue, wanted, Message.PLACE_NOT_FOUND)
    except (PosterError, ValueError):
        return _form(dialogue, wanted, Message.LINK_NOT_RIGHT)
    policy = (
        f"default-src 'none'; style-src {made.style_source}; img-src data:; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(made.html, headers={**HEADERS, "Content-Security-Policy": policy})


def _poster(settings: Settings, dialogue: Dialogue, wanted: Mapping[str, str]) -> Page:
    """The page that an address asks for; what comes from outside is looked up, never shown.

    Raises:
        ValueError: nothing here is called so, as PosterError and UnknownPlaceError tell further.
        SettingsError: no address is set that a poster can lead to.
    """
    maker = PosterMaker(dialogue.catalogue, dialogue.menu, address(settings))
    form = Format(wanted.get("format") or Format.A4)
    level = Level(wanted["level"]) if wanted.get("level") else None
    intent = wanted.get("intent") or None
    place = _place(dialogue, wanted["place"]) if wanted.get("place") else None
    if wanted["language"] != EVERY:
        return page(maker.poster(wanted["language"], intent, place, level), form)
    codes, _ = maker.languages(intent)
    return page_of_languages([maker.poster(code, intent, place, level) for code in codes], form)


def _place(dialogue: Dialogue, name: str) -> Municipality:
    """A municipality by its NIS code, or by a name or postcode."""
    if known := dialogue.catalogue.places.municipalities.get(name):
        return known
    found = dialogue.engine.find_place(name[:LONGEST_NAME])
    if found is None or not found.sure:
        raise UnknownPlaceError
    return found.municipality


def _form(
    dialogue: Dialogue, wanted: Mapping[str, str], problem: Message | None = None
) -> HTMLResponse:
    """The choices, in Dutch: who hangs up a poster speaks it."""
    menu, catalogue = dialogue.menu, dialogue.catalogue
    html = _ENVIRONMENT.get_template("poster.html").render(
        word=lambda name: menu.word(SOURCE, Message(name)),
        languages=[catalogue.languages[code] for code in menu.languages],
        intents=catalogue.intents.values(),
        levels=[level.value for level in Level],
        formats=[form.value for form in Format],
        wanted=wanted,
        every=EVERY,
        problem=problem,
    )
    return HTMLResponse(html, 400 if problem else 200, HEADERS)
