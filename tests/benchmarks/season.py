"""A season of reminders on a simulated clock, replicas killed at random (`make load`).

Run as `python -m tests.benchmarks.season [MESSAGES]`. How the clock runs stands in
tests/fakes/season.py, what happens to the dates in tests/fakes/story.py.
"""

from __future__ import annotations

import asyncio
import signal
import sys

from tests.benchmarks import record
from tests.fakes.season import Lived, Plan, season
from tests.fakes.story import BEGINS, ENDS

MESSAGES, SMALLER = 100_000, 50
"""How many messages are due; with SQLite, one part of so many."""
WANTED = {
    "reminders": "", "due": "", "lost": "0", "after the date": "0", "strange": "0",
    "repeats in the window": "under way", "other repeats": "0", "kills (-9)": "", "refused": "",
    "never told": "", "minutes": "",
}  # fmt: skip
MEANS = {
    "reminders": "that chats asked for",
    "due": "messages that had to come, worked out beforehand, day by day",
    "lost": "those that did not come on their day: which one, to which chat, on which day",
    "after the date": "messages after the last day of aanmelden",
    "strange": "other messages that no chat had to get on that day",
    "repeats in the window": (
        "Telegram had accepted the message, and its sender was killed before it noted it, or was "
        "never told"
    ),
    "other repeats": "messages that came twice for another reason",
    "kills (-9)": "of a replica, which is started again",
    "refused": "messages that Telegram did not take (429 or 502)",
    "never told": "messages that Telegram accepted without saying so",
    "minutes": "of real time",
}


def page(lived: dict[str, tuple[Plan, Lived]]) -> list[str]:
    """The results in Markdown."""
    all_found = [_figures(one) for _, one in lived.values()]
    rows = [
        (name, *(found[name] for found in all_found), wanted, MEANS[name])
        for name, wanted in WANTED.items()
    ]
    about = (
        f"Reminders of 24 areas from {BEGINS:%Y-%m-%d} to {ENDS:%Y-%m-%d}, on one clock for all. "
        "Dates become known, move, are withdrawn and come back meanwhile; three of seven chats "
        "want one of the three messages alone."
    )
    names = [f"{name}, {_replicas(plan)}" for name, (plan, _) in lived.items()]
    return [about, "", *record.table(("figure", *names, "wanted", "what it means"), rows)]


def _figures(lived: Lived) -> dict[str, str]:
    balance, other = lived.balance, lived.balance.repeats["none"]
    found = {
        "reminders": lived.reminders,
        "due": balance.due,
        "lost": balance.lost,
        "after the date": balance.after,
        "strange": balance.strange,
        "repeats in the window": balance.repeats.total() - other,
        "other repeats": other,
        "kills (-9)": lived.kills,
        "refused": lived.faults["flood"] + lived.faults["failure"],
        "never told": lived.faults["silence"],
    }
    return {
        **{name: f"{number:,}" for name, number in found.items()},
        "minutes": f"{lived.seconds / 60:.1f}",
    }


def _replicas(plan: Plan) -> str:
    return f"{plan.replicas} replicas" if plan.replicas > 1 else "one program"


async def main() -> None:
    """Measures and writes the page."""
    messages = int(sys.argv[1]) if sys.argv[1:] else MESSAGES
    plans = {
        "PostgreSQL": Plan(messages),
        "SQLite": Plan(messages // SMALLER, replicas=1, sqlite=True),
    }
    lived = {}
    for name, plan in plans.items():
        sys.stderr.write(f"{plan.messages} messages on {name}\n")
        lived[name] = (plan, await season(plan))
    record.keep("season", "python -m tests.benchmarks.season", page(lived))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is stopped
    asyncio.run(main())
