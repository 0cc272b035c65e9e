"""Questions that the bot could not place, and the day on which a chat was asked for one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the table, and the column of the chat."""
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(3), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_day", "inbox", ["day"])
    op.add_column("chat", sa.Column("asked", sa.Date()))
