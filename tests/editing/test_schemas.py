"""The schemas say of every YAML file what the models say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from bot.catalogue import Reading
from bot.cli import main
from bot.editing.schemas import FOLDER, KINDS, kind_of, modeline, schema, yaml_files
from tests.fakes.parent import TODAY
from tests.fakes.program import ROOT

CARD = "intents/geld/schoolrekening-hulp.yaml"
_NUMBER = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")


@cache
def validator(kind: str) -> Draft7Validator:
    made = json.loads((ROOT / FOLDER / f"{kind}.json").read_text("utf-8"))
    Draft7Validator.check_schema(made)
    return Draft7Validator(made)


def as_editors_read(text: str) -> Any:  # noqa: ANN401  # because YAML holds anything
    """The data of a file by YAML 1.2's core schema, as VS Code types it: a date is text."""

    def plain(node: yaml.Node | None) -> Any:  # noqa: ANN401  # likewise
        if isinstance(node, yaml.MappingNode):
            return {key.value: plain(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [plain(item) for item in node.value]
        assert isinstance(node, yaml.ScalarNode)
        if node.style:
            return node.value
        if _NUMBER.fullmatch(node.value):
            return float(node.value) if "." in node.value else int(node.value)
        return {"": None, "~": None, "null": None, "true": True, "false": False}.get(
            node.value, node.value
        )

    return plain(yaml.compose(text, Loader=yaml.CSafeLoader))


def faults(name: str, text: str) -> list[str]:
    return [error.message for error in validator(kind_of(name)).iter_errors(as_editors_read(text))]


def nodes(node: object) -> Iterator[dict[str, Any]]:
    """Every object inside a schema."""
    if isinstance(node, dict):
        yield node
    for inner in (
        node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    ):
        yield from nodes(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_follow_the_models(kind: str) -> None:
    """`ouderbot schemas` renews them."""
    assert (ROOT / FOLDER / f"{kind}.json").read_text("utf-8") == schema(kind)


def test_no_schema_is_left_over() -> None:
    """Each schema belongs to a kind of file."""
    assert {path.stem for path in (ROOT / FOLDER).iterdir()} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained(kind: str) -> None:
    """An editor who rests on a key reads what it is for."""
    for node in nodes(json.loads(schema(kind))):
        for name, own in node.get("properties", {}).items():
            assert own.get("description"), (node.get("title"), name)


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_mean_the_same_in_every_editor(kind: str) -> None:
    """JavaScript knows no letter beyond z, so `officiële` would get a red line."""
    for node in nodes(json.loads(schema(kind))):
        assert "\\w" not in str(node.get("pattern", "")).lower()


@pytest.mark.parametrize("name", list(yaml_files(ROOT)))
def test_every_file_names_its_schema_and_fits_it(name: str) -> None:
    """A file without a mistake has no red line; its first line leads to its schema."""
    text = (ROOT / name).read_text("utf-8")
    first, _, _ = text.partition("\n")

    assert kind_of(name) in KINDS, f"add {kind_of(name)} to KINDS, and run `ouderbot schemas`"
    assert f"{first}\n" == modeline(name)
    led = (ROOT / name).parent / first.partition("$schema=")[2]
    assert led.resolve() == (ROOT / FOLDER / f"{kind_of(name)}.json").resolve()
    assert not faults(name, text)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (CARD, "related:", "relatd:"),
        (CARD, "title:", "# title:"),
        (CARD, "confidence: high", "confidence: sure"),
        ("intents/facts/enrolment.yaml", "level: basis", "level: lager"),
        ("intents/inschrijven/aanmelden-wanneer.yaml", "phase: not-open", "phase: not-opn"),
        ("intents/inschrijven/aanmelden-wanneer.yaml", "phase: not-open", "phase: []"),
        ("locales/tr/about.yaml", "status: machine", "status: robot"),
        ("locales/tr/words.yaml", "first-year:", "firstyear:"),
    ],
)
def test_a_mistake_is_shown_while_it_is_typed(name: str, old: str, new: str) -> None:
    """Unknown keys, missing keys and wrong values are found without running `check`."""
    text = (ROOT / name).read_text("utf-8")
    assert old in text

    assert faults(name, text.replace(old, new, 1))


def test_what_the_loader_takes_the_schema_takes() -> None:
    """A line may be a text, a condition one value, and a phrase a number."""
    text = (
        "id: x\ntitle: X\ncard:\n  lines:\n    - Bel 112.\n    - text: Bel\n      when: "
        "{phase: open, level: [basis]}\nphrases:\n  - 112\ntests: [112, {text: bel}]\n"
    )

    assert not faults(CARD, text)


def test_the_command_renews_schemas_and_first_lines(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file made by hand, or moved, gets its line; nothing else of any file changes."""
    monkeypatch.setenv("OUDERBOT_CONTENT", str(content))
    before = {name: (content / name).read_bytes() for name in yaml_files(content)}
    card, words = content / CARD, content / "locales/tr/words.yaml"
    card.write_bytes(before[CARD].partition(b"\n")[2])
    words.write_bytes(before["locales/tr/words.yaml"].replace(b"words.json", b"about.json", 1))
    (content / FOLDER / "intent.json").write_text("{}", "utf-8")
    (content / FOLDER / "words.json").unlink()
    done = CliRunner().invoke(main, ["schemas"])

    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "4 files changed"
    assert {name: (content / name).read_bytes() for name in yaml_files(content)} == before
    assert CliRunner().invoke(main, ["schemas"]).output == "0 files changed\n"


def test_findings_name_the_line_that_the_editor_sees(content: Path) -> None:
    """The first line of a file counts as any other."""
    path = content / CARD
    text = path.read_text("utf-8").replace("title:", "titel:", 1)
    path.write_text(text, "utf-8")
    line = text.splitlines().index(next(one for one in text.splitlines() if "titel:" in one)) + 1

    assert f"{CARD}:{line}: error: unknown key `titel`" in "\n".join(
        map(str, Reading(content, TODAY).findings)
    )
