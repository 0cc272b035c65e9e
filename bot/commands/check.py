"""`ouderbot check`: the preflight for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.catalogue import Severity
from bot.commands.friendly import friendly
from bot.editing import printout
from bot.editing.check import check_content
from bot.settings import read_settings


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--links", is_flag=True, help="Open every link too; needs a connection.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@friendly
def check(files: tuple[Path, ...], form: str, *, strict: bool, links: bool) -> None:
    """Look for mistakes in intents, facts and translations, each with file and line.

    With FILES (or folders) only theirs are looked for, which is quick: what they do to other files
    is found when there are none.
    """
    settings = read_settings()
    content = settings.content.resolve()
    findings = check_content(
        settings.content,
        settings.day(),
        _within(files, content),
        links=links,
        note=lambda sentence: click.echo(sentence, err=True),
    )
    match form:
        case "json":
            click.echo(printout.as_json(findings))
        case "github":
            here = Path.cwd()
            root = content.relative_to(here).as_posix() if content.is_relative_to(here) else "."
            lines = printout.github(findings, "" if root == "." else f"{root}/")
            click.echo("\n".join([*lines, printout.summary(findings)]))
        case _:
            click.echo("\n".join(printout.text(findings)))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(1 if any(finding.severity in failing for finding in findings) else 0)


def _within(files: tuple[Path, ...], content: Path) -> list[str]:
    """Files as `check` calls them, relative to the content folder; none for the whole of it."""
    for file in files:
        if not file.resolve().is_relative_to(content):
            raise click.BadParameter(
                f"{file} is not in the content folder {content}, which OUDERBOT_CONTENT names."
            )
    names = [file.resolve().relative_to(content).as_posix() for file in files]
    return [] if "." in names else names


COMMANDS = (check,)
