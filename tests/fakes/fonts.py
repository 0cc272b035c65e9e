"""Fonts that tests use when the machine has them."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.fakes.programs import needs


def needs_font(package: str, family: str) -> None:
    """Skips, and says how to install it, when a font is not here; with CI=true it fails."""
    done = subprocess.run(  # noqa: S603  # because the name is the tests' own
        [needs("fontconfig", "fc-list"), family, "family"],
        capture_output=True,
        text=True,
        check=True,
    )
    if family in done.stdout:
        return
    reason = f"the font {family} is not here; on Debian: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
