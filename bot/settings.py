"""What an operator sets: environment variables that begin with `OUDERBOT_`."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PREFIX = "OUDERBOT_"
BRUSSELS = ZoneInfo("Europe/Brussels")
_HOME = Path(__file__).parent
_PASSWORD = re.compile(r"://[^@/]+@")
_ALLOWED = {
    "port": "a number from 1 to 65535",
    "today": "a day such as 2026-11-22",
    "telegram_name": "5 to 32 of A-Z a-z 0-9 _, a letter first, without @",
    "public_url": "an address such as https://ouderbot.example.org",
    "telegram_api": "an address such as https://api.telegram.org/bot",
    "database_url": "sqlite+aiosqlite:///… or postgresql+asyncpg://…",
    "statistics_password": "12 characters or more",
}
"""What is allowed, where pydantic's own words would not tell an operator."""


def default_content() -> Path:
    """Where the content is: inside an installed wheel, or beside `bot/` in the repository."""
    packed = _HOME / "content"
    return packed if packed.is_dir() else _HOME.parent


class SettingsError(Exception):
    """A setting is wrong; the text names it, its value and what is allowed."""


class Settings(BaseSettings):
    """All settings; each field is the variable `OUDERBOT_` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_token: SecretStr | None = Field(
        None, description="The bot's token from BotFather; without it Telegram stays off."
    )
    telegram_api: str = Field(
        "https://api.telegram.org/bot",
        description="Base of the Bot API, up to and with /bot.",
        pattern=r"^https?://\S+$",
    )
    telegram_name: str | None = Field(
        None,
        description="The bot's user name on Telegram; posters lead to it.",
        pattern=r"^[A-Za-z][A-Za-z0-9_]{4,31}$",
    )
    public_url: str | None = Field(
        None,
        description="Address from outside, https://…; then Telegram calls a webhook.",
        pattern=r"^https?://[^\s/]+(/\S*)?$",
    )
    webhook_secret: SecretStr | None = Field(
        None, description="1 to 256 of A-Z a-z 0-9 _ -; needed together with PUBLIC_URL."
    )
    database_url: str | None = Field(
        None,
        description="sqlite+aiosqlite:///… or postgresql+asyncpg://…; default a file in DATA.",
        pattern=r"^(sqlite\+aiosqlite|postgresql\+asyncpg)://\S+$",
    )
    data: Path = Field(Path(".data"), description="Folder for what must survive a restart.")
    hash_key: SecretStr | None = Field(
        None, description="Key that turns chat ids into hashes; default a file in DATA."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(8080, description="Port to listen on.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much the log tells."
    )
    today: date | None = Field(None, description="A frozen day, for tests and demos.")
    card_order: Literal["translation-first", "dutch-first"] = Field(
        "translation-first", description="Which language stands on top of a card."
    )
    content: Path = Field(
        default_factory=default_content, description="Folder that holds intents/ and locales/."
    )
    operator_name: str | None = Field(None, description="Who runs this bot.")
    operator_contact: str | None = Field(None, description="How to reach them.")
    statistics_password: SecretStr | None = Field(
        None,
        description="Opens the page with counts; without it there is none.",
        min_length=12,
    )

    @field_validator("webhook_secret")
    @classmethod
    def _telegrams_form(cls, value: SecretStr | None) -> SecretStr | None:
        plain = value.get_secret_value() if value else "x"
        form = r"[A-Za-z0-9_-]{1,256}"
        if not re.fullmatch(form, plain, re.ASCII):
            raise ValueError("1 to 256 letters A-Z a-z, digits, _ and -")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _botfathers_form(cls, value: SecretStr | None) -> SecretStr | None:
        number, _, rest = value.get_secret_value().partition(":") if value else ("1", "", "x")
        if not number.isdigit() or not rest or any(c.isspace() for c in rest):
            raise ValueError("digits, a colon and letters, as BotFather gave it")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.telegram_token and self.public_url and not self.webhook_secret:
            raise ValueError(
                "OUDERBOT_WEBHOOK_SECRET is not set, but OUDERBOT_PUBLIC_URL is: Telegram's calls "
                "could be forged. Set it to 1 to 256 letters, digits, _ and -."
            )
        return self

    def now(self) -> datetime:
        """Now in Brussels, on the frozen day when there is one."""
        now = datetime.now(BRUSSELS)
        return datetime.combine(self.today, now.time(), BRUSSELS) if self.today else now

    def day(self) -> date:
        """Today in Brussels, or the frozen day."""
        return self.now().date()


def read_settings() -> Settings:
    """The settings of the environment.

    Raises:
        SettingsError: one or more of them are wrong.
    """
    try:
        return Settings()
    except ValidationError as invalid:
        lines = []
        for error in invalid.errors(include_url=False):
            if not error["loc"]:
                lines.append(str(error["ctx"]["error"]))
                continue
            name = str(error["loc"][0])
            field = Settings.model_fields[name]
            secret = "SecretStr" in str(field.annotation)
            given = _PASSWORD.sub("://(hidden)@", str(error["input"]))
            value = "(hidden)" if secret else f"'{given}'"
            allowed = _ALLOWED.get(name) or _reason(error)
            lines.append(
                f"{PREFIX}{name.upper()} is {value}. Allowed: {allowed}. {field.description}"
            )
        raise SettingsError("\n".join(lines)) from None


def _reason(error: ErrorDetails) -> str:
    """What pydantic or a validator wanted, without preamble."""
    own = error.get("ctx", {}).get("error")
    return str(own) if own else error["msg"].removeprefix("Input should be ")
