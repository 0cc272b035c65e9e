"""The real content is right, and planted mistakes are found at their lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue import NONE, Catalogue, ContentError, Reading, Severity, load
from bot.translation import Translations
from tests.fakes.parent import TODAY

CARD = "intents/geld/schoolrekening-hulp.yaml"
WHEN = "intents/inschrijven/aanmelden-wanneer.yaml"
ENROLMENT = "intents/facts/enrolment.yaml"
LOPS = "intents/facts/lops.yaml"


def swap(path: str, old: str, new: str) -> Callable[[Path], tuple[str, int]]:
    """A planted mistake: replaces the first `old`; returns the file and line of the change."""

    def plant(content: Path) -> tuple[str, int]:
        file = content / path
        text = file.read_text(encoding="utf-8")
        before, found, _ = text.partition(old)
        assert found, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        shift = (
            new.count("\n") - len(new.rsplit("@@", maxsplit=1)[-1].splitlines())
            if "@@" in new
            else 0
        )
        return path, before.count("\n") + 1 + shift

    return plant


MISTAKES: dict[str, Callable[[Path], tuple[str, int]]] = {
    "bad YAML": swap(CARD, "title: ", "title: [ "),
    "duplicate key": swap(LOPS, "    level: basis\n", "    level: basis\n    level: basis\n"),
    "unknown key": swap(CARD, "related:", "relatd:"),
    "unknown intent in a reference": swap(
        WHEN, "related: [aanmelden-hoe", "related: [aanmeldn-hoe"
    ),
    "missing field": swap(CARD, "title: ", "# title: "),
    "wrong date": swap(ENROLMENT, "from: 2027-03-23", "from: 2027-13-23"),
    "period that ends before it begins": swap(ENROLMENT, "until: 2027-06-01", "until: 2026-06-01"),
    "fact without a source": swap(
        LOPS,
        "    source:\n      - https://5dok.net/document/yj7mvej5-jaar-lop-s.html\n",
        "    sourc:\n      - https://5dok.net/document/yj7mvej5-jaar-lop-s.html\n",
    ),
    "line with a number and no source": swap(
        "intents/gesprek/bedankt.yaml", "- Graag gedaan.", "- Bel 02 123 45 67 voor hulp."
    ),
    "stale fact without a fallback": swap(
        "intents/gesprek/begroeting.yaml",
        "    - Dag. Stel gerust je vraag over school.",
        "    - text: Dag.\n      valid_until: 2026-01-01",
    ),
    "unknown source of a line": swap(CARD, "source: vcov", "source: vcvo"),
    "unknown slot": swap(WHEN, "{closes}", "{closed}"),
    "unknown condition": swap(WHEN, "{phase: not-open", "{fase: not-open"),
    "condition with a wrong value": swap(WHEN, "phase: not-open", "phase: not-opn"),
    "unknown municipality": swap(LOPS, "places: [Antwerpen]", "places: [Antwerpn]"),
    "wrong level": swap(ENROLMENT, "level: basis", "level: lager"),
    "wrong confidence": swap(ENROLMENT, "confidence: high", "confidence: sure"),
    "link that is none": swap(CARD, "url: https://", "url: htps://"),
    "title that is too long": swap(
        CARD, "title: ", "title: Een titel die te lang is voor een knop op de telefoon "
    ),
    "id that differs from the file": swap(CARD, "id: schoolrekening-hulp", "id: schoolrekening"),
    "unknown intent among phrases": swap(
        "locales/en/phrases.yaml", "  lop-wat:\n", "  lop-watt:\n"
    ),
    "message that nobody says": swap("intents/messages.yaml", "  web-copy:", "  web-kopy:"),
    "message without its slot": swap("intents/messages.yaml", "{place}?", "daar?"),
    "wrong school year": swap(ENROLMENT, "school_year: 2027-2028", "school_year: 2027-2029"),
    "wrong language code": swap("locales/tr/about.yaml", "code: tr", "code: tk"),
}


def lines_of(findings: list[str], path: str) -> list[int]:
    return [
        int(found[1])
        for one in findings
        if (found := re.match(rf"{re.escape(path)}:(\d+): error", one))
    ]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_found_at_its_line(content: Path, name: str) -> None:
    """Any mistake gives `path:line: error: …` with the remedy, never a traceback."""
    path, line = MISTAKES[name](content)
    reading = Reading(content, TODAY)
    found = lines_of([str(finding) for finding in reading.findings], path)

    assert any(abs(one - line) <= (1 if "\n" in name or name in NEXT_LINE else 0) for one in found)


NEXT_LINE = {"duplicate key", "stale fact without a fallback", "missing field", "bad YAML",
             "message that nobody says", "fact without a source"}  # fmt: skip
"""Mistakes that are reported on the line below the change, or at the file's first line."""


def test_all_planted_mistakes_come_in_one_run(content: Path) -> None:
    """Several mistakes in several files are all reported at once."""
    planted = 0
    for name in ("duplicate key", "unknown key", "wrong date", "unknown slot",
                 "wrong language code",
                 "unknown intent among phrases", "message without its slot"):  # fmt: skip
        MISTAKES[name](content)
        planted += 1
    with pytest.raises(ContentError) as refused:
        load(content)

    assert len({finding.path for finding in refused.value.findings}) == planted


def test_the_content_has_no_mistakes(catalogue: Catalogue) -> None:
    """What is in the tree can be used as it is."""
    assert not Reading(catalogue.folder, TODAY).errors


def test_a_stale_fact_is_a_warning_and_parents_see_its_fallback(content: Path) -> None:
    """A line past its `valid_until` is named, so that somebody looks the new fact up."""
    swap(
        "intents/gesprek/begroeting.yaml",
        "    - Dag. Stel gerust je vraag over school.",
        "    - text: Dag.\n      valid_until: 2026-01-01\n      fallback: Hallo.",
    )(content)
    findings = Reading(content, TODAY).findings

    assert [f.severity for f in findings if f.path.endswith("begroeting.yaml")] == [
        Severity.WARNING
    ]
    assert not Reading(content, date(2025, 1, 1)).findings


@pytest.fixture(scope="module")
def counts(catalogue: Catalogue) -> Counter[tuple[str, str]]:
    """How many phrases each intent has in each language."""
    return Counter((language, name) for language, name, _ in catalogue.all_phrases())


def test_every_intent_is_ready_for_parents(
    catalogue: Catalogue, counts: Counter[tuple[str, str]]
) -> None:
    """Each intent has Dutch phrases and tests; each topic has cards with links and a sentence."""
    for intent in catalogue.intents.values():
        assert intent.tests, f"{intent.id} has no test"
        assert counts["nl", intent.id] >= 15, f"write 15 Dutch phrases or more for {intent.id}"
        if intent.topic != "gesprek":
            assert intent.card.links, f"the card of {intent.id} has no link"
            assert intent.card.show, f"the card of {intent.id} has no sentence to show at school"


def test_intents_are_asked_for_in_the_languages_that_most_speak(
    catalogue: Catalogue, counts: Counter[tuple[str, str]]
) -> None:
    """46 intents at least have many phrases in each of these; a new one may still lack them."""
    least = {"en": 15, "fr": 15, "tr": 10, "ar": 10}
    lacking = {
        intent: [code for code, bar in least.items() if counts[code, intent] < bar]
        for intent in catalogue.intents
    }

    assert sum(not codes for codes in lacking.values()) >= 46, lacking


def test_every_language_of_the_menu_knows_what_is_not_ours(
    translations: Translations, counts: Counter[tuple[str, str]]
) -> None:
    """Without questions of other kinds a language would answer everything with a card."""
    for language in translations.offered():
        assert counts[language, NONE] >= 100, f"write 100 or more in locales/{language}: none"


def test_dutch_cards_are_short(catalogue: Catalogue) -> None:
    """No sentence of a Dutch card is longer than 20 words."""
    for intent in catalogue.intents.values():
        for _, _, line in intent.card.blocks():
            for sentence in re.split(r"[.?!:](?:\s|$)", line.text):
                assert len(sentence.split()) <= 20, (intent.id, sentence)


def test_no_contact_is_a_person(catalogue: Catalogue) -> None:
    """Only addresses of a function or desk are shown, never a person's."""
    for lop in catalogue.lops:
        if lop.contact and lop.contact.email:
            local = lop.contact.email.split("@")[0]
            assert re.fullmatch(r"onderwijs|lop\.?\w+(\.basis)?|helpdesk\.meldjeaan", local), (
                lop.name
            )
