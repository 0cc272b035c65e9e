"""The tables of the memory. What they hold is all that is stored (README, "What is stored").

A change here needs a migration (`migrations/`); a test compares the two.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, DateTime, Integer, SmallInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables."""


class ChatRow(Base):
    """What is remembered of one chat; see `conversation.Chat`."""

    __tablename__ = "chat"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str | None] = mapped_column(String(3))
    place: Mapped[str | None] = mapped_column(String(5))
    level: Mapped[str | None] = mapped_column(String(9))
    pending: Mapped[str | None] = mapped_column(String(64))
    misses: Mapped[int] = mapped_column(SmallInteger)
    last_used: Mapped[date] = mapped_column(Date, index=True)


class UpdateRow(Base):
    """An update that was answered, so that a repeated delivery is not answered again."""

    __tablename__ = "update"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    answered: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class CountRow(Base):
    """How many questions of a day had one intent, language and outcome; see `counts.Count`."""

    __tablename__ = "count"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    intent: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(3), primary_key=True)
    decision: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
