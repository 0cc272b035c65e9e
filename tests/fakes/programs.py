"""Programs that tests use when the machine has them."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(package: str, *programs: str, path: str | None = None) -> str:
    """The path of the first of some programs, or a skip that says how to install one.

    With CI=true the skip is a failure. `path` takes the place of the environment's PATH.
    """
    found = next(filter(None, (shutil.which(one, path=path) for one in programs)), None)
    if found:
        return found
    reason = f"{programs[0]} is not here; on Debian: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
