"""A table in the terminal, in colours where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

Cell = tuple[str, str | None]
"""A text and its colour."""


def table(head: list[str], rows: list[list[Cell]], *, names: int) -> Iterator[str]:
    """Rows under a head; the first columns are names, the others numbers."""
    widths = [
        max(len(title), *(len(row[column][0]) for row in rows)) for column, title in enumerate(head)
    ]

    def line(cells: Sequence[Cell], *, bold: bool = False) -> str:
        padded = [
            text.ljust(width) if column < names else text.rjust(width)
            for column, ((text, _), width) in enumerate(zip(cells, widths, strict=True))
        ]
        styled = [
            click.style(text, fg=colour, bold=bold or None)
            for text, (_, colour) in zip(padded, cells, strict=True)
        ]
        return "  ".join(styled).rstrip()

    yield line([(title, None) for title in head], bold=True)
    yield from map(line, rows)
