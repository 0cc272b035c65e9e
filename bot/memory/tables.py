"""The tables of the memory. What they hold is all that is stored (README, "What is stored").

A change here needs a migration (`migrations/`); a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    SmallInteger,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables."""


class Moment(TypeDecorator[datetime]):
    """A moment of any time zone; SQLite, which keeps none, gets it in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as it is stored."""
        del dialect
        return value.astimezone(UTC) if value else None


class ChatRow(Base):
    """What is remembered of one chat; see `conversation.Chat`."""

    __tablename__ = "chat"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str | None] = mapped_column(String(3))
    place: Mapped[str | None] = mapped_column(String(5))
    level: Mapped[str | None] = mapped_column(String(9))
    pending: Mapped[str | None] = mapped_column(String(64))
    misses: Mapped[int] = mapped_column(SmallInteger)
    asked: Mapped[date | None] = mapped_column(Date)
    last_used: Mapped[date] = mapped_column(Date, index=True)


class UpdateRow(Base):
    """An update that was answered, so that a repeated delivery is not answered again."""

    __tablename__ = "update"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    answered: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class InboxRow(Base):
    """A question that the bot could not place; nothing tells whose it is. See `inbox.Entry`."""

    __tablename__ = "inbox"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012  # because SQLAlchemy reads it so

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    language: Mapped[str] = mapped_column(String(3))
    text: Mapped[str] = mapped_column(String(300))


class ReminderRow(Base):
    """What a chat asked to be told of; see `conversation.Reminder`.

    `chat` is its real id, without which nothing could be sent; `opens` and `closes` are the dates
    that it was told last. Area news has none.
    """

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("key", "place", "level", "about"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    chat: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(3))
    place: Mapped[str] = mapped_column(String(5))
    level: Mapped[str] = mapped_column(String(9))
    about: Mapped[str] = mapped_column(String(5))
    school_year: Mapped[str] = mapped_column(String(9))
    wanted: Mapped[str] = mapped_column(String(6))
    opens: Mapped[date | None] = mapped_column(Date)
    closes: Mapped[date | None] = mapped_column(Date)
    created: Mapped[date] = mapped_column(Date)


class DueRow(Base):
    """A message of a reminder that is still to be sent; see `dues`.

    An announcement that was sent stays without its moment, so that it never comes again.
    """

    __tablename__ = "due"

    reminder: Mapped[int] = mapped_column(
        ForeignKey("reminder.id", ondelete="CASCADE"), primary_key=True
    )
    what: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    leased: Mapped[datetime | None] = mapped_column(Moment, index=True)


class CountRow(Base):
    """How many questions of a day had one intent, language and outcome; see `counts.Count`."""

    __tablename__ = "count"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    intent: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(3), primary_key=True)
    decision: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
