"""The page holds all it needs, and nothing of it is cut off."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from bot.catalogue import Catalogue, Level, Municipality
from bot.conversation.menu import Menu
from bot.posters import Address, Brand, Format, PosterMaker, page, page_of_languages
from bot.translation import Translations
from tests.fakes.browser import chromium
from tests.fakes.fonts import needs_font

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
FONTS = {
    "ar": "Noto Sans Arabic", "fa": "Noto Sans Arabic", "hy": "Noto Sans Armenian",
    "ne": "Noto Sans Devanagari", "ps": "Noto Sans Arabic", "ti": "Noto Sans Ethiopic",
    "ur": "Noto Nastaliq Urdu", "zh": "Noto Sans CJK SC",
}  # fmt: skip
CUT_OFF = """() => {
  const found = [];
  const leaves = (element, box) => {
    const inner = element.getBoundingClientRect(), outer = box.getBoundingClientRect();
    if (inner.bottom > outer.bottom + 1 || inner.top < outer.top - 1
        || inner.right > outer.right + 1 || inner.left < outer.left - 1)
      found.push([element.className || element.tagName, element.textContent.slice(0, 60)]);
  };
  for (const box of document.querySelectorAll(".sheet, .card, .language, .bubble"))
    for (const element of box.querySelectorAll("p, h1, header, footer, .code, .foot, .foot span"))
      leaves(element, box);
  for (const element of document.querySelectorAll("p, h1, .foot"))
    if (element.scrollWidth > element.clientWidth + 1) found.push(["wide", element.textContent]);
  for (const foot of document.querySelectorAll(".foot"))
    for (const text of foot.parentElement.querySelectorAll(".text p"))
      if (text.getBoundingClientRect().bottom > foot.getBoundingClientRect().top + 1)
        found.push(["over the foot", text.textContent]);
  return found;
}"""


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        tab = browser.new_page()
        tab.emulate_media(media="print")
        yield tab


@pytest.fixture(scope="module")
def long_named(catalogue: Catalogue, translations: Translations) -> PosterMaker:
    """Of a bot with the longest name that Telegram allows."""
    name = "ouderbot_" + "x" * 20 + "bot"
    address = Address(f"https://t.me/{name}?start=", f"t.me/{name}")
    return PosterMaker(catalogue, Menu(catalogue, translations), address)


def test_no_word_is_cut_off(
    tab: Tab, long_named: PosterMaker, catalogue: Catalogue, translations: Translations
) -> None:
    """The longest question of each language, with the longest names, stays inside its space."""
    menu = Menu(catalogue, translations)
    place = catalogue.places.by_name["Sint-Katelijne-Waver"]
    for language in catalogue.languages:
        longest = max(catalogue.intents.values(), key=lambda one: len(menu.title(language, one)))
        poster = long_named.poster(language, longest.id, place, Level.SECUNDAIR)
        for form in (Format.A4, Format.BUSINESS_CARDS):
            tab.set_content(page(poster, form).html)
            assert tab.evaluate(CUT_OFF) == [], (language, longest.id, form)


@pytest.mark.parametrize("form", [Format.A4, Format.A5])
@pytest.mark.parametrize("intent", [None, "aanmelden-wanneer", "discriminatie", "zomerschool"])
def test_no_language_is_cut_off(
    tab: Tab, long_named: PosterMaker, gent: Municipality, intent: str | None, form: Format
) -> None:
    """All languages stand whole on one sheet."""
    codes, missing = long_named.languages(intent)
    posters = [long_named.poster(code, intent, gent, Level.SECUNDAIR) for code in codes]
    tab.set_content(page_of_languages(posters, form).html)

    assert missing == []
    assert tab.locator(".sheet").count() == 1
    assert tab.locator(".language").count() == len(codes) >= 24
    assert tab.evaluate(CUT_OFF) == []


def test_every_script_is_shaped_by_its_own_font(tab: Tab, maker: PosterMaker) -> None:
    """The browser takes the letters of each language from the font that is made for them."""
    needs_font("fonts-noto-core", "Noto Sans Ethiopic")
    needs_font("fonts-noto-cjk", "Noto Sans CJK SC")
    protocol = tab.context.new_cdp_session(tab)
    protocol.send("DOM.enable")
    protocol.send("CSS.enable")
    for language in maker.languages()[0]:
        tab.set_content(page(maker.poster(language), Format.A4).html)
        root = protocol.send("DOM.getDocument")["root"]["nodeId"]
        question = {"nodeId": root, "selector": ".question"}
        node = protocol.send("DOM.querySelector", question)["nodeId"]
        used = protocol.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        own = FONTS.get(language, "Noto Sans")
        assert own in {font["familyName"] for font in used}, (language, used)
        assert {font["familyName"] for font in used} <= {own, "Noto Sans"}, (language, used)


class _Addresses(HTMLParser):
    """Everything that a page would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str | None] = []
        self.scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.found.extend(
            value for name, value in attrs if name in {"src", "href", "srcset", "style", "data"}
        )


@pytest.mark.parametrize("form", list(Format))
def test_one_file_holds_everything(
    tmp_path: Path, maker: PosterMaker, gent: Municipality, form: Format
) -> None:
    """No script, no style but the one that is named, nothing from another host; the logo too."""
    logo = tmp_path / "logo.png"
    logo.write_bytes(PIXEL)
    brand = Brand('<b>"Gent"</b>', logo, "09 123 45 67")
    made = page(maker.poster("ar", "lop-wat", gent, brand=brand), form)
    loaded = _Addresses(made.html)

    assert loaded.scripts == 0
    assert all((one or "").startswith("data:image/png;base64,") for one in loaded.found)
    assert len(loaded.found) == (0 if form is Format.BUSINESS_CARDS else 1)
    assert made.html.count("<style>") == 1
    assert f"<style>{made.style}</style>" in made.html
    assert not re.search(r"@import|url\(", made.style)
    assert "&lt;b&gt;" in made.html
    assert "09 123 45 67" in made.html


def test_the_words_keep_their_direction(maker: PosterMaker, gent: Municipality) -> None:
    """An Arabic poster runs from right to left, its Dutch and its address from left to right."""
    html = page(maker.poster("ar", "aanmelden-wanneer", gent), Format.A4).html

    assert re.search(r'<main[^>]*dir="rtl"', html)
    assert re.search(r'<p class="dutch" lang="nl" dir="ltr">Wanneer', html)
    assert re.search(r'<p class="address" dir="ltr">t\.me', html)
