"""Compares the locked packages with what is known of vulnerabilities (`make audit`).

pip-audit says "no known vulnerabilities" also where no database answers, as in a network that has
a mirror of PyPI alone. This says how many packages were really looked up.

Ends with 1 when a package is vulnerable, with 0 otherwise.
"""  # noqa: INP001  # because it is a program, not a part of a package

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

DATABASES = ("pypi", "osv")
"""In this order: what the first does not know, the second may."""
PATIENCE = 60
"""Seconds that one database gets."""


def looked_up(lock: Path, database: str) -> list[dict[str, Any]]:
    """What pip-audit found, one entry a package; nothing when the database gives no answer."""
    program = Path(sys.executable).with_name("pip-audit")
    try:
        done = subprocess.run(  # noqa: S603  # because it stands beside this Python
            [
                program, "--requirement", lock, "--require-hashes", "--disable-pip",
                "--vulnerability-service", database, "--format", "json",
                "--progress-spinner", "off",
            ],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )  # fmt: skip
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return found


def audit(lock: Path) -> int:
    """Prints what is known; returns the exit code."""
    known: dict[str, dict[str, Any]] = {}
    names: set[str] = set()
    for database in DATABASES:
        for one in looked_up(lock, database):
            names.add(one["name"])
            if "skip_reason" not in one:
                known.setdefault(one["name"], one)
        if names and names <= known.keys():
            break
    for one in known.values():
        for fault in one["vulns"]:
            mended = ", ".join(fault["fix_versions"]) or "no version yet"
            click.echo(f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}")
    vulnerable = sum(bool(one["vulns"]) for one in known.values())
    if not known:
        click.echo(
            "No vulnerability database can be reached from here, so nothing was audited. "
            "Run `make audit` where pypi.org or api.osv.dev can be reached."
        )
    else:
        click.echo(f"{len(known)} packages audited, {vulnerable} of them vulnerable.")
        if names - known.keys():
            click.echo(f"Not audited: {', '.join(sorted(names - known.keys()))}.")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(audit(Path(sys.argv[1])))
