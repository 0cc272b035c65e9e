"""The command `ouderbot`."""

from __future__ import annotations

import sys

import click

from bot import __version__
from bot.commands import asking, check, coverage, editing, inbox, new, poster, preview, translations
from bot.commands.asking import controller_of, make_dialogue
from bot.commands.friendly import friendly
from bot.settings import read_settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ouderbot")
def main() -> None:
    """Ouderbot answers parents in Flanders and Brussels about school, in their own language."""


@main.command("serve")
@click.option("--edit", is_flag=True, help="For editors: what is saved counts at once.")
@friendly
def serve_(*, edit: bool) -> None:
    """Serve the web chat, and Telegram when OUDERBOT_TELEGRAM_TOKEN is set."""
    from bot.serve import serve  # noqa: PLC0415  # because no other command needs what it brings

    settings = read_settings()
    if edit:
        from bot.editing.watching import LiveDialogue  # noqa: PLC0415  # because a plain `serve` watches no files

        live = LiveDialogue(settings.content, controller_of(settings))
        sys.exit(serve(settings, live, live))
    sys.exit(serve(settings, make_dialogue(settings)))


for command in (
    *asking.COMMANDS,
    *check.COMMANDS,
    *coverage.COMMANDS,
    *editing.COMMANDS,
    *inbox.COMMANDS,
    *preview.COMMANDS,
    *new.COMMANDS,
    *poster.COMMANDS,
    *translations.COMMANDS,
):
    main.add_command(command)
