"""What the load benchmarks found, kept until the next run, and the page that shows it."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from tests.benchmarks.engines import processor
from tests.fakes.program import ROOT

PAGE = ROOT / "docs/load.md"
KEPT = ROOT / ".cache/load"
ORDER = ("throughput", "chaos", "season")
HEAD = """\
# Load and faults

Made by `make load`; do not edit. The fake Bot API, the load and the program share one machine
and its loopback; nothing here was measured with the real Telegram.
"""


def keep(name: str, command: str, lines: Sequence[str]) -> None:
    """Keeps a section of the page, in Markdown without its heading, and writes the page anew."""
    KEPT.mkdir(parents=True, exist_ok=True)
    made = (
        f"`{command}`, {datetime.now(UTC):%Y-%m-%d}, {processor()}, "
        f"Python {platform.python_version()}."
    )
    section = {"made": made, "lines": list(lines)}
    (KEPT / f"{name}.json").write_text(json.dumps(section, ensure_ascii=False), "utf-8")
    parts = [HEAD]
    for one in ORDER:
        path = KEPT / f"{one}.json"
        if path.exists():
            found = json.loads(path.read_text("utf-8"))
            parts.append(
                "\n".join([f"## {one.capitalize()}", "", found["made"], "", *found["lines"]])
            )
    PAGE.write_text("\n".join(f"{part.rstrip()}\n" for part in parts), "utf-8")
    sys.stderr.write(f"{PAGE.relative_to(ROOT)} is new\n")


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """A table in Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return ["| " + " | ".join(map(str, line)) + " |" for line in lines]
