"""Counts per day, intent, language and decision."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "count",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("intent", sa.String(40), primary_key=True),
        sa.Column("language", sa.String(3), primary_key=True),
        sa.Column("decision", sa.String(8), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
    )
