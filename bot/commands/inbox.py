"""`ouderbot inbox`: what parents asked that the bot could not place, for editors."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from bot.catalogue import NONE, Catalogue, load
from bot.catalogue.finding import did_you_mean
from bot.commands.friendly import friendly
from bot.editing.added_phrase import PhraseError, add_phrase
from bot.editing.inbox import groups, nearest
from bot.settings import Settings, read_settings
from bot.understanding import Engine

if TYPE_CHECKING:  # because no other command needs what the memory brings
    from bot.memory import Entry, Memory

Group = list[tuple["Entry", list[tuple[str, float]]]]
"""Questions that are alike, each with the intents that it is nearest to."""
_AFTER = """
What to do next:
1. Read the new lines. Names of people do not belong there, and `…` may go.
2. ouderbot check              says what is wrong with them, file and line
3. ouderbot train              learns them by their meaning too
4. Restart `ouderbot serve`."""


@click.group(invoke_without_command=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
@friendly
def inbox(context: click.Context, form: str) -> None:
    """List what parents asked that the bot could not place, and agreed to have kept.

    Questions that are alike stand together, in any languages, each with its number and the three
    intents that it is nearest to. Every question goes by itself after 90 days.
    """
    if context.invoked_subcommand is not None:
        return
    settings = read_settings()
    entries = asyncio.run(_held(settings))
    found = list(_grouped(settings, entries)) if entries else []
    if form == "json":
        click.echo(json.dumps([_json(group) for group in found], ensure_ascii=False, indent=2))
        return
    for line in _text(found):
        click.echo(line)


@inbox.command("add")
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID...")
@click.option("--to", "intent", required=True, help="Whose phrase it becomes; `none`: not ours.")
@click.option("--language", metavar="CODE", help="Where the bot took it for another language.")
@friendly
def add(ids: tuple[int, ...], intent: str, language: str | None) -> None:
    """Make questions phrases of an intent, or of `none`, and take them out of the inbox."""
    settings = read_settings()
    catalogue = load(settings.content)
    _known(catalogue, intent, language)
    failed = False
    added = 0
    for entry in _wanted(asyncio.run(_held(settings)), ids):
        try:
            where = add_phrase(catalogue, entry.text, language or entry.language, intent)
        except PhraseError as error:
            click.echo(f"{entry.id}: {error}", err=True)
            failed = True
            continue
        asyncio.run(_removed(settings, [entry.id]))
        click.echo(f"{where}: {entry.text}")
        added += 1
    if added:
        click.echo(_AFTER)
    sys.exit(1 if failed else 0)


@inbox.command("drop")
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID...")
@friendly
def drop(ids: tuple[int, ...]) -> None:
    """Take questions out of the inbox; nothing is left of them."""
    settings = read_settings()
    entries = _wanted(asyncio.run(_held(settings)), ids)
    asyncio.run(_removed(settings, [entry.id for entry in entries]))
    click.echo(f"{len(entries)} dropped")


@contextlib.asynccontextmanager
async def _memory(settings: Settings) -> AsyncIterator[Memory]:
    """The memory of the settings, while it is used.

    Raises:
        SettingsError: the database cannot be used.
    """
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415  # because no other command needs it

    from bot.memory import Memory, MigrationError, database_url, unusable  # noqa: PLC0415  # likewise

    try:
        memory = Memory(database_url(settings))
        try:
            await memory.open()
            yield memory
        finally:
            await memory.close()
    except (SQLAlchemyError, OSError, MigrationError) as error:
        raise unusable(error) from None


async def _held(settings: Settings) -> list[Entry]:
    async with _memory(settings) as memory:
        return await memory.inbox()


async def _removed(settings: Settings, ids: Collection[int]) -> None:
    async with _memory(settings) as memory:
        await memory.remove(ids)


def _known(catalogue: Catalogue, intent: str, language: str | None) -> None:
    """Refuses an intent or a language that there is not."""
    intents = [NONE, *catalogue.intents, *catalogue.drafts]
    if intent not in intents:
        raise click.BadParameter(f"`{intent}` is no intent. {did_you_mean(intent, intents)}")
    if language is not None and language not in catalogue.languages:
        meant = did_you_mean(language, catalogue.languages)
        raise click.BadParameter(f"`{language}` is no language of the bot. {meant}")


def _wanted(entries: Iterable[Entry], ids: Sequence[int]) -> list[Entry]:
    """The questions of some numbers, once each."""
    known = {entry.id: entry for entry in entries}
    for number in ids:
        if number not in known:
            raise click.BadParameter(f"{number} is not in the inbox. `ouderbot inbox` lists it.")
    return [known[number] for number in dict.fromkeys(ids)]


def _grouped(settings: Settings, entries: Sequence[Entry]) -> Iterator[Group]:
    catalogue = load(settings.content)
    engine = Engine(catalogue)
    if engine.without:
        click.echo(f"On the letters alone: {engine.without}.", err=True)
    for group in groups(catalogue, [(entry.language, entry.text) for entry in entries]):
        yield [(entries[number], nearest(engine, entries[number].text)) for number in group]


def _languages(groups: Iterable[Group]) -> dict[str, int]:
    """How many questions there are in each language, the most first."""
    return dict(Counter(entry.language for group in groups for entry, _ in group).most_common())


def _json(group: Group) -> dict[str, object]:
    return {
        "languages": _languages([group]),
        "questions": [
            {
                "id": entry.id,
                "day": entry.day.isoformat(),
                "language": entry.language,
                "text": entry.text,
                "nearest": [
                    {"intent": intent, "probability": round(share, 4)} for intent, share in near
                ],
            }
            for entry, near in group
        ],
    }


def _text(found: Sequence[Group]) -> Iterator[str]:
    total = sum(map(len, found))
    yield _counted(f"{total} in the inbox", found) if total else "The inbox is empty."
    wide = max((len(str(entry.id)) for group in found for entry, _ in group), default=0)
    for group in found:
        yield ""
        if len(group) > 1:
            yield click.style(_counted(f"{len(group)} alike", [group]), bold=True)
        for entry, near in group:
            ranking = ", ".join(f"{intent} {share:.2f}" for intent, share in near)
            yield f"{entry.id:>{wide}}  {entry.language:3}  {entry.text}"
            yield f"{'':{wide}}       {click.style(ranking or '-', dim=True)}"
    if total:
        yield "\n`ouderbot inbox add ID --to INTENT` makes it a phrase, `inbox drop ID` drops it."


def _counted(head: str, groups: Iterable[Group]) -> str:
    return f"{head}: {', '.join(f'{code} {n}' for code, n in _languages(groups).items())}"


COMMANDS = (inbox,)
