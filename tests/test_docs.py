"""What the pages say is there, and what is there the pages say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.catalogue import load
from bot.catalogue.condition import When
from bot.catalogue.slot import SLOTS
from bot.cli import main
from bot.editing.check import check_content
from bot.settings import PREFIX, Settings
from tests.editing.test_planted import SITE
from tests.fakes.page import Page, Section
from tests.fakes.parent import TODAY
from tests.fakes.program import ROOT
from tests.fakes.sentences import sentences

README = Page(ROOT / "README.md")
HANDBOOK, HANDBOEK = Page(ROOT / "CONTRIBUTING.md"), Page(ROOT / "CONTRIBUTING.nl.md")
CHECK, NAKIJKEN = Page(ROOT / "docs/check.md"), Page(ROOT / "docs/check.nl.md")
PAGES = {
    path.relative_to(ROOT).as_posix(): Page(path)
    for path in (README.path, HANDBOOK.path, HANDBOEK.path, *sorted((ROOT / "docs").glob("*.md")))
}
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
TYPED = re.compile(r"(?:\bouderbot|python -m bot) ((?:--)?[a-z][^`\"]*)")
"""What follows the program's name on a line of code, up to a text between quotation marks."""
PLACE = re.compile(r"^[\w./-]+:\d+: (?:error|warning): ")
ELSEWHERE = {
    "editing/notes.py": "comments for translators, in the .po files",
    "editing/translations.py": "the first line of a .po file",
    "editing/scaffold.py: Did you mean": "a remedy of `new language`",
    "editing/scaffold.py: A code has": "a remedy of `new language`",
}
"""Sentences of the modules that `check` uses which it never says, and where they are said."""


def commands(group: click.Group, *before: str) -> Iterator[tuple[str, click.Command]]:
    """Every command and subcommand, by what is typed."""
    for name, command in group.commands.items():
        yield " ".join((*before, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, *before, name)


COMMANDS = {"": main, **dict(commands(main))}


def meant(typed: str) -> tuple[str, set[str]]:
    """The longest command that typed words begin with, and the options among the others."""
    words, name = typed.split(), ""
    while words and f"{name} {words[0]}".strip() in COMMANDS:
        name = f"{name} {words.pop(0)}".strip()
    return name, {word.partition("=")[0] for word in words if word.startswith("--")}


def written(page: Page) -> list[str]:
    """The commands that a page names, as they are typed."""
    found = [one for line in page.code for one in TYPED.findall(line)]
    for cell in page.tables("command"):
        found += [one for one in re.findall(r"`([^`]+)`", cell) if not one.startswith("make ")]
    return found


def test_every_command_is_in_readme() -> None:
    """Who looks for a command finds it there; a group of commands by its subcommands."""
    named = {meant(one)[0] for one in (*written(README), *README.code)}
    wanted = {
        name
        for name, one in COMMANDS.items()
        if not isinstance(one, click.Group) or one.invoke_without_command
    }

    assert wanted - named == set()


@every_page
def test_every_command_on_a_page_exists(page: Page) -> None:
    """What a newcomer types from a page works, with its options."""
    for typed in written(page):
        name, options = meant(typed)
        known = {"--help", *(option for one in COMMANDS[name].params for option in one.opts)}
        assert name or options, f"`{typed}` is no command"
        assert options <= known, f"`{name}` has no such option: {typed}"


@every_page
def test_every_make_target_on_a_page_exists(page: Page) -> None:
    """`make` knows what the pages tell people to make."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {found[1] for line in page.code if (found := re.match(r" *make ([a-z-]+)", line))}

    assert named <= targets


def test_every_setting_is_in_readme() -> None:
    """The table has each of them, and no page names one that is none."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}

    assert {cell.strip("`") for cell in README.tables("name")} == known
    for name, page in PAGES.items():
        assert set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", page.text)) <= known, name


@every_page
def test_links_lead_somewhere(page: Page) -> None:
    """A file that a page links to is there, and so is the heading in it."""
    for target in (one for section in page.sections for one in section.targets):
        address, _, anchor = target.partition("#")
        if re.match(r"https?:|mailto:", address):
            continue
        there = (page.path.parent / address).resolve() if address else page.path
        assert there.exists(), target
        if anchor:
            assert anchor in {section.anchor for section in Page(there).sections}, target


@pytest.mark.parametrize(
    ("english", "dutch"), [(HANDBOOK, HANDBOEK), (CHECK, NAKIJKEN)], ids=["handbook", "check"]
)
def test_both_languages_say_the_same(english: Page, dutch: Page) -> None:
    """The same parts in the same order, with the same commands, examples and pictures."""
    for one, other in zip(english.sections, dutch.sections, strict=True):
        assert outline(one) == outline(other), (one.heading, other.heading)


def outline(section: Section) -> tuple[int, list[str], list[str]]:
    """The depth of a section, its code without explanations beside it, and its pictures."""
    code = [re.split(" {2,}", line.strip())[0] for line in section.lines]
    return section.depth, code, [one for one in section.targets if one.endswith(".png")]


@pytest.mark.parametrize(
    ("page", "key", "value"),
    [(HANDBOOK, "key", "value"), (HANDBOEK, "sleutel", "waarde")],
    ids=["en", "nl"],
)
def test_conditions_and_values_are_in_the_handbook(page: Page, key: str, value: str) -> None:
    """An editor finds all that may stand behind `when` and between braces."""
    keys = re.findall(r"`(\w+)`", " ".join(page.tables(key)))
    values = re.findall(r"\{(\w+)\}", " ".join(page.tables(value)))

    assert sorted(keys) == sorted(When.model_fields)
    assert sorted(values) == sorted({*SLOTS, "official_page"})


def test_the_examples_of_the_handbook_pass_check(content: Path) -> None:
    """Who copies the intent and the town from the page gets no finding."""
    blocks = [block for section in HANDBOOK.sections for block in section.blocks]
    examples = {
        SITE: next(one for one in blocks if one.startswith("area: ")),
        "intents/school/zwemles.yaml": next(one for one in blocks if "id: zwemles\n" in one),
        "intents/facts/operators.yaml": next(one for one in blocks if "operators:\n" in one),
    }
    for path, example in examples.items():
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).write_text(example, "utf-8")
    catalogue = load(content)

    untranslated = {
        one for one in check_content(content, TODAY, list(examples)) if one.path == SITE
    }
    assert [one.message.partition(":")[0] for one in untranslated] == ["not translated"]
    assert check_content(content, TODAY, [one for one in examples if one != SITE]) == []
    assert catalogue.announcements
    assert catalogue.intents["zwemles"].phrases
    assert catalogue.operators


def samples(page: Page) -> list[str]:
    """The messages of `check` that a page shows, without their place."""
    return [PLACE.sub("", line) for section in page.sections for line in section.lines]


SAMPLES = samples(CHECK)
SENTENCES = [
    one
    for one in sentences("bot.editing.check")
    if not any(f"{one.path}: {one.text}".startswith(other) for other in ELSEWHERE)
]


def test_every_kind_of_finding_is_explained() -> None:
    """Each message that `check` can give stands in docs/check.md, as a sample below a heading."""
    lacking = [one for one in SENTENCES if not any(one.is_in(sample) for sample in SAMPLES)]

    assert not lacking, "add a heading with a sample to docs/check.md and docs/check.nl.md"


def test_no_kind_of_finding_is_explained_that_there_is_not() -> None:
    """Each sample of docs/check.md is a message that the program still gives."""
    assert [one for one in SAMPLES if not any(each.makes(one) for each in SENTENCES)] == []
    for section in CHECK.sections:
        assert section.lines or section.depth < 3, f"{section.heading} has no sample"
