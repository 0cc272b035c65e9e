"""The command `preview`: cards as Telegram shows them, on a page of this machine or as pictures."""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Mapping
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import click

from bot.commands.friendly import friendly
from bot.conversation import Reply
from bot.editing.bubble import Bubble
from bot.editing.picks import LEVELS, Picks
from bot.logs import set_up_logs
from bot.settings import Settings, read_settings

if TYPE_CHECKING:  # because no other command needs what these bring, and all begin sooner without
    from bot.editing.preview import Preview, Renderer

HOST = "127.0.0.1"
"""The preview is for who edits on this machine, and for nobody else."""
_TAG = re.compile(r"<[^>]*>")


@click.command("preview")
@click.argument("intent", required=False)
@click.option("--language", help="Only this language beside the Dutch, such as ar.")
@click.option("--place", help="A town that the parent named.")
@click.option("--level", help=f"A level that the parent named: {', '.join(LEVELS)}.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="A day, instead of today.")
@click.option("--port", type=click.IntRange(1, 65535), default=8081, show_default=True)
@click.option("--png", "folder", type=click.Path(path_type=Path), help="Write pictures instead.")
@friendly
def preview_(  # noqa: PLR0913  # because each is an option of the command
    *,
    intent: str | None,
    language: str | None,
    place: str | None,
    level: str | None,
    today: datetime | None,
    port: int,
    folder: Path | None,
) -> None:
    """Show cards as they look in Telegram on a phone, every language beside the Dutch.

    INTENT is the card to begin with; the page lets you choose. It follows what you save.
    """
    from bot.editing.preview import Preview  # noqa: PLC0415  # see above
    from bot.editing.watching import LiveContent  # noqa: PLC0415  # see above

    settings = read_settings()
    content = LiveContent(settings.content)
    given = {"intent": intent, "language": language, "place": place, "level": level}
    fields = {name: value for name, value in given.items() if value is not None}
    day = today.date() if today else settings.day()
    preview = Preview(content, _renderer(settings), lambda: day if today else settings.day())
    picks = Picks.read(fields, preview.catalogue, day)
    if picks.faults:
        raise click.BadParameter(" ".join(picks.faults))
    if folder:
        _write(preview, picks, folder)
    else:
        _serve(settings, preview, fields, port)


def _renderer(settings: Settings) -> Renderer:
    """What Telegram gets, in the words of the preview."""
    from bot.channels.telegram.render import length, messages  # noqa: PLC0415  # see above

    dutch_first = settings.card_order == "dutch-first"

    def rendered(reply: Reply) -> list[Bubble]:
        return [
            Bubble(
                one.html,
                length(unescape(_TAG.sub("", one.html))),
                [[key.text for key in row] for row in one.keyboard.inline_keyboard]
                if one.keyboard
                else [],
            )
            for one in messages(reply, dutch_first=dutch_first)
        ]

    return rendered


def _write(preview: Preview, picks: Picks, folder: Path) -> None:
    """Writes a picture of each card in each language that was picked."""
    from bot.editing.pictures import PicturesError, pictures  # noqa: PLC0415  # see above

    catalogue = preview.catalogue
    intents = [catalogue.intents[picks.intent]] if picks.intent else catalogue.intents.values()
    languages = [picks.language] if picks.language else list(catalogue.languages)
    wanted = [(intent, code) for intent in intents for code in languages]
    try:
        with click.progressbar(
            pictures(preview, wanted, picks, folder), length=len(wanted), label="pictures"
        ) as bar:
            for _ in bar:
                pass
    except PicturesError as error:
        raise click.ClickException(str(error)) from None
    are = "picture is" if len(wanted) == 1 else "pictures are"
    click.echo(f"{len(wanted)} {are} in {folder}.")


def _serve(settings: Settings, preview: Preview, fields: Mapping[str, str], port: int) -> None:
    """Serves the page on this machine alone, until Ctrl-C."""
    import uvicorn  # noqa: PLC0415  # see above

    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        raise click.UsageError(
            f"Nothing can listen on port {port} ({error.strerror or error}). "
            "Choose another one with --port."
        ) from None
    server = uvicorn.Server(
        uvicorn.Config(
            preview.application(), log_config=None, access_log=False, timeout_graceful_shutdown=2
        )
    )
    set_up_logs(settings.log_level)
    query = f"?{urlencode(fields)}" if fields else ""
    click.echo(
        f"The preview is at http://{HOST}:{port}/{query} and follows what you save. "
        "Ctrl-C stops it."
    )
    with listening, contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


COMMANDS = (preview_,)
