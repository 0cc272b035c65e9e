"""Brings the tables from any earlier form to the present one.

`versions/` holds one file for each step, written by hand: the next number, `down_revision` the
number before, and an `upgrade` that programs of the version before can live with, because during
an update both run beside each other. There is no way back but a copy of the database.
"""

from __future__ import annotations

import logging
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, StampStep
from alembic.script import Script, ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

_log = logging.getLogger(__name__)


class MigrationError(Exception):
    """The database was made by a newer program; the text says what to do."""


def upgrade(connection: Connection) -> None:
    """Runs the migrations that a database has not seen, inside its transaction.

    Raises:
        MigrationError: it has seen one that this program does not know.
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells its own workings
    scripts = ScriptDirectory(str(Path(__file__).parent))

    def steps(held: tuple[str, ...], _: MigrationContext) -> list[StampStep | Script]:
        return scripts._upgrade_revs("head", held)  # type: ignore[arg-type, return-value]  # noqa: SLF001  # because Alembic's own guide does so

    context = MigrationContext.configure(connection, opts={"fn": steps})
    before = context.get_current_revision()
    try:
        with Operations.context(context):
            context.run_migrations()
    except CommandError:
        raise MigrationError(
            f"The database has revision {before}, which this Ouderbot does not know: a newer one "
            "made it. Start that version, or restore a copy from before the update."
        ) from None
    after = scripts.get_current_head()
    if before != after:
        _log.info("the database was brought from revision %s to %s", before or "none", after)
