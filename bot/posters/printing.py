"""Pages to PDF, by the Chromium that the machine has: it shapes every script right."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 60.0
"""After so long Chromium is given up."""
_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)  # fmt: skip


class PrintingError(Exception):
    """There is no PDF; the text says why."""


def print_pdf(html: str, path: Path) -> None:
    """Writes a page as PDF.

    Raises:
        PrintingError: no Chromium is here, or it does not print.
        OSError: the file cannot be written.
    """
    browser = next(filter(None, map(shutil.which, _NAMES)), None)
    if browser is None:
        raise PrintingError("there is no Chromium or Chrome here")
    with tempfile.TemporaryDirectory(prefix="ouderbot-", ignore_cleanup_errors=True) as folder:
        source, printed = Path(folder, "poster.html"), Path(folder, "poster.pdf")
        source.write_text(html, "utf-8")
        try:
            done = subprocess.run(  # noqa: S603  # because nothing in it comes from outside
                _command(browser, source, printed),
                capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False,
                env={**os.environ, "HOME": folder},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise PrintingError(f"{browser} did not print within {SECONDS:.0f} seconds") from None
        except OSError as error:
            raise PrintingError(f"{browser} cannot be started ({error.strerror})") from None
        if not printed.is_file():
            last = [line for line in done.stderr.splitlines() if line.strip()][-1:]
            raise PrintingError(f"{browser} did not print: {' '.join(last) or done.returncode}")
        path.write_bytes(printed.read_bytes())


def _command(browser: str, source: Path, printed: Path) -> list[str]:
    root = sys.platform != "win32" and os.geteuid() == 0
    return [
        browser,
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--user-data-dir={source.parent / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={printed}",
        # Chromium refuses to start as root with its sandbox; the page is our own, without a script.
        *(["--no-sandbox"] if root else []),
        source.as_uri(),
    ]
