"""Whatever a machine can see of a translation that says something else than its Dutch."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, Severity, load
from bot.editing.alphabets import Alphabet
from bot.editing.parity import BUTTON, parity
from bot.editing.told_facts import changed_facts
from bot.translation import Translations

PLANTED = [
    # a value, a number, a date, an address
    ("fr/cards", "lop-vinden", "Bel het LOP: {lop_phone}",
     "Appelez le LOP : {lop_email}", "exactly these values: {lop_phone}"),
    ("fr/cards", "nood", "Bel 1712 voor vragen over geweld of misbruik. Dat is geen noodnummer.",
     "Appelez le 1713 pour des questions sur la violence. Ce n'est pas un numéro d'urgence.",
     "a number differs from the Dutch: `1712` is missing, `1713` is not in the Dutch"),
    ("ar/cards", "nood", "Bel 1712 voor vragen over geweld of misbruik. Dat is geen noodnummer.",
     "اتصل بالرقم ١٧١٢ للأسئلة عن العنف أو الاعتداء. هذا ليس رقم طوارئ.", "digits 0-9"),
    ("tr/cards", "leerplicht", "Dat begint op 1 september van het jaar waarin je kind 5 wordt.",
     "Bu, çocuğunuzun 5 yaşını doldurduğu yılın 1 Ekim'inde başlar.",
     "a date differs from the Dutch: `Ekim` is not september"),
    ("tr/cards", "clb", "Anoniem chatten kan op CLBch@t.",
     "CLBchat ile adınızı vermeden yazışabilirsiniz.", "an address differs"),
    # official Dutch words
    ("uk/cards", "lop-vinden", "Bel het LOP: {lop_phone}",
     "Зателефонуйте до платформи: {lop_phone}", "official word `LOP`"),
    ("ar/cards", "aanmelden-hoe", "Hulp bij aanmelden: {helpdesk_phone}",
     "للمساعدة في الطلب المسبق: {helpdesk_phone}", "official word `aanmelden`"),
    ("tr/cards", "schooltoeslag", "In december nog niets? Bel je uitbetaler.",
     "Aralık ayında hâlâ bir şey gelmedi mi? Size ödeme yapan kuruma telefon edin.",
     "official word `uitbetaler`"),
    # letters of another script
    ("ru/messages", "other-language", "Andere taal", "Дpугой язык", "mixes Cyrillic and Latin"),
    ("fr/messages", "who-helps", "Wie helpt", "Qui аide", "mixes Cyrillic and Latin"),
    ("uk/messages", "other-language", "Andere taal", "Інша i мова", "`i` is in Latin letters"),
    ("hy/messages", "other-language", "Andere taal", "Ուրիշ լեզոu", "mixes Armenian and Latin"),
    ("tr/messages", "who-helps", "Wie helpt", "Kim у yardım eder", "`у` is a Cyrillic letter"),
    # another language
    ("fr/messages", "hard-words", "Moeilijke woorden", "Moeilijke woorden", "still in Dutch"),
    ("de/messages", "hard-words", "Moeilijke woorden", "Difficult words", "still in English"),
    ("fr/cards", "tolk", "Vraag de school op tijd om een tolk.",
     "Ask the school for an interpreter, and do it in time with your teacher.", "still in English"),
    ("tr/cards", "tolk", "Vraag de school op tijd om een tolk.",
     "Vraag de school vroeg genoeg om een tolk.", "still in Dutch"),
    ("hy/messages", "hard-words", "Moeilijke woorden", "Mots difficiles", "in Latin letters"),
    # form
    ("ar/messages", "other-language", "Andere taal", "Ouderbot لغة أخرى", "left to right"),
    ("fr/messages", "links", "Meer lezen", "Lire <b>plus", "“<” would be shown"),
    ("fr/messages", "yes", "Ja", "**Oui**", "“*” would be shown"),
    ("de/messages", "links", "Meer lezen", "Mehr &amp; lesen", "“&amp;” would be shown"),
    ("it/messages", "links", "Meer lezen", "Leggi `altro", "“`” would be shown"),
    ("es/messages", "links", "Meer lezen", "Leer\\nmás", "2 lines, where the Dutch has 1"),
    ("pt/messages", "links", "Meer lezen", " ", "holds only spaces"),
    # lengths
    ("de/cards", "tolk", "Ik wil een tolk voor een gesprek",
     "Ich möchte einen Dolmetscher für das Gespräch in der Schule", "a button shows 44"),
    ("de/messages", "other-language", "Andere taal", "Eine ganz andere " + "sehr " * 5 + "Sprache",
     "a button shows 44"),
    ("it/messages", "bot-short-description",
     "Vragen over school in Vlaanderen en Brussel, in je eigen taal.",
     "Domande sulla scuola nelle Fiandre e a Bruxelles, " * 3, "Telegram takes 120"),
]  # fmt: skip
"""File, context, Dutch, a translation with a mistake, and what is said about it."""


def entry(content: Path, file: str, context: str, dutch: str) -> tuple[Path, list[str], int]:
    """A .po file, its lines, and the index of the `msgid` of an entry."""
    code, domain = file.split("/")
    path = content / "locales" / code / "LC_MESSAGES" / f"{domain}.po"
    rows = path.read_text(encoding="utf-8").splitlines()
    wanted = [f'msgctxt "{context}"', f'msgid "{dutch}"']
    number = next(n for n in range(len(rows)) if rows[n : n + 2] == wanted)
    return path, rows, number + 1


def plant(content: Path, file: str, context: str, dutch: str, text: str) -> tuple[str, int]:
    """Puts a translation in the place of another; returns path and line of its entry."""
    path, rows, at = entry(content, file, context, dutch)
    end = next((n for n in range(at + 1, len(rows)) if not rows[n].strip()), len(rows))
    rows[at + 1 : end] = [f'msgstr "{text}"', *['""'] * (end - at - 2)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path.relative_to(content).as_posix(), at + 1


def keep(content: Path, *codes: str) -> None:
    """Takes every other language out of a copy of the content, because it is not asked for."""
    for home in (content / "locales").iterdir():
        if home.is_dir() and home.name not in {"nl", *codes}:
            shutil.rmtree(home)


def test_the_content_says_what_its_dutch_says(
    catalogue: Catalogue, record_property: Callable[[str, object], None]
) -> None:
    """No error in what translators made, and an editor does not wait for the answer."""
    start = time.process_time()
    found = [str(one) for one in parity(catalogue) if one.severity is Severity.ERROR]
    took = time.process_time() - start

    record_property("measured", f"parity of {len(catalogue.languages) - 1} languages: {took:.1f} s")
    assert found == []
    assert took < 5


def test_every_kind_of_mistake_is_found_at_its_line(content: Path) -> None:
    """A translator finds the mistake where `check` says it is, and reads what to do."""
    planted = {
        plant(content, file, context, dutch, text): says
        for file, context, dutch, text, says in PLANTED
    }
    found = list(parity(load(content)))
    assert len(planted) == len(PLANTED)
    for place, says in planted.items():
        here = [one for one in found if (one.path, one.line) == place]
        assert [one for one in here if says in one.message], (place, says, here)
        assert all(one.severity is Severity.ERROR for one in here)


def test_a_card_that_is_too_long_is_told_at_its_title(content: Path) -> None:
    """Translation and Dutch go into one message of 4,096 characters; each line may be fine."""
    keep(content, "de")
    dutch = "Vraag de school op tijd om een tolk."
    plant(content, "de/cards", "tolk", dutch, "Bitte die Schule rechtzeitig. " * 120)
    catalogue = load(content)
    path, _, title = entry(content, "de/cards", "tolk", catalogue.intents["tolk"].title)

    found = [one for one in parity(catalogue) if "Telegram takes 4096" in one.message]
    assert [(one.path, one.line) for one in found] == [
        (path.relative_to(content).as_posix(), title + 1)
    ]


def test_what_parents_do_not_see_is_one_warning_a_file(content: Path) -> None:
    """Missing, empty, fuzzy and stale texts are counted, named, and what parents see is said."""
    keep(content, "fr")
    dutch = "Zet de scholen in volgorde. Je liefste school komt eerst."
    path, rows, at = entry(content, "fr/cards", "aanmelden-hoe", dutch)
    _, _, empty = entry(content, "fr/cards", "tolk", "Vraag de school op tijd om een tolk.")
    _, _, stale = entry(content, "fr/cards", "clb", "Anoniem chatten kan op CLBch@t.")
    rows[stale] = 'msgid "Anoniem chatten kan."'
    rows[empty + 1] = 'msgstr ""'
    rows.insert(at - 1, "#, fuzzy")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")

    found = [one for one in parity(load(content)) if one.path.endswith("cards.po")]
    found = [one for one in found if one.severity is Severity.WARNING]
    assert [(one.path, one.line) for one in found] == [("locales/fr/LC_MESSAGES/cards.po", 1)]
    says = found[0].message
    assert says.startswith("4 texts are not shown (1 missing, 1 empty, 1 marked fuzzy, 1 of Dutch")
    assert f"aanmelden-hoe “{dutch}”" in says
    assert "Parents see 3 cards in Dutch, under one line in French that says so. Run" in says


def test_a_language_that_lacks_a_message_leaves_the_menu(content: Path) -> None:
    """As `Translations.offered` decides; likewise without the danger card."""
    keep(content, "sq", "uk")
    place = plant(content, "sq/messages", "yes", "Ja", "")
    plant(content, "uk/cards", "nood", "Bel 1712 voor vragen over geweld of misbruik. "
          "Dat is geen noodnummer.", "")  # fmt: skip
    catalogue = load(content)

    found = sorted(one for one in parity(catalogue) if "leaves the menu" in one.message)
    assert {one.severity for one in found} == {Severity.WARNING}
    assert (found[0].path, found[0].line) == place
    assert "Albanian leaves the menu" in found[0].message
    assert "Ukrainian leaves the menu" in found[1].message
    assert not {"sq", "uk"} & set(Translations(catalogue).offered())


def test_a_language_without_files_and_one_that_cannot_be_read(content: Path) -> None:
    """A missing file is a warning; a broken one is told once, by `Translations`."""
    keep(content, "sq", "uk")
    (content / "locales/sq/LC_MESSAGES/cards.po").unlink()
    with (content / "locales/uk/LC_MESSAGES/cards.po").open("a", encoding="utf-8") as handle:
        handle.write("\ngarbage\n")
    catalogue = load(content)

    found = [one for one in parity(catalogue) if one.severity is Severity.WARNING]
    assert [one.path for one in found] == ["locales/sq/LC_MESSAGES/cards.po"]
    assert " missing): " in found[0].message
    assert f"{len(catalogue.intents)} cards in Dutch" in found[0].message


def test_a_wrong_value_is_told_once(content: Path) -> None:
    """`Translations` says it too, in the same words, so that `check` shows it once."""
    keep(content, "fr")
    place = plant(content, "fr/cards", "lop-vinden", "Bel het LOP: {lop_phone}", "Appelez le LOP")
    catalogue = load(content)

    told = Translations(catalogue).findings
    assert [(one.path, one.line) for one in told] == [place]
    assert set(told) <= set(parity(catalogue))


def test_an_ordinary_word_of_the_terms_need_not_stay(content: Path) -> None:
    """A word of `terms` is official where translators keep it; *pesten* every language has."""
    place = plant(
        content, "fr/cards", "pesten", "Alles over pesten, voor ouders en kinderen",
        "Tout sur le harcèlement, pour parents et enfants",
    )  # fmt: skip

    assert not [one for one in parity(load(content)) if (one.path, one.line) == place]


@pytest.mark.parametrize(
    ("text", "dutch", "says"),
    [
        ("Appelez le 09 210 10 10.", "Bel 09 210 10 10.", None),
        ("Appelez le 09/210.10.10.", "Bel 09 210 10 10.", None),
        ("Appelez le 09 210 10 01.", "Bel 09 210 10 10.", "a phone number differs"),
        ("Dès 2.5 ans", "Vanaf 2,5 jaar", None),
        ("Dès 5,2 ans", "Vanaf 2,5 jaar", "a number differs"),
        ("Voir www.ond.be/nl.", "Zie www.ond.be/nl.", None),
        ("Voir www.onderwijs.be.", "Zie onderwijs.vlaanderen.be.", "an address differs"),
        ("Écrivez à clb@gent.be", "Mail lop@gent.be", "an address differs"),
        ("Le 3 mai, un lundi", "Op maandag 3 mei", None),
        ("Le 3 mai, un mardi", "Op maandag 3 mei", "a date differs"),
        ("{lop} et {lop}", "{lop}", "as often as the Dutch"),
        ("Le LOP {", "Het LOP", "as often as the Dutch"),
    ],
)  # fmt: skip
def test_facts_are_the_same_however_they_are_written(
    text: str, dutch: str, says: str | None
) -> None:
    """Order, decimal sign and spaces of a phone number are the language's own; the rest is not."""
    told = list(changed_facts(text, dutch, "fr"))
    assert [bool(re.search(says or "^$", one)) for one in told] == ([True] if says else [])


@pytest.mark.parametrize(
    ("name", "text", "dutch"),
    [
        ("Русский", "CLB-центр и 1A", "CLB en 1A"),
        ("Հայերեն", "CLB՝ դպրոցում։ ticket։", "CLB en ticket"),
        ("Español", "el 1º año, à côté", "1ste jaar"),
        ("العربية", "هيئة LOP", "LOP"),
        ("中文", "给LOP打电话", "LOP"),
    ],
)
def test_dutch_words_stay_latin_in_every_script(name: str, text: str, dutch: str) -> None:
    """And signs such as `՝` or `º` are no foreign letters."""
    assert list(Alphabet(name).strange(text, dutch)) == []


def test_a_button_is_as_long_as_a_dutch_title_may_be(catalogue: Catalogue) -> None:
    """One measure for all: what a phone shows of a button."""
    assert max(len(intent.title) for intent in catalogue.intents.values()) <= BUTTON
