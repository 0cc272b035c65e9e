"""The command that makes posters."""

from __future__ import annotations

from pathlib import Path

import click

from bot.catalogue import Catalogue, Level, Municipality, load
from bot.commands.friendly import friendly
from bot.conversation.menu import Menu
from bot.posters import (
    Format,
    Page,
    Poster,
    PosterError,
    PosterMaker,
    PrintingError,
    address,
    page,
    page_of_languages,
    print_pdf,
    without_font,
)
from bot.settings import read_settings
from bot.translation import Translations
from bot.understanding.place import PlaceFinder

KINDS = {".pdf", ".html"}
HTML_PRINTS_TOO = "Open it in a browser and print it from there, at 100 %"


@click.command()
@click.option("--language", help="The parent's language, such as ar.")
@click.option("--all-languages", "every", is_flag=True, help="All languages on one sheet.")
@click.option("--intent", help="The question, such as aanmelden-wanneer; without it: the bot.")
@click.option("--place", help="The town that the card is for.")
@click.option("--level", type=click.Choice([level.value for level in Level]))
@click.option(
    "--format", "form", type=click.Choice([one.value for one in Format]), default=Format.A4.value
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="A .pdf or .html file."
)
@friendly
def poster(  # noqa: PLR0913  # because each is an option of the command
    language: str | None,
    intent: str | None,
    place: str | None,
    level: str | None,
    *,
    form: str,
    output: Path | None,
    every: bool,
) -> None:
    """Make a printable sheet with a question and a QR code that opens its answer."""
    settings = read_settings()
    if every == (language is not None):
        raise click.UsageError("Give --language, such as --language ar, or --all-languages.")
    if output and output.suffix not in KINDS:
        raise click.BadParameter(f"{output} must end in .pdf or .html.", param_hint="--output")
    leads_to = address(settings)
    catalogue = load(settings.content)
    maker = PosterMaker(catalogue, Menu(catalogue, Translations(catalogue)), leads_to)
    town = _town(catalogue, place) if place else None
    shape, chosen = Format(form), Level(level) if level else None
    try:
        codes, missing = maker.languages(intent) if every else ([language or ""], [])
        posters = [maker.poster(code, intent, town, chosen) for code in codes]
    except PosterError as error:
        raise click.UsageError(str(error)) from None
    whole = page_of_languages(posters, shape) if every else page(posters[0], shape)
    named = [intent or "ouderbot", language or "alle-talen", town.name if town else "", level or ""]
    path = output or Path("-".join(filter(None, ["poster", *named, form])) + ".pdf")
    _write(whole, posters, path)
    if missing:
        left_out = ", ".join(catalogue.languages[code].english for code in missing)
        click.echo(f"Left out, because not wholly translated yet: {left_out}.", err=True)
    if not every:
        click.echo(f"Its QR code opens {posters[0].link}")


def _town(catalogue: Catalogue, name: str) -> Municipality:
    found = PlaceFinder(catalogue.places, frozenset()).find(name, expected=True)
    if found is None:
        raise click.BadParameter(
            f"{name} is no municipality of Flanders or Brussels.", param_hint="--place"
        )
    if not found.sure:
        towns = (found.municipality, *found.others)
        names = " or ".join(sorted(f"{town.name} ({min(town.postcodes)})" for town in towns))
        raise click.BadParameter(
            f"{name} can be {names}. Give the postcode.", param_hint="--place"
        )  # fmt: skip
    return found.municipality


def _write(whole: Page, posters: list[Poster], path: Path) -> None:
    """Writes the PDF, or where there can be none the page itself, and says which."""
    try:
        if path.suffix == ".html":
            path.write_text(whole.html, "utf-8")
            click.echo(f"{path} is ready. {HTML_PRINTS_TOO}.")
            return
        if reason := _unprintable(posters) or _unprinted(whole, path):
            path = path.with_suffix(".html")
            path.write_text(whole.html, "utf-8")
            click.echo(f"No PDF: {reason}.", err=True)
            click.echo(f"{path} is ready instead. {HTML_PRINTS_TOO}.")
            return
    except OSError as error:
        raise click.BadParameter(
            f"{path} cannot be written ({error.strerror}).", param_hint="--output"
        ) from None
    click.echo(f"{path} is ready.")


def _unprintable(posters: list[Poster]) -> str | None:
    names = ", ".join(one.language.english for one in without_font(posters))
    return names and (
        f"the fonts of this machine lack letters of {names}; on Debian they come with "
        "apt-get install fonts-noto-core fonts-noto-cjk"
    )


def _unprinted(whole: Page, path: Path) -> str | None:
    """Prints it; the reason when that did not work."""
    try:
        print_pdf(whole.html, path)
    except PrintingError as error:
        return str(error)
    return None


COMMANDS = (poster,)
