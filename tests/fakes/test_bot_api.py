"""The fake refuses what Telegram refuses; otherwise the tests that stand on it prove nothing."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.fakes.bot_api import TOKEN, FakeBotApi


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as running:
        yield running


def call(api: FakeBotApi, method: str, **data: object) -> httpx.Response:
    """One call of a bot."""
    return httpx.post(f"{api.base}{TOKEN}/{method}", data=data)


def button(data: str) -> str:
    """A keyboard with one button, as JSON."""
    return f'{{"inline_keyboard": [[{{"text": "x", "callback_data": "{data}"}}]]}}'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": "x" * 4097}, "too long"),
        ({"text": "\U0001f600" * 2049}, "too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "end tag"),
        ({"text": "<b>x</i>", "parse_mode": "HTML"}, "end tag"),
        ({"text": "<p>x</p>", "parse_mode": "HTML"}, "unsupported"),
        ({"text": "  "}, "empty"),
        ({"text": "x", "reply_markup": button("x" * 65)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "chat_id": 404}, "chat not found"),
    ],
)
def test_bad_messages_are_refused(api: FakeBotApi, data: dict[str, object], words: str) -> None:
    """400 with Telegram's reason, and nothing is sent."""
    api.say(7, "hallo")
    answer = call(api, "sendMessage", **{"chat_id": 7, **data})

    assert answer.status_code == 400
    assert words in answer.json()["description"]
    assert not api.sent


def test_good_messages_are_taken(api: FakeBotApi) -> None:
    """4,096 characters besides the tags, and 64 bytes of data."""
    api.say(7, "hallo")
    text = "<b>" + "x" * 4096 + "</b>"
    answer = call(
        api, "sendMessage", chat_id=7, text=text, parse_mode="HTML",
        reply_markup=button("x" * 64),
    )  # fmt: skip

    assert answer.json()["ok"]
    assert len(api.to(7)[0]["text"]) == 4096


def test_methods_tokens_and_faults(api: FakeBotApi) -> None:
    """Unknown methods, wrong tokens, who blocked the bot, and faults on demand."""
    assert call(api, "sendPigeon").status_code == 404
    assert httpx.post(f"{api.base}1:wrong/getMe").status_code == 401
    api.blocked.add(8)
    assert call(api, "sendMessage", chat_id=8, text="x").status_code == 403
    api.fail("getMe", 429, retry_after=3)
    assert call(api, "getMe").json()["parameters"] == {"retry_after": 3}
    assert call(api, "getMe").status_code == 200


def test_offsets_confirm_and_a_webhook_excludes_polling(api: FakeBotApi) -> None:
    """What is below the offset is gone; what is not comes again."""
    first, second = api.say(7, "een"), api.say(7, "twee")
    for _ in range(2):
        got = call(api, "getUpdates", offset=first).json()["result"]
        assert [one["update_id"] for one in got] == [first, second]
    got = call(api, "getUpdates", offset=second).json()["result"]
    assert [one["update_id"] for one in got] == [second]
    assert [one["update_id"] for one in call(api, "getUpdates").json()["result"]] == [second]
    call(api, "setWebhook", url="http://127.0.0.1:1/x")
    assert call(api, "getUpdates").status_code == 409
