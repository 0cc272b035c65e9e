"""A YAML file whose every value knows its line, and the models that are read from it.

YAML guesses types: `no` becomes False and 2027-03-23 a date, and of two equal keys the last one
wins without a word. Here every value stays the text that the editor typed, pydantic gives it its
type, and an equal key is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.catalogue.finding import Finding, Severity, did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_NOTHING = {"", "~", "null"}
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BASE):  # type: ignore[misc]  # because which of two it is depends on the machine
    """Leaves the type of a value open: every value stays text."""

    def resolve(self, kind: type, value: object, implicit: object) -> str:  # noqa: ARG002  # because yaml calls it so
        """The same for every value."""
        return "tag:yaml.org,2002:str"


class Part(BaseModel):
    """A piece of content: unknown keys are mistakes and values do not change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Model = TypeVar("Model", bound=Part)


def listed(value: object) -> object:
    """One value as a list of one, so that an editor may write either."""
    return [value] if isinstance(value, str) else value


class Document:
    """One YAML file: its data as plain lists, dicts and strings, and the line of each of them.

    Args:
        path: the file.
        name: how findings call it, relative to the content folder.

    Mistakes of the file itself (not readable, not YAML, equal keys) are in `findings` from the
    start; `data` is then what could be read, or None.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self._root: yaml.Node | None = None
        self.data: Any = None
        try:
            self._root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            what = " ".join(filter(None, (error.context, error.problem)))
            self.error(
                mark.line + 1 if mark else 1,
                f"this is not YAML: {what}. Put text with `: `, `#` or quotes between "
                "quotation marks, and indent with spaces.",
            )
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            reason = str(error).splitlines()[0]
            self.error(1, f"this file cannot be read: {reason}. Save it as UTF-8 text.")
        except OSError as error:
            self.error(1, f"this file cannot be opened: {error.strerror}.")
        else:
            self.data = self._plain(self._root)

    def error(self, line: int, message: str) -> None:
        """Notes an error at a line."""
        self.findings.append(Finding(self.name, line, Severity.ERROR, message))

    def _plain(self, node: yaml.Node | None) -> Any:  # noqa: ANN401  # because YAML holds anything
        if isinstance(node, yaml.MappingNode):
            result: dict[str, Any] = {}
            lines: dict[str, int] = {}
            for key, value in node.value:
                line = key.start_mark.line + 1
                if not isinstance(key, yaml.ScalarNode):
                    self.error(line, "a key must be one word. Put the list below a key.")
                    continue
                if key.value in result:
                    self.error(
                        line,
                        f"the key `{key.value}` stands twice, first at line {lines[key.value]}. "
                        "Keep one of them.",
                    )
                    continue
                lines[key.value] = line
                result[key.value] = self._plain(value)
            return result
        if isinstance(node, yaml.SequenceNode):
            return [self._item(item) for item in node.value]
        if isinstance(node, yaml.ScalarNode):
            empty = not node.style and node.value in _NOTHING  # plain is None, or "" in C
            return None if empty else node.value
        return None

    def _item(self, node: yaml.Node) -> Any:  # noqa: ANN401  # because YAML holds anything
        """An item of a list; a sentence with a colon in it is meant as text, though YAML says no.

        No key of any list's items has a space.
        """
        if isinstance(node, yaml.MappingNode) and node.value:
            key = node.value[0][0]
            if isinstance(key, yaml.ScalarNode) and not key.style and " " in key.value:
                self.error(
                    key.start_mark.line + 1,
                    f"`{key.value}:` is read as a key. Put the whole text between quotation marks.",
                )
                return key.value
        return self._plain(node)

    def line(self, place: Sequence[str | int] = ()) -> int:
        """The line of a value, such as `("card", "lines", 2, "text")`, or of what is left of it."""
        node, line = self._root, 1
        if node is not None:
            line = node.start_mark.line + 1
        for step in place:
            found = next(
                (
                    (key, value)
                    for key, value in _children(node)
                    if (key.value if isinstance(key, yaml.Node) else key) == step
                ),
                None,
            )
            if found is None:
                break
            key, node = found
            mark = key.start_mark if isinstance(key, yaml.Node) else node.start_mark
            line = mark.line + 1
        return line

    def read(self, model: type[Model]) -> Model | None:
        """The document as a model, or None with every mistake in `findings`."""
        if self.data is None and self.findings:
            return None
        if not isinstance(self.data, dict):
            self.error(1, "this file must hold keys and values, such as `id: lop-wat`.")
            return None
        try:
            found = model.model_validate(self.data)
        except ValidationError as invalid:
            errors = invalid.errors(include_url=False)
            for error in errors:
                if error["type"] == "too_short" and any(
                    one["loc"][: len(error["loc"])] == error["loc"] != one["loc"] for one in errors
                ):
                    continue  # its items are wrong, not too few
                self.error(self.line(error["loc"]), _sentence(error, model))
            return None
        return None if self.findings else found


def _children(node: yaml.Node | None) -> Iterator[tuple[yaml.Node | int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from node.value
    elif isinstance(node, yaml.SequenceNode):
        yield from enumerate(node.value)


def _fields(model: Any, place: Sequence[str | int]) -> set[str]:  # noqa: ANN401  # because a field's annotation can be anything
    """The keys that a model knows at a place inside it."""
    for step in place:
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            return set()
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step)
        model = _inner(field.annotation) if field else None
    if isinstance(model, type) and issubclass(model, BaseModel):
        return {field.alias or name for name, field in model.model_fields.items()}
    return set()


def _inner(annotation: Any) -> Any:  # noqa: ANN401  # because a field's annotation can be anything
    """The model inside `tuple[Model, ...]`, `dict[str, Model]` or `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if found := _inner(part):
            return found
    return None


def _sentence(error: ErrorDetails, model: type[BaseModel]) -> str:
    """A pydantic error in an editor's words, with the remedy."""
    place = [step for step in error["loc"] if step != "[key]"]
    key = next((step for step in reversed(place) if isinstance(step, str)), "this file")
    given = error.get("input")
    match error["type"]:
        case "missing":
            return f"the key `{key}` is missing. Add it."
        case "extra_forbidden":
            return f"unknown key `{key}`. {did_you_mean(key, _fields(model, place[:-1]))}"
        case "literal_error" | "enum":
            known = re.findall(r"'([^']+)'", str(error["ctx"].get("expected", "")))
            return f"`{given}` is not allowed for `{key}`. {did_you_mean(str(given), known)}"
        case kind if kind.startswith("date"):
            return f"`{given}` is not a date. Write it as 2027-03-23 (year, month, day)."
        case "string_type" | "model_type" | "dict_type" | "tuple_type" | "list_type":
            wanted = {
                "string_type": "text",
                "tuple_type": "a list, each item on its own line after `- `",
                "list_type": "a list, each item on its own line after `- `",
            }.get(error["type"], "keys and values of its own")
            return f"`{key}` needs {wanted}."
        case "too_short":
            return f"`{key}` needs at least {error['ctx']['min_length']} of them. Add more."
        case "too_long":
            return f"`{key}` may have {error['ctx']['max_length']} at most. Take some away."
        case "string_too_long":
            limit = error["ctx"]["max_length"]
            return (
                f"`{key}` has {len(str(given))} characters, {limit} are allowed. Make it shorter."
            )
        case "value_error":
            return str(error["ctx"]["error"])
        case _:
            return f"`{given}` is not right for `{key}`: {error['msg'].lower()}."
