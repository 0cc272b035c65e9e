"""When in a day a message of a reminder goes out: by day, and not all of them at once.

Answers to parents share Telegram's limits with them, so that they are spread over the day by a
hash of the chat; each chat always has the same moment.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta

from bot.settings import BRUSSELS

BEGINS, ENDS = time(9), time(18)
"""Messages go out between these, in Brussels."""
LAST = time(17, 30)
"""None is planned after this; so what must be tried again still goes out on its day."""
LEAST = timedelta(minutes=30)
"""News goes out on the next day when less than this is left until then."""


def moment(key: str, day: date) -> datetime:
    """When a chat gets its message of a day, in UTC."""
    return _spread(key, _at(day, BEGINS), _at(day, LAST))


def soon(key: str, now: datetime) -> datetime:
    """When a chat gets news that is known now, in UTC: today, or on the next day."""
    day = now.astimezone(BRUSSELS).date()
    begins, ends = max(now, _at(day, BEGINS)), _at(day, LAST)
    return _spread(key, begins, ends) if ends - begins >= LEAST else moment(key, _after(day))


def end_of(day: date) -> datetime:
    """The end of a day in Brussels, in UTC."""
    return _at(_after(day), time())


def awake(now: datetime) -> bool:
    """Whether messages go out now."""
    return BEGINS <= now.astimezone(BRUSSELS).time() < ENDS


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, BRUSSELS).astimezone(UTC)


def _spread(key: str, begins: datetime, ends: datetime) -> datetime:
    share = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) / 2**32
    seconds = int((ends - begins).total_seconds() * share)
    return begins.astimezone(UTC) + timedelta(seconds=seconds)
