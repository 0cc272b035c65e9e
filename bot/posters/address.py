"""Where a poster leads: the bot on Telegram where its name is known, else the web chat."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation import Action
from bot.settings import Settings, SettingsError


@dataclass(frozen=True)
class Address:
    """The bot's address.

    Args:
        base: all of a link that stands before its action.
        readable: what a person types who cannot scan, such as `t.me/ouderbot`.
    """

    base: str
    readable: str

    def link(self, action: Action) -> str:
        """The deep link that does an action."""
        return f"{self.base}{action}"


def address(settings: Settings) -> Address:
    """The address of the bot that an operator runs.

    Raises:
        SettingsError: neither Telegram's name nor the web chat's address is set.
    """
    if name := settings.telegram_name:
        return Address(f"https://t.me/{name}?start=", f"t.me/{name}")
    if settings.public_url:
        url = settings.public_url.rstrip("/")
        return Address(f"{url}/?start=", url.partition("://")[2])
    raise SettingsError(
        "A poster needs an address that its QR code leads to, and none is set. Set "
        "OUDERBOT_TELEGRAM_NAME to the bot's user name on Telegram, such as ouderbot, or "
        "OUDERBOT_PUBLIC_URL to the address of the web chat, such as https://ouderbot.example.org."
    )
