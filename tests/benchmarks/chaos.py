"""Replicas behind nginx on one PostgreSQL, faults injected all the time (`make load`).

Run as `python -m tests.benchmarks.chaos [UPDATES [RATE]]`. What goes wrong, and the rule by which
updates are delivered, stand in tests/fakes/storm.py and tests/fakes/crowd.py.
"""

from __future__ import annotations

import asyncio
import sys
from statistics import quantiles

from bot.catalogue import load
from bot.conversation import Dialogue
from bot.translation import Translations
from bot.understanding import Engine
from tests.benchmarks import record
from tests.fakes.asks import asks
from tests.fakes.program import ROOT
from tests.fakes.storm import Size, Survived, storm

UPDATES, RATE = 100_000, 60.0
ASKS = 3_000


def page(found: Survived, size: Size) -> list[str]:
    """The results in Markdown."""
    account, weather = found.account, found.weather
    window = account.repeats["killed"] + account.repeats["silence"]
    parts = quantiles(account.took, n=100)
    return [
        f"{size.replicas} replicas with the webhook behind nginx on one PostgreSQL, {size.chats} "
        f"chats, {account.asked:,} updates at {size.rate:.0f} a second, in "
        f"{found.seconds / 60:.1f} minutes. Of a chat the next update is delivered only after the "
        "earlier one was confirmed; what is not confirmed is delivered again.",
        "",
        *record.table(
            ("figure", "found", "wanted", "what it means"),
            [
                ("lost", account.lost, 0, "updates without an answer, or never confirmed"),
                ("out of order", account.disorder, 0,
                 "answers that came after the answer to a later update of their chat"),
                ("strange", len(account.strange), 0, "messages that answer nothing"),
                ("repeats in the window", window, f"at most {weather.under_way + weather.faults['silence']}",
                 f"Telegram had accepted the answer, and the process was killed before it noted it "
                 f"({account.repeats['killed']}; {weather.under_way} updates were under way at the "
                 f"kills) or was never told ({account.repeats['silence']} of "
                 f"{weather.faults['silence']})"),
                ("other repeats", account.repeats["none"], 0, "answers given twice for another reason"),
                ("p50, p99, slowest", f"{parts[49]:.2f} s, {parts[98]:.2f} s, {max(account.took):.1f} s", "",
                 "from the moment a parent writes to the answer, all faults included"),
            ],
        ),
        "",
        *record.table(
            ("what went wrong", "how often"),
            [
                ("a replica was killed (-9) and started again", weather.kills),
                ("PostgreSQL crashed and started again", weather.crashes),
                ("429 with retry_after", weather.faults["flood"]),
                ("502", weather.faults["failure"]),
                ("a message was accepted, and its sender never told", weather.faults["silence"]),
                ("an update was delivered twice at once", account.twice),
                ("calls of the webhook in all", account.delivered),
            ],
        ),
    ]  # fmt: skip


async def main() -> None:
    """Measures and writes the page."""
    given = sys.argv[1:]
    size = Size(int(given[0]) if given else UPDATES, rate=float(given[1]) if given[1:] else RATE)
    catalogue = load(ROOT)
    dialogue = Dialogue(catalogue, Translations(catalogue), Engine(catalogue))
    found = await storm(size, asks(dialogue, ASKS))
    record.keep("chaos", "python -m tests.benchmarks.chaos", page(found, size))


if __name__ == "__main__":
    asyncio.run(main())
