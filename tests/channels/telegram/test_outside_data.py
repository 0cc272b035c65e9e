"""Whatever the webhook gets: answered as far as it can be read, never wanted again, no fault."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route

from bot.channels.allowance import Allowance, Limit
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.webhook import PATH, Webhook
from tests.fakes.bench import Bench
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.outside import JSON, many

SECRET = "a-secret_of_the_test"
NUMBERS = itertools.count(10_000)
MADE = range(1001, 1100)
"""The numbers that the fake Bot API gives."""


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  # because it is JSON
    """Where something stands in JSON."""
    yield at
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from places(inner, (*at, key))


def updates() -> list[dict[str, Any]]:
    """One of each kind that the bot asks for."""
    api = FakeBotApi()
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Een ouder"}
    replied = api.message(8, text="wat is een lop")
    contents: list[dict[str, Any]] = [
        {"text": "wanneer aanmelden in gent"},
        {"text": "/start a_lop-wat___fr"},
        {"text": "mijn kind is geweigerd", "forward_origin": origin},
        {"text": "@ouder_testbot", "reply_to_message": replied},
        {"location": {"latitude": 51.05, "longitude": 3.72}},
        {"caption": "wat is dit", "photo": [{"file_id": "x", "file_unique_id": "y", "width": 1,
                                              "height": 1}]},
    ]  # fmt: skip
    for content in contents:
        api.put(message=api.message(7, **content))
    api.put(edited_message=api.message(7, text="waar is mijn lop", edit_date=5))
    api.press(7, "a_lop-wat", html="<blockquote>een zin</blockquote>")
    user = {"id": 7, "is_bot": False, "first_name": "Brug", "language_code": "nl"}
    api.put(inline_query={"id": "9", "from": user, "query": "lop tr", "offset": ""})
    return api.updates


@st.composite
def spoilt_updates(draw: st.DrawFn) -> object:
    """An update with one thing in it that is another, or lacks."""
    update = json.loads(json.dumps(draw(st.sampled_from(updates()))))
    at = draw(st.sampled_from(list(places(update))))
    if not at:
        return draw(JSON)
    inner = update
    for key in at[:-1]:
        inner = inner[key]
    if draw(st.booleans()):
        del inner[at[-1]]
    else:
        inner[at[-1]] = draw(JSON)
    return update


class Hook:
    """The webhook, without a server."""

    def __init__(self, channel: TelegramChannel) -> None:
        channel._messages = Allowance(Limit(10**6, 60))  # noqa: SLF001  # because all examples are of one chat
        channel._offering.letters = Allowance(Limit(10**6, 60))  # noqa: SLF001  # likewise
        hook = Webhook(channel, SECRET)
        route = Route(PATH, hook.__call__, methods=["POST"])
        self._transport = httpx.ASGITransport(Starlette(routes=[route]))

    async def post(self, body: bytes, secret: bytes = SECRET.encode()) -> int:
        """The status that Telegram gets."""
        headers = [(b"X-Telegram-Bot-Api-Secret-Token", secret)]
        async with httpx.AsyncClient(transport=self._transport, base_url="http://test") as caller:
            return (await caller.post(PATH, content=body, headers=headers)).status_code


@pytest.fixture
def hook(bench: Bench) -> Hook:
    return Hook(bench.channel)


@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
@many
async def test_webhook_bodies(hook: Hook, body: bytes) -> None:
    """What is no update is not wanted again."""
    assert await hook.post(body) == 200


@given(spoilt_updates())
@settings(many, max_examples=150)
async def test_spoilt_updates(hook: Hook, update: object) -> None:
    """What is nearly an update is answered as far as it can be read, and never comes again."""
    if isinstance(update, dict) and update.get("update_id") in MADE:
        update["update_id"] = next(NUMBERS)  # or it was answered before
    assert await hook.post(json.dumps(update).encode()) == 200


@given(st.text(st.characters(max_codepoint=255), max_size=300).map(str.strip))
@many
async def test_webhook_secrets(hook: Hook, secret: str) -> None:
    """Only the one that was set."""
    if secret != SECRET:
        assert await hook.post(b'{"update_id": 1}', secret.encode("latin-1")) == 403
