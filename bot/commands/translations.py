"""The translators' commands: what is to be done, and the files to do it in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

import click

from bot.catalogue import load
from bot.catalogue.finding import did_you_mean
from bot.commands.friendly import friendly
from bot.commands.table import Cell, table
from bot.editing.progress import Progress, progress
from bot.editing.translations import update
from bot.settings import read_settings
from bot.translation import SOURCE, Translations
from bot.translation.translations import DOMAINS

FIRST = 10
"""So many things to do are named."""
_LEFT = ("fuzzy", "stale", "empty", "wrong")


@click.group()
def translations() -> None:
    """The translators' files."""


@translations.command("update")
@friendly
def translations_update() -> None:
    """Bring the .po files of every language, and the templates, up to date with the Dutch."""
    settings = read_settings()
    changed = update(load(settings.content))
    for path in changed:
        click.echo(path.relative_to(settings.content))
    click.echo(f"{len(changed)} files changed")


@translations.command("status")
@click.option("--language", metavar="CODE", help="This one alone, such as tr.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@friendly
def translations_status(language: str | None, form: str) -> None:
    """Show what is left to translate, and where to begin."""
    settings = read_settings()
    catalogue = load(settings.content)
    codes = [code for code in sorted(catalogue.languages) if code != SOURCE]
    if language is not None and language not in codes:
        wrong = f"{language} is no language to translate into. {did_you_mean(language, codes)}"
        raise click.BadParameter(wrong)
    found, tasks = progress(catalogue, Translations(catalogue), language)
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], indent=2))
        return
    head = ["", "texts", "translated", *DOMAINS, *_LEFT]
    rows = [_row(code, list(files)) for code, files in groupby(sorted(found, key=_code), _code)]
    for line in table(head, rows, names=1):
        click.echo(line)
    for one in ["", "First:", *tasks[:FIRST]] if tasks else ["Nothing is left to do."]:
        click.echo(str(one))
    if len(tasks) > FIRST:
        click.echo(f"and {len(tasks) - FIRST} more; `--language CODE` shows one language alone.")


def _code(one: Progress) -> str:
    return one.language


def _row(code: str, files: Sequence[Progress]) -> list[Cell]:
    """A language: all its texts, how far each domain is, and what is left to do."""
    texts, done = sum(one.texts for one in files), sum(one.translated for one in files)
    left = [sum(getattr(one, name) for one in files) for name in _LEFT]
    return [
        (code, None),
        (str(texts), None),
        (str(done), "green" if done == texts else "yellow"),
        *((f"{one.translated}/{one.texts}", None) for one in files),
        *((str(count), "red" if count else None) for count in left),
    ]


COMMANDS = (translations,)
