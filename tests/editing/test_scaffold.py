"""What an editor gets from `ouderbot new`, and how it becomes part of the bot."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from babel import localedata
from click.testing import CliRunner, Result

from bot.catalogue import Catalogue, Reading, load
from bot.catalogue.draft import ADDRESS, places
from bot.catalogue.language import About
from bot.cli import main
from bot.conversation import Dialogue, Question
from bot.conversation.action import Action
from bot.conversation.menu import TOPICS, Menu
from bot.editing.check import check_content
from bot.editing.scaffold import _about, to_fill_in
from bot.editing.schemas import schema
from bot.translation import Translations
from bot.understanding import Engine
from tests.fakes.parent import TODAY
from tests.fakes.program import ROOT

INTENT = "intents/school/proefkaart.yaml"
EXAMPLE = re.compile(r"^( *)# ( *(?:- .*|\w+:(?: .*)?))$", re.MULTILINE)
"""A line of a scaffold that is an example in a comment."""
FILLED = {
    "INVULLEN de vraag, zoals een ouder ze stelt": "Gaat mijn kind zwemmen?",
    "INVULLEN wat de ouder moet doen, in een korte zin": "Geef een badpak en een handdoek mee.",
    "INVULLEN een regel met een getal of datum, of haal deze regel weg": "1 jaar is gratis.",
    "https://invullen.example": "https://www.vlaanderen.be/zwemmen",
    "INVULLEN wat er op de pagina staat": "Vlaanderen over zwemmen",
    "INVULLEN een zin die de ouder op school kan tonen": "Wanneer gaat de klas zwemmen?",
    "INVULLEN zoals een ouder het typt": "zwembad met de klas",
    "INVULLEN een vraag die dit antwoord moet krijgen": "moet mijn kind mee naar het zwembad",
}


@pytest.fixture
def home(
    content: Path,
    catalogue: Catalogue,
    translations: Translations,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A copy of the content, without languages that somebody is still making."""
    for code in catalogue.languages.keys() - set(translations.offered()):
        shutil.rmtree(content / "locales" / code)
    monkeypatch.setenv("OUDERBOT_CONTENT", str(content))
    return content


def new(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], input=typed)


def filled(text: str) -> str:
    for place, own in FILLED.items():
        assert place in text
        text = text.replace(place, own)
    return text


def keys(node: Any) -> set[str]:  # noqa: ANN401  # because JSON holds anything
    """Every key of a schema, its parts included."""
    if isinstance(node, list):
        return set().union(*map(keys, node))
    if not isinstance(node, dict):
        return set()
    return set(node.get("properties", {})) | set().union(*map(keys, node.values()))


def test_a_new_intent_passes_check(home: Path) -> None:
    """It says nothing but what is still to be filled in, and where."""
    looked_at = [INTENT, "intents/head.npz"]
    before = check_content(home, TODAY, looked_at)
    done = new("intent", "proefkaart", "--topic", "school")
    findings = [one for one in check_content(home, TODAY, looked_at) if one not in before]
    lines = (home / INTENT).read_text("utf-8").splitlines()

    assert done.exit_code == 0
    assert f"{INTENT} is new." in done.output
    assert findings == list(to_fill_in(load(home)))
    assert [finding.line for finding in findings] == [
        number
        for number, line in enumerate(lines, 1)
        if "invullen" in line.casefold() and not line.startswith("#")
    ]
    assert all(finding.message.startswith("fill this in: ") for finding in findings)


def test_a_new_intent_shows_every_key(home: Path) -> None:
    """Nobody has to look into the program to know what can be written."""
    new("intent", "proefkaart", "--topic", "school")
    text = (home / INTENT).read_text("utf-8")

    for key in keys(json.loads(schema("intent"))):
        assert re.search(rf"\b{key}\b", text), key


def test_every_example_of_a_new_intent_can_be_used(home: Path) -> None:
    """Who takes the `# ` away has a file without mistakes."""
    new("intent", "proefkaart", "--topic", "school")
    path = home / INTENT
    used, count = EXAMPLE.subn(r"\1\2", path.read_text("utf-8"))
    path.write_text(used, "utf-8")
    draft = load(home).drafts["proefkaart"]

    assert count >= 18
    assert draft.card.steps
    assert draft.card.help
    assert draft.card.terms
    assert draft.card.lines[1].valid_until
    assert draft.card.lines[1].when.level == ("kleuter", "basis")
    assert draft.sources["bron"].document
    assert draft.near_misses
    assert [example.place for example in draft.tests[1:]] == ["Gent", None]


def test_no_parent_sees_a_draft(home: Path) -> None:
    """It is on no button, answers nothing, and is not given to translators."""
    new("intent", "proefkaart", "--topic", "school")
    phrases = home / "locales/fr/phrases.yaml"
    text = phrases.read_text("utf-8")
    phrases.write_text(
        text.replace("phrases:\n", "phrases:\n  proefkaart:\n    - piscine avec la classe\n", 1)
    )
    catalogue = load(home)

    assert "proefkaart" in catalogue.drafts
    assert "proefkaart" not in catalogue.intents
    assert "proefkaart" not in {intent for _, intent, _ in catalogue.all_phrases()}
    assert not any("INVULLEN" in text for _, _, text in catalogue.all_phrases())


def test_a_filled_in_intent_is_live_without_any_programming(home: Path) -> None:
    """After a restart it answers, and stands on its topic's buttons."""
    new("intent", "proefkaart", "--topic", "school")
    path = home / INTENT
    path.write_text(filled(path.read_text("utf-8")), "utf-8")
    catalogue = load(home)
    translations = Translations(catalogue)
    dialogue = Dialogue(catalogue, translations, Engine(catalogue))
    reply = dialogue.respond(Question(text="zwembad met de klas?"), None, TODAY).reply
    buttons = dialogue.menu.intent_buttons("nl", "school")

    assert not [one for one in to_fill_in(catalogue) if one.path == INTENT]
    assert reply.intent == "proefkaart"
    assert Action("ask", "proefkaart") in [button.action for button in buttons]


def test_an_intent_with_one_place_left_is_still_a_draft(home: Path) -> None:
    """A card is shown whole or not at all."""
    new("intent", "proefkaart", "--topic", "school")
    path = home / INTENT
    text = filled(path.read_text("utf-8"))
    path.write_text(text.replace("Geef een badpak", "INVULLEN badpak"), "utf-8")
    (finding,) = to_fill_in(load(home))

    assert finding.message.startswith("fill this in: badpak en een handdoek mee.")
    assert "no parent sees this" in finding.message


def test_a_card_that_becomes_a_draft_is_no_answer(home: Path) -> None:
    """What the head has learnt of it does not bring it back."""
    path = home / "intents/school/zomerschool.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"\ntitle: .*", "\ntitle: INVULLEN", text, count=1), "utf-8")
    engine = Engine(load(home))
    for question in ("waar kan mijn kind in juli les volgen", "summer school for kids"):
        meant = engine.understand(question, today=TODAY)

        assert "zomerschool" not in dict(meant.candidates)


def test_the_danger_card_can_be_no_draft(home: Path) -> None:
    """Danger comes first: without its card the content is refused."""
    path = home / "intents/hulp/nood.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"\ntitle: .*", "\ntitle: INVULLEN", text, count=1), "utf-8")

    assert any("must always be there" in one.message for one in Reading(home).errors)


def test_the_content_has_nothing_to_fill_in(home: Path) -> None:
    """What is in the tree is complete."""
    assert not list(to_fill_in(load(home)))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["tolk", "--topic", "geld"], "`tolk` is there already: intents/taal/tolk.yaml"),
        (["Zwem_les", "--topic", "geld"], "`Zwem_les` is no id."),
        (["zwem--les", "--topic", "geld"], "`zwem--les` is no id."),
        (["z" * 41, "--topic", "geld"], "40 characters at most"),
        (["none", "--topic", "geld"], "Take another id."),
        (["proefkaart", "--topic", "schol"], "`schol` is no topic. Did you mean `school`?"),
        (["proefkaart", "--topic", "facts"], "`facts` is no topic."),
    ],
)
def test_an_intent_that_cannot_be_made(home: Path, arguments: list[str], sentence: str) -> None:
    """Wrong use ends with 2 and a sentence, and nothing is written."""
    before = sorted(home.rglob("*"))
    done = new("intent", *arguments)

    assert done.exit_code == 2
    assert sentence in done.output
    assert sorted(home.rglob("*")) == before


def test_the_topic_is_asked_for(home: Path) -> None:
    """Who does not know the topics can choose."""
    done = new("intent", "proefkaart", typed="school\n")

    assert done.exit_code == 0
    assert all(topic in done.output for topic in TOPICS)
    assert (home / INTENT).exists()


def test_a_new_language_passes_check_and_is_not_offered(home: Path) -> None:
    """Only warnings; the menu waits for the translations; other languages stay as they were."""
    before = {path: path.read_bytes() for path in (home / "locales").glob("*/*/*.po")}
    done = new("language", "lt")
    catalogue = load(home)
    translations = Translations(catalogue)
    menu = Menu(catalogue, translations)

    assert done.exit_code == 0
    assert catalogue.languages["lt"] == About(
        code="lt", name="Lietuvių", english="Lithuanian", dutch="Litouws", direction="ltr",
        locale="lt", status="machine",
    )  # fmt: skip
    assert not Reading(home, TODAY).errors
    assert {one.path for one in to_fill_in(catalogue)} == {
        "locales/lt/phrases.yaml", "locales/lt/words.yaml",
    }  # fmt: skip
    assert "lt" not in translations.offered()
    assert "lt" not in {button.action.language for button in menu.language_buttons(Action("start"))}
    assert 'msgctxt "nood"' in (home / "locales/lt/LC_MESSAGES/cards.po").read_text("utf-8")
    assert all(path.read_bytes() == old for path, old in before.items())


def test_a_parent_of_a_new_language_is_answered(home: Path) -> None:
    """Before anything is translated, its speakers get the Dutch."""
    new("language", "lt")
    catalogue = load(home)
    dialogue = Dialogue(catalogue, Translations(catalogue), Engine(catalogue))
    question = Question(text="wanneer is het vakantie", app_language="lt")
    reply = dialogue.respond(question, None, TODAY).reply

    assert reply.intent == "vakantiedata"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("tr", "`tr` is there already: locales/tr/."),
        ("xx", "`xx` is no language code that is known here."),
        ("LT", "two or three small letters"),
        ("litouws", "Did you mean `lt`"),
        ("lithuanian", "Did you mean `lt`"),
        ("../x", "no language code"),
    ],
)
def test_a_language_that_cannot_be_made(home: Path, code: str, sentence: str) -> None:
    """Wrong use ends with 2 and a sentence, and nothing is written."""
    before = sorted(home.rglob("*"))
    done = new("language", code)

    assert done.exit_code == 2
    assert sentence in done.output
    assert sorted(home.rglob("*")) == before


def test_any_language_that_babel_knows_can_be_made() -> None:
    """Names and direction are there, or are to be filled in; nothing is invented."""
    codes = [one for one in localedata.locale_identifiers() if re.fullmatch(r"[a-z]{2,3}", one)]
    for code in codes:
        about = About(code=code, locale=code, status="machine", **_about(code))
        assert about.name
    assert len(codes) > 150
    assert _about("he")["direction"] == "rtl"


@pytest.mark.parametrize(
    ("old", "own"),
    [
        ("- INVULLEN wat de ouder moet doen", "- Lees de brief: wanneer"),
        ("- INVULLEN zoals een ouder", "- zwemmen met school: moet dat"),
    ],
)
def test_a_colon_in_a_sentence_is_explained(home: Path, old: str, own: str) -> None:
    """YAML reads a key there, which no editor means: one finding, with the remedy."""
    new("intent", "proefkaart", "--topic", "school")
    path = home / INTENT
    text = path.read_text("utf-8").replace(old, own)
    path.write_text(text, "utf-8")
    (finding,) = Reading(home).errors

    assert own in text.splitlines()[finding.line - 1]
    assert "quotation marks" in finding.message


def test_an_announcement_is_made_and_filled_in(home: Path) -> None:
    """Only what is left to fill in is found in it; then parents see it."""
    new("announcement", "gent-site")
    path = home / "intents/announcements/gent-site.yaml"
    name = path.relative_to(home).as_posix()
    findings = check_content(home, TODAY, [name])
    assert [one.message.partition(":")[0] for one in findings] == ["fill this in"] * 3
    assert not load(home).announcements

    text = path.read_text("utf-8").replace("INVULLEN de gemeente", "Gent")
    text = text.replace("INVULLEN wat de ouder moet weten of doen", "De website werkt niet.")
    path.write_text(text.replace(ADDRESS, "https://stad.gent"), "utf-8")
    assert load(home).announcements["gent-site"].text == ("De website werkt niet.",)


@pytest.mark.parametrize("name", ["Gent", "gent_site", "gent site", "x" * 41])
def test_an_announcement_has_a_name_that_can_be_remembered(home: Path, name: str) -> None:
    """The command says which, and makes nothing; it overwrites nothing either."""
    assert "is no name for an announcement" in new("announcement", name).output
    assert not (home / "intents/announcements").exists()
    new("announcement", "gent")
    assert "`gent` is there already" in new("announcement", "gent").output


def test_places_to_fill_in() -> None:
    """A word that only begins alike is none, nor is the word inside a sentence."""
    found = dict(
        places({"a": "INVULLEN: wat", "b": ["INVULLEND", "Niet INVULLEN", "INVULLEN"], "c": None})
    )

    assert found == {("a",): "wat", ("b", 2): "2"}


def test_the_scaffolds_are_part_of_the_program() -> None:
    """They lie beside the code, so that a wheel carries them."""
    assert {path.name for path in (ROOT / "bot/editing/scaffolds").iterdir()} == {
        "about.yaml", "announcement.yaml", "intent.yaml", "phrases.yaml", "words.yaml",
    }  # fmt: skip
