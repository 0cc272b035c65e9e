"""A new phrase in the file where it belongs: one line of text is added, all else stays.

Comments, order and the way in which others write their lists are the editors' own, so the file is
not written anew from what was read in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from bot.catalogue import NONE, Catalogue
from bot.catalogue.document import Document
from bot.editing.placed_phrase import intent_path, placed_phrases
from bot.translation import SOURCE
from bot.understanding.normalise import clean

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Leaves every value the text that an editor typed."""
_ON_ONE_LINE = 1_000_000


class PhraseError(Exception):
    """A phrase cannot be added; the text says why and what to do."""


def add_phrase(catalogue: Catalogue, text: str, language: str, intent: str) -> str:
    """Writes a phrase at the end of its list; returns its place as `path:line`.

    Args:
        catalogue: whose folder is written to; what was added since it was read counts too.
        text: the phrase.
        language: a code of the catalogue.
        intent: whose phrase it is, a draft perhaps; `none` for what is not ours.

    Raises:
        PhraseError: it stands somewhere already, or the file cannot be changed.
    """
    name, place = _home(catalogue, language, intent)
    _refuse_twice(catalogue, text, language, intent)
    path = catalogue.folder / name
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            before = handle.read()
        after = _with(before, place, text)
        if after is None:
            raise PhraseError(
                f"{name} is not written as it usually is. Add this line yourself, below "
                f"`{'.'.join(place)}`: {_item(text)}"
            )
        with path.open("w", encoding="utf-8", newline="") as handle:
            handle.write(after)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = getattr(error, "strerror", None) or "it is no YAML in UTF-8"
        raise PhraseError(f"{name} cannot be changed: {reason}. Mend that first.") from None
    last = len(_value(_read(after), place)) - 1
    return f"{name}:{Document(path, name).line((*place, last))}"


def _home(catalogue: Catalogue, language: str, intent: str) -> tuple[str, tuple[str, ...]]:
    """The file of a phrase and the keys of its list."""
    if language == SOURCE and intent != NONE:
        known = catalogue.intents.get(intent) or catalogue.drafts[intent]
        return intent_path(known), ("phrases",)
    keys = (NONE,) if intent == NONE else ("phrases", intent)
    return f"locales/{language}/phrases.yaml", keys


def _refuse_twice(catalogue: Catalogue, text: str, language: str, intent: str) -> None:
    """Refuses what `check` would find to stand twice (twice.py)."""
    own = clean(text)
    for phrase in placed_phrases(catalogue):
        if clean(phrase.text) != own:
            continue
        if phrase.intent != intent or phrase.language == language:
            line = Document(catalogue.folder / phrase.path, phrase.path).line(phrase.place)
            raise PhraseError(
                f"`{text}` stands for {phrase.owner} already, at {phrase.path}:{line}. Drop the "
                "question, or change that phrase first."
            )


def _item(text: str) -> str:
    """A phrase as an item of a list, between quotation marks where YAML needs them."""
    return yaml.safe_dump([text], allow_unicode=True, width=_ON_ONE_LINE).rstrip("\n")


def _value(data: Any, place: Sequence[str]) -> list[str]:  # noqa: ANN401  # because YAML holds anything
    """The list at a place; an empty one when there is none yet."""
    for step in place:
        data = data.get(step) if isinstance(data, dict) else None
    return data if isinstance(data, list) else []


def _with(before: str, place: Sequence[str], text: str) -> str | None:
    """A YAML text with one more phrase; None where one line of text cannot do that."""
    wanted = _read(before)
    held = _value(wanted, place)
    if text in held:
        raise PhraseError(f"`{text}` stands in that list already. Drop the question.")
    inner = wanted
    for step in place[:-1]:
        inner[step] = inner.get(step) or {}
        inner = inner[step]
    inner[place[-1]] = [*held, text]
    end = "\r\n" if "\r\n" in before else "\n"
    lines = before.removesuffix(end).split(end)
    _insert(lines, yaml.compose(before, _LOADER), place, text)
    after = end.join(lines) + end
    try:
        return after if _read(after) == wanted else None
    except yaml.YAMLError:
        return None


def _read(text: str) -> Any:  # noqa: ANN401  # because YAML holds anything
    return yaml.load(text, _LOADER)  # noqa: S506  # because this loader makes nothing but text


def _insert(lines: list[str], node: yaml.Node | None, place: Sequence[str], text: str) -> None:
    """Puts the phrase into the lines of a text, at the end of its list or as a new one."""
    key: yaml.Node | None = None
    rest = list(place)
    while rest and isinstance(node, yaml.MappingNode):
        found = next((pair for pair in node.value if pair[0].value == rest[0]), None)
        if found is None:
            break
        key, node = found
        rest.pop(0)
    if node is None:
        return
    first = node.start_mark
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        at = _last_line(node) + 1
        if rest:
            lines[at:at] = _block(rest, text, first.column)
        else:
            dash = lines[node.value[-1].start_mark.line]
            lines.insert(at, dash[: len(dash) - len(dash.lstrip())] + _item(text))
    elif key is not None and node.value in ("", "~", "null", []):
        line, closing = lines[first.line], node.end_mark
        left = line[closing.column :] if closing.line == first.line else ""
        lines[first.line] = f"{line[: first.column].rstrip()}  {left.strip()}".rstrip()
        at = key.start_mark.line + 1
        lines[at:at] = _block(rest, text, key.start_mark.column + 2)


def _block(keys: Sequence[str], text: str, indent: int) -> list[str]:
    """A list of one phrase below some keys of its own."""
    steps = [" " * (indent + 2 * depth) for depth in range(len(keys) + 1)]
    named = [f"{step}{key}:" for step, key in zip(steps, keys, strict=False)]
    return [*named, steps[-1] + _item(text)]


def _last_line(node: yaml.Node) -> int:
    """The last line of a value, from 0; what follows it may be comments of what comes next."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    return end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line
