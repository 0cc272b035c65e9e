"""Pictures of cards as a phone shows them, made with the Chromium that the machine has."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.catalogue import Intent
from bot.editing.picks import Picks
from bot.editing.preview import Preview

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DENSITY = 2
"""Points of a picture for each CSS pixel, as on a phone."""


class PicturesError(Exception):
    """No picture can be made here; the text says what to install."""


def pictures(
    preview: Preview, wanted: Iterable[tuple[Intent, str]], picks: Picks, folder: Path
) -> Iterator[Path]:
    """Writes `<intent>.<language>.png` for cards in languages; yields each file once it is there.

    Raises:
        PicturesError: Playwright or Chromium is not here.
    """
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415  # because only pictures and tests need it
    except ImportError:
        raise PicturesError(
            "Pictures are made with Playwright, which is not here. Install it, as `make test` "
            "does: .venv/bin/pip install playwright"
        ) from None
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=next(filter(None, map(shutil.which, BROWSERS)), None)
            )
        except Error:
            raise PicturesError(
                "Pictures are made with the browser Chromium, which is not here. Install it: "
                "apt-get install chromium, or .venv/bin/playwright install chromium"
            ) from None
        page = browser.new_page(device_scale_factor=DENSITY, java_script_enabled=False)
        for intent, language in wanted:
            page.set_content(preview.picture(intent, language, picks))
            path = folder / f"{intent.id}.{language}.png"
            page.locator(".phone").screenshot(path=path)
            yield path
        browser.close()
