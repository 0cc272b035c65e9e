"""The translators' files, what stands beside each text, and what is left to do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.catalogue import Catalogue, ContentError, Message, load
from bot.catalogue.condition import When
from bot.catalogue.message import DUTCH_ONLY
from bot.catalogue.slot import SLOTS, slots
from bot.cli import main
from bot.editing.notes import CONDITIONS, MESSAGES, VALUES, message_notes
from bot.editing.translations import entries, po_path, pot_path, update
from bot.translation.translations import DOMAINS
from tests.fakes.program import ROOT

OLD, NEW = "Vraag de school op tijd om een tolk.", "Vraag de school ruim op tijd om een tolk."


def translations(*arguments: str, content: Path = ROOT) -> Result:
    """Runs `ouderbot translations`."""
    return CliRunner(env={"OUDERBOT_CONTENT": str(content)}).invoke(
        main, ["translations", *arguments]
    )


def replace(path: Path, old: str, new: str) -> None:
    """Changes a file once."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_files_and_templates_are_up_to_date(content: Path) -> None:
    """`ouderbot translations update` renews them after a change of the Dutch; else it is quiet."""
    assert {path.name for path in (ROOT / "locales").glob("*.pot")} == {"cards.pot", "messages.pot"}
    assert update(load(content)) == []


def test_templates_hold_every_text_and_no_translation(catalogue: Catalogue) -> None:
    """Poedit and Weblate begin a new language with them."""
    for domain in DOMAINS:
        whole = pot_path(catalogue, domain).read_text("utf-8")
        wanted = {(context, text) for context, text, _ in entries(catalogue, domain)}
        assert whole.count("\nmsgctxt ") == len(wanted)
        assert set(re.findall(r"^msgstr (.+)$", whole, re.MULTILINE)) == {'""'}
        assert not re.search(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", whole)  # no day, so no diff


def test_every_text_has_its_notes(catalogue: Catalogue) -> None:
    """For which card it is, when it is shown, what a value becomes; for a message, where it is."""
    assert VALUES.keys() == SLOTS.keys()
    assert set(When.model_fields) == CONDITIONS.keys()
    for begins in MESSAGES:
        assert any(message.value.startswith(begins) for message in Message), begins
    for context, text, notes in entries(catalogue, "cards"):
        intent = catalogue.intents[context]
        whole = "\n".join(notes)
        assert text == intent.title or f"Card “{intent.title}”" in whole
        for name in slots(text):
            assert f"Keep {{{name}}} as it is" in whole
            assert f"“{VALUES[name][0]}”" in whole
    for line in (line for one in catalogue.intents.values() for _, _, line in one.card.blocks()):
        if line.when.level == ("secundair",) and not slots(line.text):
            notes = next(n for _, text, n in entries(catalogue, "cards") if text == line.text)
            assert any("the school level is secundair" in note for note in notes)


@pytest.mark.parametrize("message", [one for one in Message if one not in DUTCH_ONLY])
def test_every_message_says_where_it_stands(message: Message) -> None:
    """`Ja` alone cannot be translated."""
    notes = message_notes(message)
    assert notes, f"say in bot/editing/notes.py where parents see `{message}`"
    assert notes[0].startswith("Where: ")


def test_the_old_dutch_stands_beside_a_fuzzy_text_whatever_its_length(few: Path) -> None:
    """On one line that gettext reads, and still the Dutch that was translated after two changes."""
    messages = few / "intents/messages.yaml"
    old = load(few).messages[Message.BOT_DESCRIPTION]
    for before, after in (("Gratis.", "Het is gratis."), ("Het is gratis.", "Dit is gratis.")):
        replace(messages, f"links. {before}", f"links. {after}")
        update(load(few))
    path = po_path(load(few), "fr", "messages")

    assert f'#, fuzzy\n#| msgid "{old}"\nmsgctxt "bot-description"' in path.read_text("utf-8")
    assert update(load(few)) == []


def test_a_translators_own_comment_stays(few: Path) -> None:
    """However long, and even when the Dutch changes."""
    path = po_path(load(few), "fr", "cards")
    note = "# " + "Deze zin zei de tolk zo. " * 8
    replace(
        path, f'msgctxt "tolk"\nmsgid "{OLD}"', f'{note.strip()}\nmsgctxt "tolk"\nmsgid "{OLD}"'
    )
    replace(few / "intents/taal/tolk.yaml", OLD, NEW)
    update(load(few))

    assert path.read_text("utf-8").count(note.strip() + "\n") == 1


def test_nothing_is_written_over_a_file_that_cannot_be_read(few: Path) -> None:
    """What cannot be read would be lost."""
    path = po_path(load(few), "fr", "cards")
    replace(path, f'msgid "{OLD}"', f'msgid "{OLD}')
    replace(few / "intents/taal/tolk.yaml", OLD, NEW)
    before = {one: one.read_bytes() for one in few.rglob("*.po*")}

    with pytest.raises(ContentError):
        update(load(few))
    done = translations("update", content=few)
    assert done.exit_code == 1
    assert "locales/fr/LC_MESSAGES/cards.po:" in done.stderr
    assert {one: one.read_bytes() for one in few.rglob("*.po*")} == before


def test_status_of_untouched_content() -> None:
    """A row per language; when nothing is counted in any of them, nothing is left to do."""
    done = translations("status")
    found = dict(re.findall(r"^([a-z]{2,3}) .*?((?: +\d+){4})$", done.stdout, re.MULTILINE))

    assert done.exit_code == 0
    assert found.keys() == {path.parent.name for path in (ROOT / "locales").glob("*/LC_MESSAGES")}
    complete = all(set(left.split()) == {"0"} for left in found.values())
    assert ("Nothing is left to do." in done.stdout) is complete


def test_status_counts_and_names_what_to_do_first(few: Path) -> None:
    """Per language and domain, exit 0; each thing to do at the line of its text."""
    home = few / "locales/fr/LC_MESSAGES"
    before = progress_of(few)
    replace(home / "messages.po", 'msgstr "Oui"', 'msgstr ""')
    cards = (home / "cards.po").read_text("utf-8")
    broken = re.sub(r'(\nmsgstr ".*)\{helpdesk_phone\}', r"\1", cards, count=1)
    (home / "cards.po").write_text(broken, "utf-8")
    replace(home / "cards.po", 'msgctxt "tolk"\nmsgid', '#, fuzzy\nmsgctxt "tolk"\nmsgid')
    found = progress_of(few)
    messages, own = changed(before, found, "messages"), changed(before, found, "cards")
    done = translations("status", "--language", "fr", content=few)
    first = done.stdout.split("First:\n")[1].splitlines()

    assert messages == {"translated": -1, "empty": 1}
    assert own == {"translated": -2, "fuzzy": 1, "wrong": 1}
    assert all(row == before[key] for key, row in found.items() if key[0] != "fr")
    assert done.exit_code == 0
    for line, words in zip(first[:3], ("exactly these values", "“Ja”", "fuzzy"), strict=True):
        path, number, sentence = line.split(":", 2)
        assert words in sentence
        assert (few / path).read_text("utf-8").splitlines()[int(number) - 1].startswith("msgid")


def progress_of(content: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """How far every file is, by language and domain."""
    rows = json.loads(translations("status", "--format", "json", content=content).stdout)
    return {(row["language"], row["domain"]): row for row in rows}


def changed(
    before: dict[tuple[str, str], dict[str, Any]],
    after: dict[tuple[str, str], dict[str, Any]],
    domain: str,
) -> dict[str, int]:
    """By how much the figures of a French file differ from before."""
    old, new = before["fr", domain], after["fr", domain]
    return {name: new[name] - old[name] for name in new if new[name] != old[name]}


def test_status_before_and_after_the_update(content: Path) -> None:
    """Older Dutch is stale until the update, then fuzzy; ten things are named at most."""
    untouched = progress_of(content)
    replace(content / "intents/taal/tolk.yaml", OLD, NEW)
    before = translations("status", content=content).stdout
    figures = changed(untouched, progress_of(content), "cards")
    assert figures == {"translated": -1, "stale": 1, "empty": 1}
    assert "Run `ouderbot translations update`." in before
    assert translations("update", content=content).exit_code == 0
    after = translations("status", content=content).stdout
    first = after.split("First:\n")[1].splitlines()

    assert len(first) == 11
    assert all("fuzzy" in line or "is not translated" in line for line in first[:10])
    assert "more" in first[10]
    assert "translations update" not in after


def test_status_of_a_language_that_is_not_there() -> None:
    """Wrong use ends with 2, and a remedy."""
    done = translations("status", "--language", "fx")

    assert done.exit_code == 2
    assert "Known: `ar`" in done.stderr
