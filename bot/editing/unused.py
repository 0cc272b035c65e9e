"""Files, facts and messages that no card and no part of the program reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.catalogue import Finding, Message, Severity
from bot.conversation.menu import TOPICS
from bot.editing.schemas import FOLDER as SCHEMAS
from bot.editing.survey import Place, Survey
from bot.understanding.head import FILE as HEAD

READ = (
    r"intents/messages\.yaml",
    rf"{HEAD.as_posix()}",
    r"intents/[^/]+/[^/]+\.yaml",
    r"locales/[a-z]{2,3}/(about|phrases|words)\.yaml",
    r"locales/[a-z]{2,3}/LC_MESSAGES/(messages|cards)\.po",
    r"locales/(messages|cards)\.pot",
    rf"{SCHEMAS.as_posix()}/[a-z-]+\.json",
)
"""The files that are read (regular expressions); of intents/facts those that the program names."""
SMALL_TALK = "gesprek"
"""The topic that has no place of its own in the menu."""
_NAMED = re.compile(r"Message\.([A-Z_]+)")
_QUOTED = re.compile(r"[\"']([a-z][a-z-]+)[\"'{]")
_FILE = re.compile(r"[\"/]([a-z-]+\.(?:yaml|csv))\"")
_HOME = Path(__file__).parent.parent


def unused(survey: Survey) -> Iterator[Finding]:
    """A warning for each thing that could be taken out without any parent seeing a difference."""
    yield from (one for one in _files(survey) if survey.covers(one.path))
    yield from _messages(survey)
    yield from _facts(survey)


def _files(survey: Survey) -> Iterator[Finding]:
    folder = survey.catalogue.folder
    facts = set(_FILE.findall(_program()))
    for path in sorted(
        one for name in ("intents", "locales") for one in (folder / name).rglob("*")
    ):
        if path.is_dir() or path.name.startswith("."):
            continue
        name = path.relative_to(folder).as_posix()
        if name.startswith("intents/facts/"):
            read = path.name in facts and path.parent.name == "facts"
        else:
            read = any(re.fullmatch(one, name) for one in READ)
        if not read:
            sentence = (
                "nothing reads this file. Give it the name that CONTRIBUTING says, or take it out."
            )
            yield Finding(name, 1, Severity.WARNING, sentence)
    for topic in {intent.topic for intent in survey.catalogue.intents.values()}:
        if topic not in {*TOPICS, SMALL_TALK}:
            known = ", ".join(f"`{one}`" for one in (*TOPICS, SMALL_TALK))
            sentence = f"the menu has no topic `{topic}`. Move this intent to one of {known}."
            for intent in survey.catalogue.intents.values():
                if intent.topic == topic:
                    yield survey.warning(f"intents/{topic}/{intent.id}.yaml", (), sentence)


@cache
def _program() -> str:
    """All that the program is made of, but for the list of messages itself."""
    paths = (path for path in sorted(_HOME.rglob("*")) if path.suffix in {".py", ".html"})
    return "\n".join(path.read_text("utf-8") for path in paths if path.name != "message.py")


def _said() -> tuple[set[str], tuple[str, ...]]:
    """The messages that the program says: whole keys, and beginnings such as `holiday-`."""
    names, quoted = set(_NAMED.findall(_program())), set(_QUOTED.findall(_program()))
    keys = {Message[name].value for name in names if name in Message.__members__}
    return keys | quoted, tuple(one for one in quoted if one.endswith("-"))


def _messages(survey: Survey) -> Iterator[Finding]:
    path = "intents/messages.yaml"
    if not survey.covers(path):
        return
    whole, beginnings = _said()
    for message in Message:
        if message.value not in whole and not message.value.startswith(beginnings):
            sentence = (
                f"no part of the program says `{message.value}` any more. A programmer takes it "
                "out of bot/catalogue/message.py, then you here."
            )
            yield survey.warning(path, ("messages", message.value), sentence)


def _facts(survey: Survey) -> Iterator[Finding]:
    """Entries that another one of the same file hides everywhere."""
    catalogue = survey.catalogue
    hidden: list[tuple[str, Place, str]] = []
    for number, lop in enumerate(catalogue.lops):
        if lop.shown and not any(catalogue.lop(place, lop.level) is lop for place in lop.places):
            first = catalogue.lop(lop.places[0], lop.level)
            hidden.append(("lops", ("lops", number), first.name if first else ""))
    for number, area in enumerate(catalogue.enrolment.areas):
        better = [catalogue.enrolment.area(place, area.level) for place in area.places]
        if area.shown and not any(one is area for one in better):
            name = next((one.site or one.places[0] for one in better if one), "")
            hidden.append(("enrolment", ("areas", number), name))
    dated: dict[tuple[str, ...], int] = {}
    for number, timeline in enumerate(catalogue.enrolment.timelines):
        key = ("timelines", timeline.level, timeline.school_year)
        if timeline.shown and key in dated:
            hidden.append(("enrolment", ("timelines", dated[key]), timeline.school_year))
        dated[key] = number
    for name in ("holidays", "entry_days"):
        for number, year in enumerate(getattr(catalogue.calendar, name)):
            if dated.setdefault((name, year.school_year), number) != number:
                hidden.append(("school-year", (name, number), year.school_year))
    for file, place, other in hidden:
        path = f"intents/facts/{file}.yaml"
        if survey.covers(path):
            sentence = (
                f"no card ever reads this entry, because another for the same goes before it "
                f"(`{other}`). Make one of the two."
            )
            yield survey.warning(path, place, sentence)
