"""A clock that several processes read and one sets, to live through months in minutes."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime
from pathlib import Path

_FORM = struct.Struct("d")


class SharedClock:
    """The time in a file that all processes map.

    Args:
        path: of the file; it is made when it is not there.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_FORM.pack(0.0))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _FORM.size)

    def now(self) -> datetime:
        """The time that was set last."""
        return datetime.fromtimestamp(_FORM.unpack_from(self._memory)[0], UTC)

    def set(self, moment: datetime) -> None:
        """Sets the time; eight bytes in one go, so that nobody reads half of it."""
        self._memory[:] = _FORM.pack(moment.timestamp())
