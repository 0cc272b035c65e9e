"""Commands that make files for editors: a new intent, a new language, the schemas."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from bot.commands.friendly import friendly
from bot.editing import schemas
from bot.editing.scaffold import (
    ScaffoldError,
    new_announcement,
    new_intent,
    new_language,
    topics,
)
from bot.settings import read_settings

_AFTER_INTENT = """
What to do next:
1. Fill in all that begins with INVULLEN in {path}. The comments there say how.
2. ouderbot check              says what is left, file and line; then the card counts
   ouderbot preview {id}
   ouderbot ask --why "..."    asks the bot, in the words of a parent
3. Write phrases in other languages in locales/<language>/phrases.yaml, under phrases: and
   {id}:, and questions that measure it in tests/questions/.
4. ouderbot train              learns the phrases by their meaning too
5. ouderbot translations update
   Translate what is new in locales/<language>/LC_MESSAGES/cards.po.
6. ouderbot going-live         lists new links and facts, for a person to confirm
7. Restart `ouderbot serve`."""
_AFTER_ANNOUNCEMENT = """
What to do next:
1. Fill in all that begins with INVULLEN in {path}. The comments there say how.
2. ouderbot check {path}
3. ouderbot preview            shows the card of your town with it
4. Restart `ouderbot serve`. The news stands on the cards from its first day on, and goes out
   once, between 9 and 18 h, to who asked for it."""
_AFTER_LANGUAGE = """
What to do next:
1. Look through locales/{id}/about.yaml. The names come from Unicode's CLDR.
2. Fill in locales/{id}/words.yaml, `danger` first.
3. Translate locales/{id}/LC_MESSAGES/messages.po, then the card `nood` in cards.po, then the
   others. Poedit opens these files.
4. Fill in locales/{id}/phrases.yaml.
5. ouderbot check              says what is left, file and line
6. ouderbot train              learns the phrases by their meaning too
7. Restart `ouderbot serve`. The menu offers the language once all messages, the card `nood`
   and 90 % of the cards are translated."""


def _made(folder: Path, paths: Iterable[Path], after: str) -> None:
    """Says what is new, and what to do next."""
    for path in paths:
        click.echo(f"{path.relative_to(folder).as_posix()} is new.")
    click.echo(after)


@click.group()
def new() -> None:
    """Make the files of a new intent, a new announcement or a new language."""


@new.command("intent")
@click.argument("name", metavar="ID")
@click.option("--topic", help="The folder in intents/; asked for when it is not given.")
@friendly
def new_intent_(name: str, topic: str | None) -> None:
    """Make intents/TOPIC/ID.yaml, with an example of every key."""
    folder = read_settings().content
    if topic is None:
        topic = click.prompt("Topic", type=click.Choice(topics()))
    try:
        path = new_intent(folder, name, topic)
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from None
    shown = path.relative_to(folder).as_posix()
    _made(folder, [path], _AFTER_INTENT.format(id=name, path=shown))


@new.command("announcement")
@click.argument("name")
@friendly
def new_announcement_(name: str) -> None:
    """Make intents/announcements/NAME.yaml: news for the parents of some towns."""
    settings = read_settings()
    try:
        path = new_announcement(settings.content, name, settings.day())
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from None
    shown = path.relative_to(settings.content).as_posix()
    _made(settings.content, [path], _AFTER_ANNOUNCEMENT.format(path=shown))


@new.command("language")
@click.argument("code")
@friendly
def new_language_(code: str) -> None:
    """Make locales/CODE/ with its files, ready to be filled in and translated."""
    folder = read_settings().content
    try:
        paths = new_language(folder, code)
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from None
    _made(folder, paths, _AFTER_LANGUAGE.format(id=code))


@click.command("schemas")
@friendly
def schemas_() -> None:
    """Renew intents/schemas/, and the line in each YAML file that names its schema."""
    folder = read_settings().content
    changed = schemas.write(folder)
    for path in changed:
        click.echo(path.relative_to(folder).as_posix())
    click.echo(f"{len(changed)} files changed")


COMMANDS = (new, schemas_)
