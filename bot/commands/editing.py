"""The editors' commands; each does its work through one module of bot/editing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from bot.catalogue import load
from bot.commands.friendly import friendly
from bot.editing import going_live
from bot.editing.evaluate import Half, compared, judge, picture, read, report, tables
from bot.editing.train import train
from bot.settings import read_settings
from bot.understanding import Engine
from bot.understanding.weights import WeightsError

LAST = "evaluation.json"
"""The last evaluation, in the folder of OUDERBOT_DATA."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--half", type=click.Choice(["tuning", "report"]), help="Only these questions.")
@click.option("--compare", is_flag=True, help="Show what changed since the last run.")
@click.option("--picture", "drawn", type=click.Path(path_type=Path), help="Write the reliability.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@friendly
def evaluate(
    files: tuple[Path, ...], half: Half | None, drawn: Path | None, form: str, *, compare: bool
) -> None:
    """Measure the understanding on labelled questions (JSON lines)."""
    settings = read_settings()
    engine = Engine(load(settings.content))
    if engine.without:
        click.echo(f"On the letters alone: {engine.without}.", err=True)
    found = report(judge(engine, read(files, half), settings.day()))
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(tables(found)))
    last = settings.data / LAST
    if compare and (before := _report(last)):
        click.echo("\n".join(["", *compared(before, found)]))
    if drawn:
        drawn.write_text(picture(found["reliability"]), "utf-8")
    last.parent.mkdir(parents=True, exist_ok=True)
    last.write_text(json.dumps(found, ensure_ascii=False), "utf-8")


def _report(path: Path) -> dict[str, Any] | None:
    """An earlier report, or None when there is none that can be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"figures", "outcomes"} <= found.keys() else None


@click.command("train")
@friendly
def train_() -> None:
    """Learn the phrases: renew the head of the matching engine."""
    settings = read_settings()
    catalogue = load(settings.content)
    with click.progressbar(length=1, label="phrases", show_pos=True) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        try:
            head = train(catalogue, progress)
        except WeightsError as error:
            raise click.ClickException(f"There is no encoder here: {error}.") from None
    click.echo(f"The head knows {len(head.intents)} intents from {len(head.seen)} phrases.")


@click.command()
@friendly
def prepare() -> None:
    """Compute what the next start would otherwise compute, and keep it in the content folder."""
    settings = read_settings()
    Engine(load(settings.content), keep=True)


@click.command("going-live")
@friendly
def going_live_() -> None:
    """List everything that a person must confirm before parents see it."""
    settings = read_settings()
    path = settings.content / going_live.PAGE
    path.parent.mkdir(exist_ok=True)
    path.write_text(going_live.page(load(settings.content)), "utf-8")
    click.echo(f"{going_live.PAGE} is new.")


COMMANDS = (evaluate, going_live_, prepare, train_)
