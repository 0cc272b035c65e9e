"""GNU gettext's own tools read and write the .po files, and nothing changes.

A translator may use Poedit, Weblate or the tools themselves; all of them write as these do.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.catalogue import load
from bot.editing.translations import update
from tests.fakes.program import ROOT
from tests.fakes.programs import needs

FILES = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))
TEMPLATES = sorted((ROOT / "locales").glob("*.pot"))
MISSING = re.compile(r".*warning: header field '[\w-]+' missing in header")
"""The fields that change without a change of the texts are left out of the header."""
Texts = list[tuple[str, str, str, bool]]


def gettext(program: str, *arguments: str | Path) -> bytes:
    """What one of gettext's programs writes, without a complaint."""
    path = needs("gettext", program)
    done = subprocess.run([path, *map(str, arguments)], capture_output=True, check=True)  # noqa: S603  # because the arguments are the tests' own
    complaints = [line for line in done.stderr.decode().splitlines() if not MISSING.fullmatch(line)]
    assert complaints == []
    return done.stdout


def texts(path: Path) -> Texts:
    """Context, Dutch, translation and mark of every text of a .po file."""
    with path.open("rb") as handle:
        return [
            (one.context or "", str(one.id), str(one.string), one.fuzzy)
            for one in read_po(handle, abort_invalid=True)
            if one.id
        ]


DUTCH = "Ouderbot is een computerprogramma. Stel je vraag over school in Vlaanderen of Brussel,"
"""The beginning of a text that is longer than any tool's line."""


def spoil(content: Path) -> Path:
    """A file with all that can stand in one: fuzzy, older Dutch, no text, a translator's note."""
    messages = content / "intents/messages.yaml"
    for old, new in (
        ("Gratis.", "Het is gratis."),
        ("Het is gratis.", "Het kost niets, het is gratis."),
    ):
        text = messages.read_text("utf-8")
        assert f"links. {old}" in text
        messages.write_text(text.replace(f"links. {old}", f"links. {new}"), "utf-8")
        update(load(content))
    path = content / "locales/fr/LC_MESSAGES/messages.po"
    text = path.read_text("utf-8")
    text = text.replace('"Ja"\nmsgstr "Oui"', '"Ja"\nmsgstr ""')
    text = text.replace(
        '#. Where: a button.\nmsgctxt "yes"', '# kort\n#. Where: a button.\nmsgctxt "yes"'
    )
    path.write_text(text, "utf-8")
    assert update(load(content)) == []
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_file_compiles_and_is_as_msgcat_writes_it(path: Path, tmp_path: Path) -> None:
    """`msgfmt --check` finds nothing, `msgcat --no-wrap` changes not one byte."""
    gettext("msgfmt", "--check", "-o", tmp_path / "compiled.mo", path)

    assert gettext("msgcat", "--no-wrap", path) == path.read_bytes()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_are_as_msgcat_writes_them(path: Path) -> None:
    """Poedit and Weblate begin a new language with them."""
    assert gettext("msgcat", "--no-wrap", path) == path.read_bytes()


def test_spoilt_file_survives_msgcat_and_msgmerge(few: Path) -> None:
    """Every text, mark and note is the same; `translations update` restores every byte."""
    path = spoil(few)
    before, known = path.read_bytes(), texts(path)
    assert gettext("msgcat", "--no-wrap", path) == before
    for program, arguments in (
        ("msgcat", ["--width=79"]),  # as Poedit wraps
        ("msgmerge", ["--quiet", "--previous"]),  # as Weblate merges
        ("msgmerge", ["--quiet", "--previous", "--no-wrap"]),
    ):
        template = [few / "locales/messages.pot"] if program == "msgmerge" else []
        path.write_bytes(gettext(program, *arguments, path, *template))
        assert texts(path) == known, program
        update(load(few))
        assert path.read_bytes() == before, program
    assert [context for context, _, _, fuzzy in known if fuzzy] == ["bot-description"]
    assert re.search(
        rf'^#\| msgid "{re.escape(DUTCH)}.+links. Gratis."$', before.decode(), re.MULTILINE
    )
    assert "# kort\n" in before.decode()
    assert ("yes", "Ja", "", False) in known


def test_every_text_survives_msgfmt_and_msgunfmt(content: Path, tmp_path: Path) -> None:
    """Compiled and back, in every language; `translations update` restores every byte."""
    before = {path: path.read_bytes() for path in content.glob("locales/*/LC_MESSAGES/*.po")}
    for path in before:
        known = sorted(one for one in texts(path) if one[2] and not one[3])
        gettext("msgfmt", "-o", tmp_path / "compiled.mo", path)
        path.write_bytes(gettext("msgunfmt", tmp_path / "compiled.mo"))
        assert sorted(texts(path)) == known
    update(load(content))

    assert len(before) == len(FILES)
    for path, content_before in before.items():
        assert path.read_bytes() == content_before, path


def test_msginit_begins_a_language(few: Path, tmp_path: Path) -> None:
    """A file that gettext made of the template is taken over as it is."""
    home = few / "locales/lt"
    (home / "LC_MESSAGES").mkdir(parents=True)
    for name in ("about", "phrases", "words"):
        text = (few / "locales/fr" / f"{name}.yaml").read_text("utf-8")
        for key in ("code", "language"):
            text = text.replace(f"{key}: fr", f"{key}: lt")
        (home / f"{name}.yaml").write_text(text.replace("fr_BE", "lt"), "utf-8")
    path = home / "LC_MESSAGES/messages.po"
    template = few / "locales/messages.pot"
    subprocess.run(  # noqa: S603  # because the arguments are the test's own
        [needs("gettext", "msginit"), "--no-translator", "-l", "lt", "-i", template, "-o", path],
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    path.write_text(path.read_text("utf-8").replace('"Ja"\nmsgstr ""', '"Ja"\nmsgstr "Taip"'))
    changed = update(load(few))

    assert {one.relative_to(few).as_posix() for one in changed} == {
        "locales/lt/LC_MESSAGES/messages.po",
        "locales/lt/LC_MESSAGES/cards.po",
    }
    assert ("yes", "Ja", "Taip", False) in texts(path)
    assert gettext("msgcat", "--no-wrap", path) == path.read_bytes()
