"""Programs that tests use when the machine has them."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(program: str, package: str) -> str:
    """The path of a program, or a skip that says how to install it; CI fails instead."""
    found = shutil.which(program)
    if found:
        return found
    reason = f"{program} is not here; on Debian: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
