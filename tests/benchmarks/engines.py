"""This engine beside three usual ones, on the same questions and phrases (`make benchmark`).

Each runs in a process of its own, on one thread. Where an engine has no decision of its own, the
least score from which it answers is set on the tuning half of tests/questions, for at most 3 %
wrong cards of all questions; everything is then counted on the report half. Writes
docs/benchmarks.md.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from statistics import quantiles
from typing import Any

from bot.catalogue import NONE
from tests.benchmarks.contenders import CONTENDERS, ROOT

PAGE = ROOT / "docs/benchmarks.md"
ALLOWED = 0.03
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
TIMES = (1, 10)
Row = tuple[str, str, float, str | None]
"""Labelled intent, best intent, how sure, and what is answered."""


def measure(name: str, times: int) -> dict[str, Any]:
    """What a contender made of the questions."""
    sys.stderr.write(f"{name}, {times} times the catalogue\n")
    done = subprocess.run(  # noqa: S603  # because it is this program
        [sys.executable, "-m", "tests.benchmarks.contenders", name, str(times)],
        cwd=ROOT, env={**os.environ, **ONE_THREAD}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _rows(found: dict[str, Any], half: int) -> list[Row]:
    return [
        (label[1], *answer)
        for number, (label, answer) in enumerate(
            zip(found["labels"], found["answers"], strict=True)
        )
        if number % 2 == half
    ]


def threshold(rows: Sequence[Row]) -> float:
    """The least score from which answering stays within the wrong answers that are allowed."""
    wrong, least = 0, float("inf")
    told = sorted((row for row in rows if row[1] != NONE), key=lambda row: -row[2])
    for sure, equal in groupby(told, key=lambda row: row[2]):
        wrong += sum(best != label for label, best, *_ in equal)
        if wrong > ALLOWED * len(rows):
            break
        least = sure
    return least


def accuracy(found: dict[str, Any], *, own_decision: bool) -> dict[str, float]:
    """Shares on the report half."""
    least = threshold(_rows(found, 0))
    rows = [
        (label, best, decided if own_decision else best if sure >= least and best != NONE else None)
        for label, best, sure, decided in _rows(found, 1)
    ]
    ours = [row for row in rows if row[0] != NONE]
    other = [row for row in rows if row[0] == NONE]
    return {
        "top-1": sum(best == label for label, best, _ in ours) / len(ours),
        "right at once": sum(answer == label for label, _, answer in ours) / len(ours),
        "wrong card": sum(answer not in {None, label} for label, _, answer in ours) / len(ours),
        "out of scope answered": sum(answer is not None for *_, answer in other) / len(other),
    }


def speed(found: dict[str, Any]) -> dict[str, float]:
    """Milliseconds a message, seconds to start, MB."""
    parts = quantiles(found["seconds"], n=100)
    return {
        "p50 ms": 1000 * parts[49],
        "p99 ms": 1000 * parts[98],
        "start s": found["start"],
        "memory MB": found["memory"],
    }


def processor() -> str:
    """The name of the processor, as far as the machine tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), "?")


def page(measured: dict[tuple[str, int], dict[str, Any]]) -> str:
    """The results as a page."""
    names = list(CONTENDERS)
    first = measured[names[0], 1]
    lines = [
        "# Benchmarks",
        "",
        "Made by `make benchmark`; do not edit.",
        f"{datetime.now(UTC):%Y-%m-%d}, {processor()}, Python {platform.python_version()}, one",
        "thread, a process for each engine.",
        "",
        "The same questions (tests/questions) and phrases for all. An engine without a decision of",
        "its own answers from the score that keeps wrong cards at 3 % on the tuning half; shares",
        "are of the report half. Ratios are to the first row.",
        "",
        f"## Accuracy, {first['phrases']} phrases, {len(first['labels'])} questions",
        "",
        "| engine | top-1 | right at once | wrong card | out of scope answered |",
        "|---|---|---|---|---|",
    ]
    for name in names:
        shares = accuracy(measured[name, 1], own_decision=name == names[0])
        lines.append(
            f"| {name} | " + " | ".join(f"{100 * x:.1f} %" for x in shares.values()) + " |"
        )
    for times in TIMES:
        base = speed(measured[names[0], times])
        lines += [
            "",
            f"## Speed and memory, {measured[names[0], times]['phrases']} phrases",
            "",
            "| engine | " + " | ".join(base) + " |",
            "|---|---|---|---|---|",
        ]
        for name in names:
            own = speed(measured[name, times])
            cells = (f"{own[key]:.3g} ({own[key] / base[key]:.2g}x)" for key in base)
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
    growth = [
        f"{name} {speed(measured[name, 10])['p50 ms'] / speed(measured[name, 1])['p50 ms']:.2f}x"
        for name in names
    ]
    lines += ["", "Time a message (p50) at ten times the phrases: " + ", ".join(growth) + "."]
    lines += [
        "",
        "At ten times the phrases the logistic regression learns by gradient descent on samples",
        "(SGDClassifier), because the exact solver takes hours.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures everything and writes the page."""
    measured = {(name, times): measure(name, times) for times in TIMES for name in CONTENDERS}
    PAGE.write_text(page(measured), "utf-8")
    sys.stderr.write(f"{PAGE.relative_to(ROOT)} is new\n")


if __name__ == "__main__":
    main()
