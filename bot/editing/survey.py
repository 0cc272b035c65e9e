"""One run of `check`: what it looks at, and findings at the line of a value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cached_property

from bot.catalogue import Catalogue, Finding, Severity
from bot.catalogue.document import Document
from bot.editing.placed_phrase import PlacedPhrase, placed_phrases

Place = Sequence[str | int]
"""Where a value stands in a file, such as `("card", "lines", 2)`."""


def quiet(_: str) -> None:
    """Says nothing."""


class Survey:
    """What one run of `check` looks at.

    Args:
        catalogue: the content.
        today: the day for which facts must hold.
        only: the files (or folders) that findings are wanted of, relative to the content folder;
            everything when there are none.
        note: told, in one sentence each, what could not be looked at.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        today: date,
        only: Collection[str] = (),
        note: Callable[[str], None] = quiet,
    ) -> None:
        self.catalogue = catalogue
        self.today = today
        self.note = note
        self._only = tuple(only)
        self._documents: dict[str, Document] = {}

    @cached_property
    def phrases(self) -> tuple[PlacedPhrase, ...]:
        """Every phrase with its place."""
        return tuple(placed_phrases(self.catalogue))

    @property
    def whole(self) -> bool:
        """Whether it looks at everything."""
        return not self._only

    def covers(self, path: str) -> bool:
        """Whether findings of a file are wanted."""
        return covered(path, self._only)

    def document(self, path: str) -> Document:
        """A YAML file of the content, read once."""
        if path not in self._documents:
            self._documents[path] = Document(self.catalogue.folder / path, path)
        return self._documents[path]

    def at(self, path: str, place: Place) -> str:
        """A value's place as `path:line`."""
        return f"{path}:{self.document(path).line(place)}"

    def error(self, path: str, place: Place, message: str) -> Finding:
        """An error at a value of a YAML file."""
        return Finding(path, self.document(path).line(place), Severity.ERROR, message)

    def warning(self, path: str, place: Place, message: str) -> Finding:
        """A warning at a value of a YAML file."""
        return Finding(path, self.document(path).line(place), Severity.WARNING, message)


def covered(path: str, only: Collection[str]) -> bool:
    """Whether a file is one of some files, or stands in one of some folders; all when none."""
    return not only or any(path == one or path.startswith(f"{one}/") for one in only)
