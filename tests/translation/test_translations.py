"""Translations say exactly what the Dutch says, as far as a machine can see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, ContentError, load
from bot.catalogue.slot import slots
from bot.editing.translations import entries, update
from bot.translation import SOURCE, Translations
from bot.translation.bidi import begins_right_to_left, isolated
from bot.translation.translations import DOMAINS


def test_every_language_is_offered(catalogue: Catalogue, translations: Translations) -> None:
    """A language stands in the menu once messages, danger and 90 % of the cards are there.

    All do that were ever in it; one that somebody is still making may wait.
    """
    offered = set(translations.offered())

    assert len(offered) >= 24, f"not in the menu: {catalogue.languages.keys() - offered}"


def test_cards_are_whole_in_every_language(
    catalogue: Catalogue, translations: Translations
) -> None:
    """46 cards at least are translated into all languages of the menu; a new one may wait."""
    lacking = {
        name: [code for code in translations.offered() if not translations.complete(code, intent)]
        for name, intent in catalogue.intents.items()
    }

    assert sum(not codes for codes in lacking.values()) >= 46, lacking


def test_slots_and_numbers_are_the_same(catalogue: Catalogue, translations: Translations) -> None:
    """No placeholder, date, amount or phone number differs from the Dutch."""
    for code in catalogue.languages:
        if code == SOURCE:
            continue
        for domain in DOMAINS:
            for context, dutch, _ in entries(catalogue, domain):
                text = translations.text(code, context, dutch)
                if text is None:  # parents see the Dutch
                    continue
                assert slots(text) == slots(dutch), (code, context)
                assert sorted(re.findall(r"\d+", text)) == sorted(re.findall(r"\d+", dutch)), (
                    code,
                    context,
                )


def test_right_to_left_lines_begin_in_their_own_script(
    catalogue: Catalogue, translations: Translations
) -> None:
    """A line takes its direction from its first strong letter."""
    for code, about in catalogue.languages.items():
        if about.direction == "rtl":
            for domain in DOMAINS:
                for context, dutch, _ in entries(catalogue, domain):
                    text = translations.text(code, context, dutch) or ""
                    assert context == "bot-name" or begins_right_to_left(text), (code, dutch)


def test_update_changes_nothing_that_is_up_to_date(content: Path) -> None:
    """Diffs stay quiet: a second run writes nothing."""
    update(load(content))

    assert update(load(content)) == []


def test_changed_dutch_is_never_shown_in_an_old_translation(content: Path) -> None:
    """The text is marked fuzzy with its old Dutch, and the card is not complete until mended."""
    path = content / "intents/taal/tolk.yaml"
    old = "Vraag de school op tijd om een tolk."
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(
        text.replace(old, "Vraag de school ruim op tijd om een tolk."), encoding="utf-8"
    )
    catalogue = load(content)
    assert not Translations(catalogue).complete("fr", catalogue.intents["tolk"])
    assert update(catalogue)
    renewed = (content / "locales/fr/LC_MESSAGES/cards.po").read_text(encoding="utf-8")
    assert "#, fuzzy" in renewed
    assert f'#| msgid "{old}"' in renewed
    assert update(catalogue) == []
    assert not Translations(catalogue).complete("fr", catalogue.intents["tolk"])


def test_a_broken_po_file_is_a_finding(content: Path) -> None:
    """File and line, no traceback."""
    path = content / "locales/fr/LC_MESSAGES/cards.po"
    path.write_text(path.read_text(encoding="utf-8") + "\ngarbage\n", encoding="utf-8")

    with pytest.raises(ContentError) as refused:
        Translations(load(content))
    assert refused.value.findings[0].path == "locales/fr/LC_MESSAGES/cards.po"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("اتصل 09 210 10 10", "اتصل \u206609 210 10 10\u2069"),
        ("موقع (CLB) هنا", "موقع (\u2066CLB\u2069) هنا"),
        ("يوم 23 مارس 2027", "يوم 23 مارس 2027"),
        ("هيئة LOP Gent basisonderwijs", "هيئة \u2066LOP Gent basisonderwijs\u2069"),
        ("سایت Kleine Kinderen, Grote Kansen", "سایت \u2066Kleine Kinderen, Grote Kansen\u2069"),
    ],
)
def test_dutch_words_inside_right_to_left_text_keep_their_order(text: str, shown: str) -> None:
    """Terms and phone numbers are isolated, plain numbers need it not."""
    assert isolated(text) == shown


@pytest.mark.parametrize(
    ("line", "right"),
    [("هيئة LOP", True), ("LOP هيئة", False), ("\u2066LOP\u2069 هيئة", True), ("112", True)],
)
def test_where_a_line_begins(line: str, right: bool) -> None:  # noqa: FBT001  # because it is what is expected
    """What stands inside an isolate does not turn the line."""
    assert begins_right_to_left(line) is right
