"""Whether what a file names exists: towns, intents, pictures, languages, and the file itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from bot.catalogue.announcement import LONGEST_NAME, NAME, Announcement
from bot.catalogue.document import Document, Part
from bot.catalogue.finding import did_you_mean
from bot.catalogue.operator import OperatorsFile
from bot.catalogue.place import Gazetteer


def are_municipalities(
    file: Part, document: Document, places: Gazetteer | None, group: str
) -> None:
    """Whether every place of a group of entries is known."""
    for number, entry in enumerate(getattr(file, group)):
        for name in entry.places:
            if places is not None and name not in places.by_name:
                document.error(
                    document.line((group, number, "places")),
                    f"`{name}` is no municipality. {did_you_mean(name, places.by_name)}",
                )


def have_logos(file: OperatorsFile, document: Document, folder: Path) -> None:
    """Whether the picture of every operator is there."""
    for number, operator in enumerate(file.operators):
        if operator.logo and not (folder / operator.logo).exists():
            document.error(
                document.line(("operators", number, "logo")),
                f"there is no picture `intents/facts/{operator.logo}`. Put it there.",
            )


def is_its_own(code: str, document: Document, key: str) -> None:
    """Whether a file of a language stands in that language's folder."""
    folder = document.name.split("/")[-2]
    if code != folder:
        document.error(
            document.line((key,)), f"the {key} `{code}` differs from the folder's name `{folder}`."
        )


def are_known(
    names: Iterable[str], known: set[str], what: str, document: Document, group: str
) -> None:
    """Whether the keys of a group of a file are names that exist."""
    for name in names:
        if name not in known:
            document.error(
                document.line((group, name)), f"`{name}` is no {what}. {did_you_mean(name, known)}"
            )


def is_announcement(
    found: Announcement, document: Document, towns: Collection[str], languages: Collection[str]
) -> None:
    """Whether an announcement and all that it names exist; `towns` is empty when unknown."""
    name = Path(document.name).stem
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        document.error(
            1,
            f"`{name}` is no name for an announcement. Take small letters a to z, digits and "
            f"hyphens, {LONGEST_NAME} at most.",
        )
    for place, sentence in found.faults():
        document.error(document.line(place), sentence)
    for number, town in enumerate(found.area):
        if towns and town not in towns:
            document.error(
                document.line(("area", number)),
                f"`{town}` is no municipality. {did_you_mean(town, towns)}",
            )
    are_known(found.translations, set(languages), "language", document, "translations")
