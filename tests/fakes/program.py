"""The program as a process that tests can start, kill and start again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Program:
    """`python -m bot serve` as a process that can be killed and started again."""

    python: tuple[str, ...] = ("-m", "bot")
    """What Python runs."""
    command: tuple[str, ...] = ("serve",)
    """The command, with its options."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log.txt"
        self.environment = {
            "PATH": os.environ["PATH"],
            "OUDERBOT_DATA": str(folder / "data"),
            "OUDERBOT_PORT": str(self.port),
            "OUDERBOT_TODAY": "2026-11-22",
            "OUDERBOT_LOG_LEVEL": "DEBUG",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers.

        Raises:
            TimeoutError: it ended before, or gives no answer in a minute.
        """
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  # because the commands are the tests' own
                [sys.executable, *self.python, *self.command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                httpx.get(f"{self.url}/healthz", timeout=2)
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError(self.log.read_text())

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ends it; returns its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(20)
