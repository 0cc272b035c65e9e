"""The command that shows how far every language is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot.catalogue import load
from bot.commands.friendly import friendly
from bot.commands.table import Cell, table
from bot.editing import coverage as languages
from bot.editing.coverage import Coverage, State
from bot.settings import read_settings
from bot.translation import Translations

_COLOURS = {State.COMPLETE: "green", State.STALE: "yellow", State.MISSING: "red"}
_UNLIMITED = 10_000
"""The columns of what is no terminal, such as a file."""


@click.command()
@click.option("--intents", is_flag=True, help="A row per intent, a column per language.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--page",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Write it all as one page for a browser.",
)
@friendly
def coverage(form: str, path: Path | None, *, intents: bool) -> None:
    """Show how far every language is: cards, phrases, what is stale or missing."""
    settings = read_settings()
    catalogue = load(settings.content)
    found = languages.coverage(catalogue, Translations(catalogue))
    if form == "json":
        rows = list(_pairs(found)) if intents else [one.row() for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for line in _by_intent(found) if intents else _by_language(found):
            click.echo(line)
    if path:
        try:
            path.write_text(languages.page(catalogue, found, settings.day()), "utf-8")
        except OSError as error:
            wrong = f"{path} cannot be written: {error.strerror}. Name a file in a folder of yours."
            raise click.ClickException(wrong) from None
        click.echo(f"{path} is new.", err=form == "json")


def _pairs(found: Sequence[Coverage]) -> Iterator[dict[str, str | int]]:
    """Every intent in every language, for `--intents --format json`."""
    for one in found:
        for name, state in one.states.items():
            yield {
                "language": one.about.code,
                "intent": name,
                "state": state.value,
                "phrases": one.phrases_of[name],
            }


def _by_language(found: Sequence[Coverage]) -> Iterator[str]:
    head = ["", "language", "status", "cards", "stale", "missing", "phrases", "menu"]
    rows: list[list[Cell]] = []
    for one in found:
        worst = State.MISSING if one.missing else State.STALE if one.stale else State.COMPLETE
        rows.append(
            [
                (one.about.code, None),
                (one.about.english, None),
                (one.about.status, None),
                (f"{one.translated}/{one.intents}", _COLOURS[worst]),
                (str(one.stale), _COLOURS[State.STALE] if one.stale else None),
                (str(one.missing), _COLOURS[State.MISSING] if one.missing else None),
                (str(one.phrases), None),
                ("yes", None) if one.offered else ("no", "red"),
            ]
        )
    yield from table(head, rows, names=3)
    if any(one.translated < one.intents for one in found):
        yield "`ouderbot translations status` names what to do."


def _by_intent(found: Sequence[Coverage]) -> Iterator[str]:
    """As many tables side by side as the terminal needs; a cell is a sign and the phrases."""
    names = list(found[0].states)
    wide = shutil.get_terminal_size((_UNLIMITED, 0)).columns
    fit = max(1, (wide - max(map(len, names))) // max(map(_wide, found)))
    for start in range(0, len(found), fit):
        shown = found[start : start + fit]
        rows: list[list[Cell]] = [
            [(name, None), *(_cell(one, name) for one in shown)] for name in names
        ]
        yield from table(["intent", *(one.about.code for one in shown)], rows, names=1)
        yield ""
    yield " ".join(f"{state.mark} {state}" for state in State) + "; the number is that of phrases."


def _cell(one: Coverage, name: str) -> Cell:
    state = one.states[name]
    return f"{state.mark}{one.phrases_of[name]}", _COLOURS[state]


def _wide(one: Coverage) -> int:
    """The width of a language's column, with the space before it."""
    return max(len(text) for text, _ in (_cell(one, name) for name in one.states)) + 2


COMMANDS = (coverage,)
