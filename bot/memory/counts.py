"""How often what was asked, in which language, and what the bot did: numbers alone.

A question counts once, by what was decided about it. What completes it, a town or a level, does
not count again. Danger and privacy are counted nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast, get_args

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import NOOD
from bot.conversation import Chat, Question, Reply
from bot.memory.database import insert_into
from bot.memory.tables import CountRow

KEPT = timedelta(days=730)
UNCOUNTED = {NOOD, "privacy"}
"""Intents that nobody shall be able to count."""

Outcome = Literal["answer", "clarify", "none", "tapped", "opened"]
"""The decision about a typed question (`answer`, `clarify`, `none`); `tapped`: a topic was chosen
after a question back (without an intent: none of those offered); `opened`: a card that another
button, a link or a command opened."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True)
class Count:
    """What one question adds one to.

    Args:
        day: in Brussels.
        intent: empty when none was decided on.
    """

    day: date
    intent: str
    language: str
    outcome: Outcome


def count_of(question: Question, before: Chat | None, reply: Reply, day: date) -> Count | None:
    """What a question and its reply add to; `before` is what was remembered when it came."""
    intent = reply.intent or _waiting(reply) or ""
    if reply.decision is None or intent in UNCOUNTED:
        return None
    action = None if question.screen else question.action
    if action and action.kind in {"mean", "reword"}:
        return Count(day, intent, reply.language, "tapped")
    if question.screen or (action and action.kind == "ask"):
        return Count(day, intent, reply.language, "opened") if intent else None
    completes = before is not None and before.pending and before.pending.intent == intent
    if action or question.location or completes:
        return None
    outcome: Outcome = "answer" if intent else reply.decision
    return Count(day, intent, reply.language, outcome)


def _waiting(reply: Reply) -> str | None:
    """The intent that a question back for a town or a level belongs to; None for one of topics."""
    intents = [one.action.intent for one in reply.buttons if one.action.kind != "reword"]
    one_for_all = len(intents) > 1 and len(set(intents)) == 1
    return intents[0] if reply.decision == "clarify" and one_for_all else None


async def add(session: AsyncSession, count: Count) -> None:
    """Adds one."""
    await session.execute(
        insert_into(session, CountRow)
        .values(
            day=count.day,
            intent=count.intent,
            language=count.language,
            decision=count.outcome,
            number=1,
        )
        .on_conflict_do_update(
            index_elements=["day", "intent", "language", "decision"],
            set_={"number": CountRow.number + 1},
        )
    )


async def between(session: AsyncSession, first: date, last: date) -> dict[Count, int]:
    """The counts of some days, both ends included; exact, so not to be shown as they are."""
    rows = await session.scalars(select(CountRow).where(CountRow.day.between(first, last)))
    return {
        Count(one.day, one.intent, one.language, cast("Outcome", one.decision)): one.number
        for one in rows
    }


async def first_day(session: AsyncSession) -> date | None:
    """The first day that something was counted on."""
    return await session.scalar(select(func.min(CountRow.day)))


async def tidy(session: AsyncSession, today: date) -> None:
    """Removes what has been kept for two years."""
    await session.execute(delete(CountRow).where(CountRow.day < today - KEPT))
