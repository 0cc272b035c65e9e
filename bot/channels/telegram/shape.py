"""What is read of an update, and of what kind it must be; the library itself looks at no kinds.

Whatever else Telegram sends, now or later, is passed over.
"""

from __future__ import annotations

import logging
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from telegram import Update

_log = logging.getLogger(__name__)

Number = Annotated[int, Field(ge=-(2**63), lt=2**63)]
"""As large as a database takes."""
Degrees = Annotated[float, Field(allow_inf_nan=False)]


class Shape(BaseModel):
    """An object of the Bot API."""

    model_config = ConfigDict(strict=True, extra="ignore")


class User(Shape):
    """Who wrote or pressed."""

    id: Number
    is_bot: bool
    username: str | None = None
    language_code: str | None = None


class Chat(Shape):
    """Where."""

    id: Number
    type: str


class Entity(Shape):
    """A part of a text, such as a quotation."""

    type: str
    offset: Annotated[int, Field(ge=0)]
    length: Annotated[int, Field(ge=0)]


class Location(Shape):
    """A place on the globe."""

    latitude: Degrees
    longitude: Degrees


class Message(Shape):
    """What was written, or what a pressed button belongs to."""

    chat: Chat
    message_id: Number
    sender: User | None = Field(None, alias="from")
    text: str | None = None
    caption: str | None = None
    entities: list[Entity] | None = None
    location: Location | None = None
    reply_to_message: Message | None = None


class CallbackQuery(Shape):
    """A button that was pressed."""

    id: str
    sender: User = Field(alias="from")
    data: str | None = None
    message: Message | None = None


class InlineQuery(Shape):
    """What is typed behind the bot's name in another chat."""

    id: str
    sender: User = Field(alias="from")
    query: str


class Shaped(Shape):
    """An update of the kinds that the bot asks for."""

    update_id: Annotated[int, Field(ge=0, lt=2**63)]
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    inline_query: InlineQuery | None = None


def readable(update: dict[str, object]) -> dict[str, object]:
    """An update as it came, or only its number when it is not what an update must be."""
    try:
        Shaped.model_validate(update)
        Update.de_json(update, None)
    except ValidationError:
        _log.warning("an update has another form than it must, it is passed over")
    except Exception as error:  # noqa: BLE001  # because anything can be in outside data
        _log.warning("an update could not be read (%s), it is passed over", type(error).__name__)
    else:
        return update
    return {"update_id": update["update_id"]}
