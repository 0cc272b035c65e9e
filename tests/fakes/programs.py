"""Programs that tests use when the machine has them."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(package: str, *programs: str) -> str:
    """The path of the first of some programs, or a skip that says how to install one.

    With CI=true the skip is a failure.
    """
    found = next(filter(None, map(shutil.which, programs)), None)
    if found:
        return found
    reason = f"{programs[0]} is not here; on Debian: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
