"""A Telegram channel on an offline request, and a maker of updates."""

from __future__ import annotations

from typing import Any

from telegram import Update

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.shape import readable
from bot.memory import ChatKeys, Memory
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.offline import OfflineRequest


class Bench:
    """A channel on an offline request, and a maker of updates."""

    def __init__(self, channel: TelegramChannel, request: OfflineRequest, memory: Memory) -> None:
        self.channel = channel
        self.request = request
        self.memory = memory
        self.keys = ChatKeys("test")
        self._api = FakeBotApi()

    async def gets(self, update: dict[str, Any]) -> list[dict[str, Any]]:
        """Handles an update; returns the messages sent for it."""
        before = len(self.request.sent())
        await self.channel.handle(Update.de_json(readable(update), self.channel.application.bot))
        return self.request.sent()[before:]

    async def says(self, text: str, language: str = "nl", chat: int = 7, **more: Any) -> list[Any]:  # noqa: ANN401  # because it is JSON
        """A parent types a text."""
        return await self.gets(self.update(text, language, chat, **more))

    def update(self, text: str, language: str = "nl", chat: int = 7, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # because it is JSON
        """An update in which a parent types a text."""
        self._api.put(message=self._api.message(chat, language, text=text, **more))
        return self._api.updates[-1]

    async def sends(self, **content: Any) -> list[Any]:  # noqa: ANN401  # because it is JSON
        """A parent sends something else."""
        self._api.put(message=self._api.message(7, **content))
        return await self.gets(self._api.updates[-1])

    async def presses(self, data: str, html: str = "buttons") -> list[Any]:
        """A parent presses a button below a message of some HTML."""
        self._api.press(7, data, html=html)
        return await self.gets(self._api.updates[-1])

    async def in_group(self, text: str, **more: Any) -> list[Any]:  # noqa: ANN401  # because it is JSON
        """Somebody writes in a group."""
        message = self._api.message(7, text=text, **more)
        message["chat"] = {"id": -100, "type": "supergroup", "title": "Ouders"}
        self._api.put(message=message)
        return await self.gets(self._api.updates[-1])

    async def forwards(self, text: str, chat: int = 7) -> list[Any]:
        """Somebody passes a parent's message on."""
        origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Een ouder"}
        return await self.says(text, chat=chat, forward_origin=origin)

    async def types_inline(self, query: str, language: str = "nl") -> dict[str, Any]:
        """Somebody types behind `@bot` in another chat; what the bot lists."""
        user = {"id": 7, "is_bot": False, "first_name": "Brug", "language_code": language}
        self._api.put(inline_query={"id": "9", "from": user, "query": query, "offset": ""})
        await self.gets(self._api.updates[-1])
        return self.request.of("answerInlineQuery")[-1]
