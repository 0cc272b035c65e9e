"""Updates as Telegram writes them, ready to be sent."""

from __future__ import annotations

import json
from typing import Any


def said(number: int, chat: int, text: str, language: str) -> bytes:
    """A parent types a text in a private chat."""
    message = {**_message(number, chat), "from": _user(chat, language), "text": text}
    return _update(number, message=message)


def pressed(number: int, chat: int, data: str, language: str) -> bytes:
    """A parent presses a button."""
    query = {
        "id": str(number),
        "from": _user(chat, language),
        "chat_instance": "1",
        "data": data,
        "message": {**_message(number, chat), "text": "buttons"},
    }
    return _update(number, callback_query=query)


def _update(number: int, **content: object) -> bytes:
    return json.dumps({"update_id": number, **content}).encode()


def _message(number: int, chat: int) -> dict[str, Any]:
    place = {"id": chat, "type": "private", "first_name": "Ouder"}
    return {"message_id": number, "date": 1_795_300_000, "chat": place}


def _user(chat: int, language: str) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Ouder", "language_code": language}
