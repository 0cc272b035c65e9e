"""Municipalities of Flanders and Brussels, their parts, and every name they are known by."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.catalogue.document import Part

BRUSSELS_PREFIX = "21"
"""NIS codes of the 19 municipalities of Brussels begin so (Statbel's REFNIS)."""


@dataclass(frozen=True)
class Municipality:
    """A municipality of today.

    Args:
        nis: Statbel's code, five digits.
        name: the official Dutch name.
        population: of GeoNames; 0 where unknown. Only used to tell a large place from a small one.
        point: latitude and longitude of its centre, in degrees, where known.
    """

    nis: str
    name: str
    population: int
    point: tuple[float, float] | None
    postcodes: frozenset[str]

    @property
    def region(self) -> str:
        """`brussel` or `vlaanderen`."""
        return "brussel" if self.nis.startswith(BRUSSELS_PREFIX) else "vlaanderen"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a municipality or of a part of it."""

    text: str
    municipality: Municipality
    part: str | None
    population: int


@dataclass(frozen=True)
class Gazetteer:
    """All municipalities, and all names."""

    municipalities: dict[str, Municipality]
    names: tuple[Name, ...]
    centres: tuple[tuple[tuple[float, float], Municipality], ...]
    words: frozenset[str] = frozenset()
    by_name: dict[str, Municipality] = field(default_factory=dict)

    def with_names(self, forms: Iterable[tuple[str, str]]) -> Gazetteer:
        """The same with other names: (Dutch name, how else it is written).

        A Dutch name is the municipality's or, where none has it, that of the largest such part.
        """
        called: dict[str, Name] = {}
        for one in sorted(self.names, key=lambda one: (one.part is None, one.population)):
            called[one.text] = one
        more = [replace(called[name], text=form) for name, form in forms if name in called]
        return replace(self, names=(*self.names, *more))

    def nearest(self, latitude: float, longitude: float) -> tuple[Municipality, float] | None:
        """The municipality of the nearest centre, and its distance in km.

        Borders are not known here, so near one the answer can be the neighbour: ask the parent.
        """
        return min(
            (
                (municipality, _distance(point, (latitude, longitude)))
                for point, municipality in self.centres
            ),
            key=lambda found: found[1],
            default=None,
        )


class OtherNames(Part):
    """Names that no source of places.csv has, for one municipality (a NIS code).

    Args:
        nis: Statbel's code of the municipality, five digits.
        name: the place that is meant: the municipality or a part of it.
        also: how else people write it, in any script.
    """

    nis: Annotated[str, Field(pattern=r"^\d{5}$")]
    name: str
    also: tuple[str, ...]


class PlaceNamesFile(Part):
    """`intents/facts/place-names.yaml`: other names, and names that are also ordinary words.

    Args:
        names: other names of a place.
        words: names in small letters that mean a place only when the sentence says so.
    """

    names: tuple[OtherNames, ...]
    words: tuple[str, ...]


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (equirectangular, right to some metres inside Belgium)."""
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


def read_places(path: Path, extra: PlaceNamesFile | None) -> Gazetteer:
    """The gazetteer from `places.csv` (made by bot/editing/gazetteer.py) and the extra names.

    Raises:
        ValueError: the file is not what `make places` writes.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(line for line in handle if not line.startswith("#")))
    municipalities: dict[str, Municipality] = {}
    names: list[Name] = []
    centres: list[tuple[tuple[float, float], Municipality]] = []
    for row in rows:
        point = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None
        population = int(row["population"])
        whole = row["kind"] == "municipality"
        if whole:
            municipalities[row["municipality"]] = Municipality(
                row["municipality"], row["name"], population, point,
                frozenset(row["postcodes"].split()),
            )  # fmt: skip
        municipality = municipalities[row["municipality"]]
        part = None if whole else row["name"]
        names.extend(
            Name(text, municipality, part, population)
            for text in (row["name"], *filter(None, row["names"].split("|")))
        )
        if point:
            centres.append((point, municipality))
    for other in extra.names if extra else ():
        municipality = municipalities[other.nis]
        part = None if other.name == municipality.name else other.name
        names.extend(
            Name(text, municipality, part, municipality.population if part is None else 0)
            for text in other.also
        )
    return Gazetteer(
        municipalities,
        tuple(names),
        tuple(centres),
        frozenset(extra.words if extra else ()),
        {municipality.name: municipality for municipality in municipalities.values()},
    )
