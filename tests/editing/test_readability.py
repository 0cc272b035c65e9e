"""A hard card is told so, at its line, by rules that a plain card never meets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from click.testing import CliRunner

from bot.catalogue import Catalogue, Intent, Level, Severity
from bot.catalogue.document import Document
from bot.cli import main
from bot.conversation.cards import CardMaker
from bot.conversation.situation import situation
from bot.editing.known_words import FILE, KnownWords
from bot.editing.passives import passive_chain
from bot.editing.readability import ease, hard_to_read, long_sentences
from bot.editing.reading_ease import SIMPLE, reading_ease, sentences, syllables, words
from bot.translation import Translations
from tests.fakes.parent import TODAY

TOLK = "intents/taal/tolk.yaml"
COUNTED = """
over 2 ieder 2 april 2 avond 2 uur 1 ouders 2 open 2 elke 2 eerste 2 oudercontact 4 één 1 mail 1
identiteitskaart 5 inschrijvingen 4 aanmelden 3 secundair 3 buitengewoon 4 onderwijs 3 ruzie 2
rijksregisternummer 6 leerlingenbegeleiding 7 zorgcoördinator 6 brugfiguur 3 schooltoeslag 3
maximumfactuur 5 kleuter 2 familie 3 informatie 4 vakantie 3 februari 4 officiële 5 financieel 4
sociaal 3 gemeente 3 geïnteresseerd 5 bureau 2 baby's 2 computer 3 website 2 racisme 3 museum 3
discriminatie 5 theater 3 idee 2 nieuw 1 nieuwe 2 mooie 2 groeipakket 3 draaien 2 niveau 2
directie 3 video 3 tweede 2 drieën 2 politie 3 studiebegeleiding 6 beïnvloeden 4 cliënt 2
bijeenkomst 3 beoordelen 4 thuisonderwijs 4 uitslag 2 afwezigheidsbriefje 6 weigeringsdocument 6
incassobureau 5 gerechtsdeurwaarder 5 voorwaarden 3 anderstalige 5 taalintegratietraject 7
begrafenis 4 huwelijk 3 examens 3 oefenen 3 ochtend 2 energie 3 bacterie 3 situatie 4 individuele 6
provincie 3 oceaan 3 creatief 3 patiënt 2 premie 2 kwaliteit 3 actie 2 adres 2 internet 3 online 2
vergoeding 3 koffiemoment 4 zaterdag 3 oktober 3 augustus 3 verplicht 2 nooit 1 meertalige 4
vrijwilliger 4 bibliotheek 4 brievenbus 3 uiterlijk 3
"""
"""A hundred Dutch words with their syllables, counted by hand."""

HARD = (
    "De gegevens worden door de school verwerkt en kunnen worden doorgegeven.",
    "Het inschrijvingsregister wordt bijgehouden zodat kan worden nagegaan wie geweigerd werd.",
    "De ouders worden geacht te weten wanneer het dossier ingediend moet worden.",
    "Je weet dan of je kind ingeschreven kan worden.",
    "Zodra de aanvraag is goedgekeurd, zal het bedrag worden terugbetaald.",
    "Er wordt onderzocht of de beslissing herzien kan worden.",
)
PLAIN = (
    "Mijn kind wordt gepest.",
    "Je kind is nog niet ingeschreven.",
    "Je kind kan nu worden ingeschreven.",
    "Mijn dochter is gestart en mijn zoon is al begonnen.",
    "Heb je aangemeld? Dan word je gebeld.",
    "De gemeente is bereid om te helpen, en dat is niet verplicht.",
    "Is het bericht er? De gesprekken zijn in het Nederlands.",
    "De school mag het rapport niet achterhouden.",
)


def at(content: Path, words: str) -> str:
    """The number of the line of the card `tolk` that holds words."""
    lines = (content / TOLK).read_text("utf-8").splitlines()
    return str(next(number for number, line in enumerate(lines, 1) if words in line))


@pytest.fixture
def says(content: Path) -> Callable[..., list[str]]:
    """What is hard on the card `tolk` after words of it have changed, with the line."""

    def changed(old: str = "", new: str = "") -> list[str]:
        path = content / TOLK
        text = path.read_text("utf-8")
        assert not old or text.count(old) == 1
        path.write_text(text.replace(old, new) if old else text, "utf-8")
        document = Document(path, TOLK)
        intent = document.read(Intent)
        assert intent is not None
        return [
            f"{document.line(place)}: {severity}: {sentence}"
            for place, severity, sentence in hard_to_read(intent, KnownWords(content))
        ]

    return changed


def test_syllables_are_those_that_a_person_counts() -> None:
    """At least 98 of a hundred words; no more is claimed."""
    pairs = COUNTED.split()
    counted = dict(zip(pairs[::2], map(int, pairs[1::2]), strict=True))

    assert len(counted) == 100
    wrong = [word for word, right in counted.items() if syllables(word) != right]
    assert len(wrong) <= 2, wrong


def test_figures_and_abbreviations_are_one_syllable() -> None:
    """As Flesch counts them."""
    assert {syllables(one) for one in ("112", "2de", "CLB", "OCMW", "vzw", "lop@gent.be")} == {1}


def test_the_formula_is_that_of_douma() -> None:
    """206.84 - 0.93 * words in a sentence - 77 * syllables in a word."""
    assert reading_ease(["Bel de school. Vraag hulp."]) == pytest.approx(206.84 - 0.93 * 2.5 - 77)
    assert reading_ease(["Bel de gemeente; vraag hulp."]) == pytest.approx(
        206.84 - 0.93 * 2.5 - 77 * 7 / 5
    )
    assert reading_ease(["{holidays}", ""]) is None


def test_names_dates_and_values_are_not_counted() -> None:
    """An editor cannot choose shorter ones (design: names and dates not counted)."""
    text = "Bel op woensdag 1 september 2027 naar het Agentschap Integratie in {place}"

    assert words(text) == ["Bel", "op", "naar", "het", "in"]
    assert words("Donderdag 6 en vrijdag 7 mei is er geen school") == "en is er geen school".split()
    assert sentences("Neem mee: je kaart; je papieren.") == ["Neem mee", "je kaart", "je papieren"]


def test_the_scale_tells_official_dutch_from_plain() -> None:
    """The same said twice: as an office writes it, and as a parent says it."""
    office = (
        "Teneinde de inschrijvingsmogelijkheden te garanderen, organiseert het schoolbestuur "
        "voorafgaandelijk een elektronische aanmeldingsprocedure voor de geïnteresseerde ouders."
    )
    plain = "Wil je een plaats? Zeg eerst op de website welke school je wil. Dat heet aanmelden."

    hard, easy = reading_ease([office]), reading_ease([plain])
    assert hard is not None
    assert easy is not None
    assert hard < 30
    assert easy > 90


def test_at_least_95_of_100_cards_are_simple(catalogue: Catalogue) -> None:
    """The measure calls them simple, and no sentence is too long."""
    scores = [ease(intent) for intent in catalogue.intents.values()]
    simple = sum(score is not None and score >= SIMPLE for score in scores)

    assert simple / len(scores) >= 0.95
    for intent in catalogue.intents.values():
        found = [severity for _, severity, _ in long_sentences(intent)]
        assert Severity.ERROR not in found


def test_cards_are_short(catalogue: Catalogue, translations: Translations) -> None:
    """The median card, at its longest, has 60 words at most before the links."""
    maker = CardMaker(catalogue, translations)
    places = [None, *(catalogue.places.by_name[name] for name in ("Gent", "Evere", "Aarschot"))]
    situations = [
        situation(catalogue, TODAY, place=place, level=level)
        for place in places
        for level in (None, *Level)
    ]

    def longest(intent: Intent) -> int:
        cards = (maker.card(intent, "nl", one, TODAY) for one in situations)
        return max(len(" ".join(card.statements()).split()) for card in cards)

    assert median(map(longest, catalogue.intents.values())) <= 60


def test_a_chain_of_passives_is_found() -> None:
    """Two in a sentence, or one with three verbs at the end."""
    assert [text for text in HARD if passive_chain(text) is None] == []


def test_a_plain_sentence_is_left_in_peace() -> None:
    """One passive, a perfect tense, and words that only look like participles are no chain."""
    assert [text for text in PLAIN if passive_chain(text)] == []


def test_a_hard_card_is_caught_at_its_lines(content: Path, says: Callable[..., list[str]]) -> None:
    """Each thing that is hard, with the line of the file and what to do; `check` prints it all."""
    long = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
    found = says(
        "    - text: Een tolk kan komen, bellen of via video praten.\n      source: bruzz\n"
        "    - text: Laat je kind liever niet tolken.\n      source: knack\n",
        f"    - text: Vraag {long} tolken.\n"
        "    - text: Er wordt bekeken of de tolk betaald kan worden.\n      source: bruzz\n"
        "    - text: Raadpleeg bij communicatieproblemen de ondersteuningscoördinator.\n"
        "    - text: Vertegenwoordigers organiseren kwaliteitsvolle tolkdienstverlening.\n",
    )

    chain, sentence, word, card = (
        at(content, one) for one in ("Er wordt", long, "Raadpleeg", "Vertegenwoordigers")
    )
    assert [line.split(": ")[0] for line in found] == [
        sentence,
        card,
        chain,
        *[word] * 2,
        *[card] * 4,
    ]
    assert "a sentence of 17 words" in found[0]
    assert "the card has a reading ease of " in found[1]
    assert "passives in a row (wordt … bekeken, betaald … worden)" in found[2]
    assert "`communicatieproblemen` is a long word" in found[3]

    settings = {"OUDERBOT_CONTENT": str(content), "OUDERBOT_TODAY": str(TODAY)}
    done = CliRunner().invoke(main, ["check", str(content / TOLK)], env=settings)
    assert {f"{TOLK}:{line}" for line in found} <= set(done.output.splitlines())


def test_a_hard_explanation_and_title_are_caught(
    content: Path, says: Callable[..., list[str]]
) -> None:
    """A hard word is not explained by another, nor asked about in a button."""
    found = says("Ik wil een tolk voor een gesprek", "Ik wil een vertaalmogelijkheid")
    assert [line.split(": ")[0] for line in found] == [at(content, "title:")]
    found = says("tolk via de telefoon", "taalkundige bemiddelingsactiviteit")
    assert found[-1].startswith(at(content, "taalkundige") + ": warning: `bemiddelingsactiviteit`")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("meaning: tolk via de telefoon", "meaning: tolk, ook tolkdienstverlening genoemd"),
        ("term: telefoontolk", "term: tolkdienstverlening"),
    ],
)
def test_official_words_may_be_long(says: Callable[..., list[str]], old: str, new: str) -> None:
    """What the card explains under `terms` may stand in its lines."""
    assert says("helpen taalhulpen", "is er tolkdienstverlening")
    assert says(old, new) == []


def test_names_and_abbreviations_in_full_may_be_long(says: Callable[..., list[str]]) -> None:
    """Names cannot be shorter, and an abbreviation must be written out somewhere."""
    assert says("helpen taalhulpen", "helpt Onderwijsondersteuning") == []
    assert says("wie de tolk betaalt", "of je op tolkdienstverlening.be kan kijken") == []
    found = says("via de telefoon", "van een VCLB (vrij centrum voor leerlingenbegeleiding)")
    assert found == []
    found = says(
        "term: oudercontact\n      meaning: ", "term: VCLB\n      meaning: leerwerkcoördinatie, "
    )
    assert found == []


def test_words_that_parents_know_are_kept_by_hand(
    content: Path, says: Callable[..., list[str]]
) -> None:
    """With and without an ending; each says why, and a mistake in the file is told like any."""
    assert len(says("helpen taalhulpen", "zijn er gezondheidsorganisaties")) == 1
    path = content / FILE
    known = path.read_text("utf-8")
    path.write_text(known + "  - {word: gezondheidsorganisatie, why: a test}\n", "utf-8")
    assert says() == []

    path.write_text(known + "  - {word: Gezondheid}\n", "utf-8")
    line = len(known.splitlines()) + 1
    assert f"{FILE.as_posix()}:{line}: error: the key `why` is missing. Add it." in map(
        str, KnownWords(content).findings
    )

    path.unlink()
    assert "universiteit" not in KnownWords(content)
