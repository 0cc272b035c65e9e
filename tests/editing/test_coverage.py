"""Maintainers see how far every language is, in the terminal, as JSON and as a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Page

from bot.catalogue import load
from bot.cli import main
from bot.editing.translations import update
from tests.fakes.browser import chromium
from tests.fakes.program import ROOT

DUTCH = "Vraag de school op tijd om een tolk."


def run(*arguments: str, content: Path = ROOT, color: bool = False) -> str:
    """What `ouderbot coverage` prints."""
    done = CliRunner(env={"OUDERBOT_CONTENT": str(content), "COLUMNS": "80"}).invoke(
        main, ["coverage", *arguments], color=color
    )
    assert done.exit_code == 0, done.output
    return done.stdout


def rows(content: Path = ROOT) -> dict[str, dict[str, Any]]:
    """The rows of the JSON, by language."""
    return {row["language"]: row for row in json.loads(run("--format", "json", content=content))}


def replace(path: Path, old: str, new: str) -> None:
    """Changes a file once."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_json_keeps_the_contract() -> None:
    """Six keys a language; Dutch is translated in full; the phrases are those of the files."""
    found = rows()
    files = [*(ROOT / "intents").glob("*/*.yaml")]
    intents = [
        yaml.safe_load(path.read_text("utf-8")) for path in files if path.parent.name != "facts"
    ]

    assert set(found) == {path.name for path in (ROOT / "locales").iterdir() if path.is_dir()}
    for row in found.values():
        assert list(row) == ["language", "status", "intents", "translated", "phrases", "stale"]
        assert row["intents"] == len(intents)
    assert found["nl"]["status"] == "source"
    assert found["nl"]["translated"] == len(intents)
    assert found["nl"]["phrases"] == sum(len(intent["phrases"]) for intent in intents)
    french = yaml.safe_load((ROOT / "locales/fr/phrases.yaml").read_text("utf-8"))
    assert found["fr"]["phrases"] == sum(map(len, french["phrases"].values()))


def test_older_dutch_is_stale_before_and_after_the_update(few: Path) -> None:
    """A changed Dutch text makes its card stale in every language, never translated."""
    before = rows(few)
    replace(few / "intents/taal/tolk.yaml", DUTCH, "Vraag de school ruim op tijd om een tolk.")
    changed = rows(few)
    update(load(few))

    assert rows(few) == changed
    assert changed["nl"] == before["nl"]
    for code in before.keys() - {"nl"}:
        assert changed[code]["translated"] == before[code]["translated"] - 1
        assert changed[code]["stale"] == before[code]["stale"] + 1


def test_a_text_that_is_only_missing_is_not_stale(few: Path) -> None:
    """Its card is not translated any more, in that language alone."""
    before = rows(few)
    path = few / "locales/fr/LC_MESSAGES/cards.po"
    text = path.read_text("utf-8")
    path.write_text(re.sub(rf'(msgid "{DUTCH}"\nmsgstr) ".+"', r'\1 ""', text), "utf-8")
    after = rows(few)

    assert after.pop("fr") == before["fr"] | {"translated": before.pop("fr")["translated"] - 1}
    assert after == before


def test_the_table_names_every_language_and_has_colours_in_a_terminal_only(few: Path) -> None:
    """What is not complete stands out where colours can be shown."""
    replace(few / "intents/taal/tolk.yaml", DUTCH, "Vraag op tijd een tolk.")
    plain, coloured = run(content=few), run(content=few, color=True)

    for code, row in rows(few).items():
        done = f"{row['translated']}/{row['intents']}"
        assert re.search(rf"^{code} .* {done} +{row['stale']} ", plain, re.MULTILINE)
    assert "\x1b" not in plain
    assert re.search(r"\x1b\[33m *\d+/\d+\x1b", coloured)
    assert "translations status" in plain


def states(content: Path) -> dict[tuple[str, str], str]:
    """The state of every card in every language."""
    pairs = json.loads(run("--intents", "--format", "json", content=content))
    return {(one["language"], one["intent"]): one["state"] for one in pairs}


def test_intents_by_language(few: Path) -> None:
    """Per intent and language: complete, stale or missing, and its phrases; in 80 columns."""
    before = states(few)
    replace(few / "intents/taal/tolk.yaml", DUTCH, "Vraag op tijd een tolk.")
    plain, every = run("--intents", content=few), run("--intents")
    pairs = json.loads(run("--intents", "--format", "json", content=few))
    found = {(one["language"], one["intent"]): one for one in pairs}
    stale = {("fr", "tolk"): "stale", ("ar", "tolk"): "stale"}

    assert max(map(len, every.splitlines())) <= 80
    assert {before[code, "tolk"] for code, _ in stale} == {"complete"}
    assert states(few) == before | stale
    assert plain.count("~") == list(states(few).values()).count("stale") + 1  # and the legend
    assert re.search(rf"^tolk +✓{found['nl', 'tolk']['phrases']} ", plain, re.MULTILINE)


@pytest.fixture
def page(few: Path, tmp_path: Path) -> Iterator[Page]:
    """The page of a content with a stale card, on a narrow phone without a network."""
    replace(few / "intents/taal/tolk.yaml", DUTCH, "Vraag op tijd een tolk.")
    run("--page", str(tmp_path / "coverage.html"), content=few)
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 360, "height": 800}, offline=True)
        page = context.new_page()
        page.goto((tmp_path / "coverage.html").as_uri())
        yield page


def test_the_page_stands_alone_and_fits_a_phone(page: Page) -> None:
    """No script, nothing fetched, no sideways scrolling, own and English names, no barriers."""
    assert page.locator("script, link, img, iframe").count() == 0
    for row in page.locator(".languages > li").all():
        assert "of" in row.inner_text()
    arabic = page.locator("h3[lang=ar]")
    assert arabic.inner_text() == "العربية"
    assert arabic.get_attribute("dir") == "rtl"
    assert "Arabic" in page.locator(".languages > li", has=arabic).inner_text()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    tolk = page.locator(".intent", has_text="tolk · ")
    assert tolk.locator(".stale").count() == page.locator(".languages > li").count() - 1
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def test_a_page_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """The file's name and the reason; never a traceback."""
    path = tmp_path / "nowhere" / "page.html"
    done = CliRunner().invoke(main, ["coverage", "--page", str(path)])

    assert done.exit_code == 1
    assert f"{path} cannot be written: No such file" in done.stderr
