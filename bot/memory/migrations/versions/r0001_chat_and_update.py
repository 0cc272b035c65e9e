"""Chats and answered updates; a database that has these tables already keeps them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables that programs made without migrations at first."""
    op.create_table(
        "chat",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("language", sa.String(3)),
        sa.Column("place", sa.String(5)),
        sa.Column("level", sa.String(9)),
        sa.Column("pending", sa.String(64)),
        sa.Column("misses", sa.SmallInteger(), nullable=False),
        sa.Column("last_used", sa.Date(), nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_chat_last_used", "chat", ["last_used"], if_not_exists=True)
    op.create_table(
        "update",
        sa.Column("update_id", sa.BigInteger(), primary_key=True),
        sa.Column("answered", sa.DateTime(timezone=True), nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_update_answered", "update", ["answered"], if_not_exists=True)
