"""Mistakes of every kind, planted in copies of the content, are found at their lines."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue import Finding, Severity
from bot.editing.check import check_content
from tests.fakes.parent import TODAY
from tests.fakes.program import ROOT
from tests.fakes.sentences import sentences

LAPTOP, TOLK = "intents/geld/laptop.yaml", "intents/taal/tolk.yaml"
CLB, OPVANG = "intents/hulp/clb.yaml", "intents/school/opvang.yaml"
WHEN = "intents/inschrijven/aanmelden-wanneer.yaml"
GREETING, THANKS = "intents/gesprek/begroeting.yaml", "intents/gesprek/bedankt.yaml"
ENROLMENT, LOPS = "intents/facts/enrolment.yaml", "intents/facts/lops.yaml"
CALENDAR, VOORLEZEN = "intents/facts/school-year.yaml", "intents/taal/voorlezen.yaml"
TOESLAG = "intents/geld/schooltoeslag.yaml"
WORDS, HEAD = "locales/tr/words.yaml", "intents/head.npz"
TESTS_OF_VOORLEZEN = re.findall(r"tests:\n(?:  .*\n)*", (ROOT / VOORLEZEN).read_text("utf-8"))[0]
LEND = "Vraag of je een laptop kan lenen."
LONG_TITLE = "Моїй дитині дуже потрібен ноутбук, щоб учитися вдома щодня"
SOCIAL = "Belediyenin sosyal yardım dairesi de okul malzemesinde yardım edebilir."
TWO_LINES = "Demandez à l'école\\nquel est son CLB."
SITE = "intents/announcements/gent-site-stil.yaml"
NEWS = """\
area: [Gent]
from: 2026-11-01
until: 2026-11-05
text:
  - De website van Gent werkt niet op zaterdag 5 december 2026.
  - Bel 09 210 10 10.
translations:
  fr:
    - Le site de Gent ne marche pas le samedi 5 décembre 2026.
    - Appelez le 09 210 10 10.
source: https://stad.gent
checked: 2026-11-01
confidence: high
"""
SENTENCES = list(sentences("bot.editing.check"))
LEAST = 0.95
"""The share of mistakes that must be found at the right line."""


@dataclass(frozen=True)
class Planted:
    """A mistake.

    Args:
        path: the file.
        old: what stands in it; empty for a new file.
        new: what the editor writes instead.
        at: what stands on the line on which it must be found.
        words: what the finding says, in part.
    """

    path: str
    old: str
    new: str
    at: str
    words: str
    severity: Severity

    def plant(self, content: Path) -> None:
        """Makes the mistake."""
        if self.path == HEAD:
            return  # every new phrase is a mistake of the head's
        file = content / self.path
        file.parent.mkdir(exist_ok=True)
        text = file.read_text("utf-8") if self.old else ""
        assert self.old in text, (self.path, self.old)
        file.write_text(text.replace(self.old, self.new, 1) if self.old else self.new, "utf-8")

    def is_found(self, content: Path, findings: list[Finding]) -> bool:
        """Whether a finding says so at the line."""
        text = "" if self.path == HEAD else (content / self.path).read_text("utf-8")
        assert self.at in text, (self.path, self.at)
        before = text[: text.index(self.at)]
        line = before.count("\n") + 1 + self.at.startswith("\n")
        return any(
            (one.path, one.line, one.severity) == (self.path, line, self.severity)
            and self.words in one.message
            for one in findings
        )


def error(path: str, old: str, new: str, at: str, words: str) -> Planted:
    """A mistake that keeps the content from being used."""
    return Planted(path, old, new, at, words, Severity.ERROR)


def warning(path: str, old: str, new: str, at: str, words: str) -> Planted:
    """A mistake that only warns."""
    return Planted(path, old, new, at, words, Severity.WARNING)


def translated(code: str, context: str, dutch: str, text: str, words: str) -> Planted:
    """A wrong translation, in place of the one that is there."""
    path = f"locales/{code}/LC_MESSAGES/cards.po"
    head = f'msgctxt "{context}"\nmsgid "{dutch}"\nmsgstr '
    whole = (ROOT / path).read_text("utf-8")
    after = whole[whole.index(head) + len(head) :]
    old = head + after[: after.index("\n\n")]
    at = f'\nmsgid "{dutch}"\nmsgstr "{text}"'
    return error(path, old, f'{head}"{text}"', at, words)


REFUSED = [
    error(LAPTOP, "title: ", "title: [ ", "\nrelated", "this is not YAML"),
    error(CALENDAR, "holidays:\n", "holidays:\nholidays:\n", "\nholidays:\n  -", "stands twice"),
    error(TOLK, "related:", "relatd:", "relatd:", "Did you mean `related`?"),
    error(WHEN, "[aanmelden-hoe", "[aanmeldn-hoe", "[aanmeldn-hoe", "is no intent"),
    error(CLB, "url: https://www.clbchat.be/", "url: htps://x", "url: htps", "not a web address"),
    error(ENROLMENT, "from: 2027-03-23", "from: 2027-13-23", "2027-13-23", "is not a date"),
    error(THANKS, "- Graag gedaan.", "- Bel 02 123 45 67.", "- Bel 02", "needs a `source`"),
    error(LOPS, "places: [Antwerpen]", "places: [Antwerpn]", "[Antwerpn]", "no municipality"),
    error(OPVANG, "id: opvang", "id: opvan", "id: opvan", "differs from the file's name"),
    error(
        GREETING,
        "    - Dag. Stel gerust je vraag over school.\n",
        "    - text: Dag.\n      valid_until: 2026-01-01\n",
        "    - text: Dag.",
        "needs `fallback`",
    ),
    error("locales/en/phrases.yaml", "  lop-wat:\n", "  lop-watt:\n", "  lop-watt:", "no intent"),
    error("intents/messages.yaml", "{place}?", "daar?", "daar?", "must name exactly"),
]
"""What the loader refuses."""
PHRASES = [
    error(TOLK, "phrases:\n", "phrases:\n  - clb geel adres telefoon\n", "clb geel", "stands"),
    error(
        "locales/fr/phrases.yaml",
        "  tolk:\n",
        "  tolk:\n    - what is clb\n",
        "    - what is clb",
        "`clb` at locales/en/phrases.yaml",
    ),
    warning(
        TOLK,
        "phrases:\n",
        "phrases:\n  - op welke dag begint de paasvakantie voor mijn kind\n",
        "op welke dag begint de paasvakantie voor",
        "reads like `vakantiedata`",
    ),
    warning(
        "locales/en/phrases.yaml",
        "  zomerschool:\n",
        "  zomerschool:\n    - my son is being bullied by other kids every day\n",
        "    - my son is being bullied by other kids every day",
        "reads like `pesten`",
    ),
    warning(
        TOLK,
        "  - sociaal tolk aanvragen\n",
        "  - sociaal tolk aanvragen\n  - sociaal  tolk aanvragen\n",
        "  - sociaal  tolk aanvragen",
        "stands twice for `tolk`",
    ),
    warning(HEAD, "", "", "", "are not learnt yet"),
]
TESTS = [
    warning(VOORLEZEN, TESTS_OF_VOORLEZEN, "", "id: voorlezen", "has no test"),
    error(OPVANG, "tests:\n", "tests:\n  - ik zoek een tolk\n", "- ik zoek een tolk", "`tolk`"),
    error(
        LAPTOP,
        "tests:\n",
        "tests:\n  - {text: laptop lenen in Gent, place: Brugge}\n",
        "{text: laptop lenen in Gent, place: Brugge}",
        "understood as `Gent`",
    ),
]
FACTS = [
    warning(
        GREETING,
        "    - Ik ben Ouderbot, een computerprogramma.\n",
        "    - {text: Nieuw., valid_until: 2026-01-02, fallback: Oud.}\n",
        "2026-01-02",
        "held until 2026-01-02",
    ),
    warning(
        GREETING,
        "    - Ik antwoord in jouw taal, kort en gratis.\n",
        "    - {text: Nog even., valid_until: 2026-12-24, fallback: ''}\n",
        "2026-12-24",
        "holds until 2026-12-24",
    ),
    warning(
        ENROLMENT,
        "timelines:\n",
        "timelines:\n  - level: basis\n    school_year: 2024-2025\n    periods: "
        "[{kind: aanmelden, from: 2024-02-27, until: 2024-03-19}]\n"
        "    source: https://www.vlaanderen.be\n    checked: '2024'\n    confidence: high\n",
        "  - level: basis\n    school_year: 2024-2025",
        "over since 2024-03-19",
    ),
    warning(
        LOPS,
        "  - name: LOP Antwerpen secundair onderwijs\n",
        "  - {name: LOP dubbel, level: basis, places: [Antwerpen], checked: '2024', "
        "confidence: high, source: https://www.antwerpen.be}\n"
        "  - name: LOP Antwerpen secundair onderwijs\n",
        "LOP dubbel",
        "no card ever reads this entry",
    ),
    warning(CLB, "https://www.clbchat.be/", "https://www.agodi.be/x", "agodi.be/x", "not answer"),
    warning(
        CLB,
        "  terms:\n",
        "    - {url: https://www.agodi.be/x, title: Nog eens, languages: [nl]}\n  terms:\n",
        "title: Nog eens",
        "goes to the same page",
    ),
    warning(
        WHEN,
        "    - text: Kijk op de officiële pagina hieronder.\n",
        "    - {text: 'Nog tot {closes}.', when: {phase: over}}\n"
        "    - text: Kijk op de officiële pagina hieronder.\n",
        "{text: 'Nog tot {closes}.'",
        "no parent ever sees this line",
    ),
    warning("intents/geld/oud.yml", "", "id: oud\n", "id: oud", "nothing reads this file"),
    warning(WORDS, "danger:", "danger:\n  - silah", "  - silah\n  - kaç", "in this list already"),
    warning(WORDS, "  basis: [", "  basis: [anaokulu, ", "  basis: [anaokulu", "`kleuter` too"),
    warning(TOESLAG, "  show: ", "  show: INVULLEN ", "INVULLEN", "fill this in"),
]
DUTCH = [
    error(
        THANKS,
        "    - Graag gedaan.",
        "    - Als je kind morgen naar de school gaat en jij wil weten wat het daar moet doen met "
        "de boeken dan vraag je dat.\n    - Graag gedaan.",
        "    - Als je kind morgen",
        "words",
    ),
    warning(
        THANKS,
        "    - Graag gedaan.",
        "    - Dat staat in het samenwerkingsovereenkomstje.\n    - Graag gedaan.",
        "samenwerkingsovereenkomstje",
        "long word",
    ),
]
TRANSLATIONS = [
    translated(
        "pl", "clb", "Tot 12 jaar vraagt het CLB jouw akkoord.", "Do 14 lat CLB pyta.", "12"
    ),
    translated(
        "pl",
        "aanmelden-wanneer",
        "Aanmelden voor schooljaar {school_year} is voorbij.",
        "Aanmelden na ten rok już minęło.",
        "{school_year}",
    ),
    translated("ro", "laptop", LEND, LEND, "still in Dutch"),
    translated("ar", "laptop", LEND, "laptop اسأل هل يمكنك استعارة", "left to right"),
    translated("fr", "laptop", LEND, "Demandez un <b>PC</b> en prêt.", "<"),
    translated("ru", "laptop", LEND, "Cпросите, можно ли взять ноутбук на время.", "keyboard"),
    translated("uk", "laptop", "Mijn kind heeft een laptop nodig", LONG_TITLE, "button"),
    translated("tr", "laptop", "Ook het OCMW kan helpen met schoolmateriaal.", SOCIAL, "OCMW"),
    translated("fr", "clb", "Vraag aan de school welk CLB bij de school hoort.", TWO_LINES, "line"),
    warning(
        "locales/bg/LC_MESSAGES/messages.po",
        'msgctxt "text-only"\n',
        '#, fuzzy\nmsgctxt "text-only"\n',
        '\nmsgid "Ik kan alleen tekst lezen.',
        "fuzzy",
    ),
]
ANNOUNCED = [
    warning(SITE, "", NEWS, "until: 2026-11-05", "is over since 2026-11-05"),
    error(SITE, "décembre", "janvier", "    - Le site", "`janvier` is not december"),
    error(
        SITE,
        "Appelez le 09 210 10 10",
        "Appelez le 09 210 10 11",
        "    - Appelez",
        "a phone number",
    ),
    warning(SITE, "Bel 09", "Bel 09", "translations:", "not translated: ar, bg"),
]
PLANTED = [*PHRASES, *TESTS, *FACTS, *DUTCH, *TRANSLATIONS, *ANNOUNCED]


def copied(folder: Path) -> Path:
    for name in ("intents", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def missed(content: Path, planted: list[Planted]) -> list[Planted]:
    """The mistakes that are not found at their line, of all of them in one copy.

    What is found is a sentence that tests/test_docs.py knows from the source, and so explained.
    """
    for one in planted:
        one.plant(content)
    notes: set[str] = set()
    findings = check_content(content, TODAY, note=notes.add)
    for message in {one.message for one in findings} | notes:
        assert any(one.makes(message) for one in SENTENCES), message
    return [one for one in planted if not one.is_found(content, findings)]


def test_planted_mistakes_are_found_at_their_lines(tmp_path: Path) -> None:
    """Forty and more mistakes of every kind, at least 95 of 100 at the right line."""
    missing = missed(copied(tmp_path / "refused"), REFUSED)
    missing += missed(copied(tmp_path / "loaded"), PLANTED)
    number = len(REFUSED) + len(PLANTED)

    assert number >= 40
    assert number - len(missing) >= LEAST * number, missing


def test_the_content_has_no_mistakes_and_only_facts_that_end() -> None:
    """What is in the tree passes; what warns is a fact that ends, or a language not done yet."""
    findings = check_content(ROOT, TODAY)
    ends = re.compile(
        r"(held|holds|used) until|(is|are) over since|texts? (is|are) not shown"
        r"|nothing stands under|not translated:"
    )

    assert [str(one) for one in findings if not ends.search(one.message)] == []
    assert not [one for one in findings if one.severity is Severity.ERROR]
