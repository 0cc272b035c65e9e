"""Reminders and area news, and their messages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(3), nullable=False),
        sa.Column("place", sa.String(5), nullable=False),
        sa.Column("level", sa.String(9), nullable=False),
        sa.Column("about", sa.String(5), nullable=False),
        sa.Column("school_year", sa.String(9), nullable=False),
        sa.Column("wanted", sa.String(6), nullable=False),
        sa.Column("opens", sa.Date()),
        sa.Column("closes", sa.Date()),
        sa.Column("created", sa.Date(), nullable=False),
        sa.UniqueConstraint("key", "place", "level", "about"),
    )
    op.create_table(
        "due",
        sa.Column(
            "reminder",
            sa.Integer(),
            sa.ForeignKey("reminder.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("what", sa.String(40), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True)),
        sa.Column("leased", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_due_at", "due", ["at"])
    op.create_index("ix_due_leased", "due", ["leased"])
