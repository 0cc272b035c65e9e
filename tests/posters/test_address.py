"""Where posters lead is what the operator set, and nothing else."""

from __future__ import annotations

import pytest

from bot.conversation import Action
from bot.posters import address
from bot.settings import SettingsError, read_settings

ASKED = Action("ask", "lop-wat", language="fr")


def test_telegram_goes_before_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the bot's name is known the code opens Telegram, else the web chat."""
    monkeypatch.setenv("OUDERBOT_PUBLIC_URL", "https://ouderbot.example.org/gent/")
    web = address(read_settings())
    assert web.link(ASKED) == "https://ouderbot.example.org/gent/?start=a_lop-wat___fr"
    assert web.readable == "ouderbot.example.org/gent"
    monkeypatch.setenv("OUDERBOT_TELEGRAM_NAME", "ouder_testbot")
    telegram = address(read_settings())
    assert telegram.link(ASKED) == "https://t.me/ouder_testbot?start=a_lop-wat___fr"
    assert telegram.readable == "t.me/ouder_testbot"


def test_without_an_address_it_says_what_to_set() -> None:
    """A QR code that leads nowhere is never printed."""
    with pytest.raises(SettingsError, match=r"Set OUDERBOT_TELEGRAM_NAME .* or OUDERBOT_PUBLIC_U"):
        address(read_settings())


@pytest.mark.parametrize(
    "name", ["@ouderbot", "oud", "1ouderbot", "ouder-bot", "x" * 33, "ouderböt", "ouderbot\n"]
)
def test_a_name_that_telegram_does_not_allow_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """5 to 32 letters, digits and _, a letter first."""
    monkeypatch.setenv("OUDERBOT_TELEGRAM_NAME", name)
    with pytest.raises(SettingsError, match=r"(?s)OUDERBOT_TELEGRAM_NAME is .* Allowed: 5 to 32"):
        read_settings()
