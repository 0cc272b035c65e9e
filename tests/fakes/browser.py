"""A real browser without a window."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from tests.fakes.programs import needs


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium; a test that asks for it skips where there is none."""
    path = needs("chromium", "chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
