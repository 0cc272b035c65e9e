"""What can go wrong in a command, as sentences for people."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import IO, ParamSpec, TypeVar

import click

from bot.catalogue import ContentError
from bot.settings import SettingsError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class ContentProblem(click.ClickException):
    """The content has mistakes; shows them all and ends with 1."""

    def __init__(self, error: ContentError) -> None:
        super().__init__("\n".join(map(str, error.findings)))

    def show(self, file: IO[str] | None = None) -> None:
        """Prints every finding, then what to do."""
        click.echo(self.message, file=file or sys.stderr)
        click.echo("The content cannot be used. Mend these mistakes and try again.", err=True)


def friendly(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """A command that turns what can go wrong into sentences: nobody sees a traceback."""

    @wraps(function)
    def wrapped(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except ContentError as error:
            raise ContentProblem(error) from None
        except SettingsError as error:
            raise click.UsageError(str(error)) from None

    return wrapped
