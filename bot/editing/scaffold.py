"""New files for editors: an intent, an announcement or a language, with all that is to fill in.

What is made can be loaded and checked at once. What is left to fill in is found by `to_fill_in`; an
intent or announcement with something left is a draft (bot/catalogue/draft.py).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from babel import Locale, localedata
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.catalogue import Catalogue, Finding, Severity, load
from bot.catalogue.announcement import LONGEST_NAME, NAME
from bot.catalogue.condition import When
from bot.catalogue.document import Document
from bot.catalogue.draft import ADDRESS, MARK, places
from bot.catalogue.finding import did_you_mean
from bot.catalogue.reading import ANNOUNCEMENTS
from bot.catalogue.slot import SLOTS
from bot.conversation.action import Action
from bot.conversation.menu import TOPICS
from bot.editing.placed_phrase import announcement_path
from bot.editing.schemas import modeline, yaml_files
from bot.editing.translations import update
from bot.translation import SOURCE

SMALL_TALK = "gesprek"
"""The folder of small talk and of the cards of commands."""
HOLDS = timedelta(weeks=4)
"""So long a new announcement holds, unless its editor writes another day."""
NAMED = 3
"""So many empty lists of one key are named in a finding."""
_ID = re.compile(r"[a-z]+(-[a-z]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_EMPTY = re.compile(r"\[\s*\]|\{\s*\}")
_LISTS = ("phrases.yaml", "words.yaml")
"""The files of a language in which an empty list means that nobody has filled it."""


class ScaffoldError(Exception):
    """What was asked for cannot be made; the text says why and what to do."""


def topics() -> list[str]:
    """The folders in which an intent can stand."""
    return sorted([*TOPICS, SMALL_TALK])


def new_intent(folder: Path, name: str, topic: str) -> Path:
    """A new intent of a content folder, to be filled in.

    Raises:
        ScaffoldError: the id or the topic cannot be used.
    """
    if not _ID.fullmatch(name) or Action.parse(str(Action("ask", name))) is None:
        raise ScaffoldError(
            f"`{name}` is no id. An id is the name of the file: words in small letters a to z with "
            "hyphens between them, 40 characters at most, such as `zwemles-op-school`."
        )
    if topic not in topics():
        raise ScaffoldError(f"`{topic}` is no topic. {did_you_mean(topic, topics())}")
    for there in sorted((folder / "intents").glob(f"*/{name}.yaml")):
        where = there.relative_to(folder).as_posix()
        raise ScaffoldError(f"`{name}` is there already: {where}. Change that, or take another id.")
    if name == "none":
        raise ScaffoldError("`none` means that a question is not ours. Take another id.")
    slots = ", ".join(f"{{{slot}}}" for slot in SLOTS)
    conditions = ", ".join(When.model_fields)
    return _write(
        folder,
        f"intents/{topic}/{name}.yaml",
        _rendered("intent.yaml", id=name, slots=slots, conditions=conditions),
    )


def new_announcement(folder: Path, name: str, today: date) -> Path:
    """A new announcement of a content folder, to be filled in; it holds for four weeks.

    Raises:
        ScaffoldError: the name cannot be used.
    """
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise ScaffoldError(
            f"`{name}` is no name for an announcement. Take small letters a to z, digits and "
            f"hyphens, {LONGEST_NAME} at most, such as `gent-datum-verplaatst`."
        )
    path = announcement_path(name)
    if (folder / path).exists():
        raise ScaffoldError(
            f"`{name}` is there already: {path}. Change that, or take another name."
        )
    values = {"path": path, "today": today, "later": today + HOLDS, "address": ADDRESS}
    return _write(folder, path, _rendered("announcement.yaml", **values))


def new_language(folder: Path, code: str) -> list[Path]:
    """A new language of a content folder: its own files, and .po files without translations.

    Raises:
        ScaffoldError: the code is no language, or the language is there already.
        ContentError: the content has mistakes, so nothing is made.
    """
    catalogue = load(folder)
    home = f"locales/{code}"
    if not _LANGUAGE.fullmatch(code) or not localedata.exists(code):
        raise ScaffoldError(f"`{code}` is no language code that is known here. {_meant(code)}")
    if (folder / home).exists():
        raise ScaffoldError(f"`{code}` is there already: {home}/. Fill in what is missing there.")
    values = {"code": code, "intents": catalogue.intents.values(), **_about(code)}
    made = [
        _write(folder, f"{home}/{name}", _rendered(name, **values))
        for name in ("about.yaml", *_LISTS)
    ]
    catalogue = load(folder)
    alone = replace(catalogue, languages={code: catalogue.languages[code]})
    return [*made, *update(alone)]


def to_fill_in(catalogue: Catalogue) -> Iterator[Finding]:
    """What editors have still to fill in, each with file and line."""
    for name in yaml_files(catalogue.folder):
        text = (catalogue.folder / name).read_text("utf-8")
        lists = Path(name).name in _LISTS and _EMPTY.search(text)
        if not lists and MARK not in text and ADDRESS not in text:
            continue
        document = Document(catalogue.folder / name, name)
        draft = Path(name).stem in catalogue.drafts or ANNOUNCEMENTS in Path(name).parts
        until = " Until all is filled in, no parent sees this." if draft else ""
        for place, what in places(document.data):
            sentence = f"fill this in: {what}.{until}"
            yield Finding(name, document.line(place), Severity.WARNING, sentence)
            until = ""
        if lists and isinstance(document.data, dict):
            yield from _empty_lists(document)


def _empty_lists(document: Document) -> Iterator[Finding]:
    """One finding for each key of a file under which lists are empty."""
    for key, value in document.data.items():
        empty = list(_empty(value))
        if not empty:
            continue
        named = ", ".join(f"`{'.'.join((key, *place))}`" for place in empty[:NAMED])
        more = f" and {len(empty) - NAMED} more" if len(empty) > NAMED else ""
        sentence = f"fill this in: nothing stands under {named}{more}."
        yield Finding(document.name, document.line((key, *empty[0])), Severity.WARNING, sentence)


def _empty(value: object, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _empty(inner, (*at, key))
    elif not value:
        yield at


def _about(code: str) -> dict[str, str]:
    """What Unicode's CLDR knows of a language."""
    locale = Locale.parse(code)
    own = locale.get_language_name()
    return {
        "name": own[:1].title() + own[1:] if own else f"{MARK} de naam van de taal in die taal",
        "english": _called(code, "en"),
        "dutch": _called(code, SOURCE),
        "direction": locale.text_direction,
    }


def _called(code: str, language: str) -> str:
    found = Locale.parse(language).languages.get(code)
    return str(found) if found else f"{MARK} de naam van de taal"


def _meant(text: str) -> str:
    """A remedy for who types the name of a language, or another code of it."""
    names = {
        str(name).casefold(): code
        for language in ("en", SOURCE)
        for code, name in Locale.parse(language).languages.items()
        if _LANGUAGE.fullmatch(code) and localedata.exists(code)
    }
    near = difflib.get_close_matches(text.casefold(), names, n=1, cutoff=0.75)
    if near:
        return f"Did you mean `{names[near[0]]}` ({near[0]})?"
    return "A code has two or three small letters, such as `lt` for Lithuanian (ISO 639)."


def _rendered(template: str, **values: object) -> str:
    environment = Environment(  # noqa: S701  # because YAML is no HTML
        loader=PackageLoader("bot.editing", "scaffolds"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(values)


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(modeline(name) + text)
    except OSError as error:
        raise ScaffoldError(f"{name} cannot be written: {error.strerror}.") from None
    return path
