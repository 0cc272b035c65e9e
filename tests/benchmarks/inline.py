"""How long a list of 50 cards for any chat takes (`python -m tests.benchmarks.inline`).

Each query is searched, its cards are made in two languages and rendered as Telegram gets them; the
network is not counted. Prints milliseconds.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from statistics import quantiles

from bot.catalogue import load
from bot.channels.telegram.inline import articles
from bot.conversation import Dialogue
from bot.translation import Translations
from bot.understanding import Engine

TODAY = date(2026, 11, 24)
QUERIES = ("", "gent", "brussel secundair aanmelden", "school", "turks", "ቋንቋ", "rekening betalen")
ROUNDS = 60


def main() -> None:
    """Measures and prints."""
    catalogue = load(Path(__file__).parents[2])
    dialogue = Dialogue(catalogue, Translations(catalogue), Engine(catalogue))
    ask = dict.fromkeys(catalogue.languages, "Ouderbot")
    towns = [one.name for one in list(catalogue.places.municipalities.values())[:ROUNDS]]
    seconds, most = [], 0
    for town in towns:
        for query in QUERIES:
            before = time.perf_counter()
            offers = dialogue.offers.search(f"{query} {town}", TODAY)
            articles(offers, "ouderbot", ask, None)
            seconds.append(time.perf_counter() - before)
            most = max(most, len(offers))
    parts = quantiles(seconds, n=100)
    sys.stdout.write(
        f"{len(seconds)} queries, up to {most} cards: p50 {1000 * parts[49]:.1f} ms, "
        f"p99 {1000 * parts[98]:.1f} ms\n"
    )


if __name__ == "__main__":
    main()
