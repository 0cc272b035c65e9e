"""Replicas behind nginx on one PostgreSQL, faults injected all the time (`make load`).

Run as `python -m tests.benchmarks.chaos [UPDATES [RATE]]`. What goes wrong, and the rule by which
updates are delivered, stand in tests/fakes/storm.py and tests/fakes/crowd.py.
"""

from __future__ import annotations

import asyncio
import signal
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

UPDATES, RATE = 100_000, 75.0
ASKS = 1_500


def page(found: Survived, size: Size) -> list[str]:
    """The results in Markdown."""
    account, weather = found.account, found.weather
    killed, silence = account.repeats["killed"], account.repeats["silence"]
    unheard = weather.faults["silence"]
    p50, p99 = (quantiles(account.took, n=100)[part] for part in (49, 98))
    about = (
        f"{size.replicas} replicas by webhook behind nginx on one PostgreSQL; {size.chats} chats, "
        f"{account.asked:,} updates written at {size.rate:.0f} a second, answered in "
        f"{found.seconds / 60:.1f} minutes. Of a chat the next update is delivered only after the "
        "earlier one was confirmed, and each again until it is."
    )
    window = (
        f"Telegram had accepted the answer, and its sender was killed before it noted it "
        f"({killed}; {weather.under_way} updates were under way at the kills), or was never told "
        f"({silence} of {unheard})"
    )
    figures = [
        ("lost", account.lost, 0, "updates without an answer, or never confirmed"),
        ("out of order", account.disorder, 0, "answers after that to a later update of their chat"),
        ("strange", len(account.strange), 0, "messages that answer nothing"),
        ("repeats in the window", killed + silence, f"≤ {weather.under_way + unheard}", window),
        ("other repeats", account.repeats["none"], 0, "answers given twice for another reason"),
        ("p50", f"{p50:.2f} s", "", "from when a parent writes to the answer, faults and all"),
        ("p99", f"{p99:.1f} s", "", "likewise"),
        ("slowest", f"{max(account.took):.0f} s", "", "likewise"),
    ]  # fmt: skip
    wrong = [
        ("a replica was killed (-9) and started again", weather.kills),
        ("PostgreSQL crashed and was started again", weather.crashes),
        ("the Bot API refused with 429 and retry_after", weather.faults["flood"]),
        ("the Bot API refused with 502", weather.faults["failure"]),
        ("the Bot API accepted a message and never said so", unheard),
        ("an update was delivered twice at once", account.twice),
        ("calls of the webhook in all", account.delivered),
    ]
    return [
        about,
        "",
        *record.table(("figure", "found", "wanted", "what it means"), figures),
        "",
        *record.table(("what went wrong", "how often"), wrong),
    ]


async def main() -> None:
    """Measures and writes the page."""
    given = sys.argv[1:]
    size = Size(int(given[0]) if given else UPDATES, rate=float(given[1]) if given[1:] else RATE)
    catalogue = load(ROOT)
    dialogue = Dialogue(catalogue, Translations(catalogue), Engine(catalogue))
    found = await storm(size, asks(dialogue, ASKS))
    for strange in found.account.strange[:5]:
        sys.stderr.write(f"strange: {strange}\n")
    record.keep("chaos", "python -m tests.benchmarks.chaos", page(found, size))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is stopped
    asyncio.run(main())
