"""JSON Schemas of the YAML files that editors touch, so that their editor completes and explains.

They are made from the models, with the models' docstrings as explanations, and kept in
`intents/schemas/`. The first line of each YAML file names its schema in the form that VS Code, Zed,
Neovim and others read (yaml-language-server). The schemas are of draft 7, the newest that all of
them know.
"""

from __future__ import annotations

import inspect
import json
import os.path
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bot.catalogue.announcement import Announcement
from bot.catalogue.calendar import CalendarFile
from bot.catalogue.document import Part
from bot.catalogue.enrolment import EnrolmentFile
from bot.catalogue.intent import Intent
from bot.catalogue.language import About
from bot.catalogue.lop import LopFile
from bot.catalogue.message import MessageFile
from bot.catalogue.operator import OperatorsFile
from bot.catalogue.phrases import Phrases
from bot.catalogue.place import PlaceNamesFile
from bot.catalogue.reading import ANNOUNCEMENTS, FACTS
from bot.catalogue.words import Words
from bot.editing.dead_hosts import DeadHostFile
from bot.editing.known_words import KnownWordsFile

FOLDER = Path("intents", "schemas")
KINDS: dict[str, type[Part]] = {
    "intent": Intent,
    "announcement": Announcement,
    "messages": MessageFile,
    "dead-hosts": DeadHostFile,
    "enrolment": EnrolmentFile,
    "lops": LopFile,
    "operators": OperatorsFile,
    "place-names": PlaceNamesFile,
    "school-year": CalendarFile,
    "words-that-parents-know": KnownWordsFile,
    "about": About,
    "phrases": Phrases,
    "words": Words,
}
"""Every kind of YAML file. All but intents and announcements are called by their kind."""
MODELINE = "# yaml-language-server: $schema="
_DIALECT = "http://json-schema.org/draft-07/schema#"
_ARGUMENT = re.compile(r"^    (\w+): (.*(?:\n      .*)*)", re.MULTILINE)


class _Generator(GenerateJsonSchema):
    """Schemas of what an editor may type, which is more than what a model holds."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A model's keys, each with its explanation from the docstring."""
        found = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        found["description"] = _summary(model)
        explained = _arguments(model)
        for name, field in model.model_fields.items():
            own = found["properties"].get(field.alias or name)
            if own is not None and name in explained:
                own["description"] = explained[name]
        return found

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """A short form beside the whole one: a text for a line, or one value for a list."""
        whole = super().function_before_schema(schema)
        short: Any = schema["function"]["function"]
        match short(MODELINE):
            case [_]:
                return {"anyOf": [whole["items"], whole]}
            case dict():
                return {"anyOf": [_text(), whole]}
        return whole

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Text, and a number too: `- 112` is a phrase without quotation marks.

        Patterns about letters are left to `check`: to an editor's JavaScript `ë` is none.
        """
        found = super().str_schema(schema) | _text()
        if r"\w" in found.get("pattern", "").lower():
            del found["pattern"]
        return found

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Without the default: what a key that is left out means stands in its explanation."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002  # because pydantic calls it so
        """Never: a title that repeats the key explains nothing."""
        return False


def _text() -> JsonSchemaValue:
    return {"type": ["string", "number"]}


def _summary(model: type[BaseModel]) -> str:
    """The docstring of a model up to `Args:`."""
    whole = inspect.cleandoc(model.__doc__ or "").partition("\nArgs:\n")[0].strip()
    return "\n\n".join(" ".join(part.split()) for part in whole.split("\n\n"))


def _arguments(model: type[BaseModel]) -> dict[str, str]:
    """What the docstrings of a model and of those that it extends say about each field."""
    found: dict[str, str] = {}
    for parent in reversed(model.__mro__):
        _, _, arguments = inspect.cleandoc(parent.__doc__ or "").partition("\nArgs:\n")
        if issubclass(parent, Part):
            found |= {name: " ".join(text.split()) for name, text in _ARGUMENT.findall(arguments)}
    return found


def schema(kind: str) -> str:
    """The schema of a kind of file, as it is kept."""
    made = KINDS[kind].model_json_schema(schema_generator=_Generator)
    return json.dumps({"$schema": _DIALECT, **made}, ensure_ascii=False, indent=2) + "\n"


def kind_of(name: str) -> str:
    """The kind of a YAML file, by its path relative to the content folder."""
    match Path(name).parts:
        case ("intents", folder, _) if folder == ANNOUNCEMENTS:
            return "announcement"
        case ("intents", folder, _) if folder != FACTS:
            return "intent"
    return Path(name).stem


def modeline(name: str) -> str:
    """The first line of a YAML file, by its path relative to the content folder."""
    schema_file = FOLDER / f"{kind_of(name)}.json"
    relative = Path(os.path.relpath(schema_file, Path(name).parent)).as_posix()
    return f"{MODELINE}{relative}\n"


def yaml_files(folder: Path) -> Iterator[str]:
    """Every YAML file of a content folder, by its path relative to it."""
    for room in ("intents", "locales"):
        for path in sorted((folder / room).rglob("*.yaml")):
            yield path.relative_to(folder).as_posix()


def write(folder: Path) -> list[Path]:
    """Renews the schemas and the first lines that name them; returns the files that changed."""
    wanted = {folder / FOLDER / f"{kind}.json": schema(kind) for kind in KINDS}
    for name in yaml_files(folder):
        path = folder / name
        text = path.read_bytes().decode("utf-8")
        if kind_of(name) in KINDS and not text.startswith(modeline(name)):
            wanted[path] = modeline(name) + re.sub(rf"\A{re.escape(MODELINE)}.*\n", "", text)
    changed = [path for path, text in wanted.items() if _differs(path, text)]
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for path in changed:
        path.write_bytes(wanted[path].encode("utf-8"))
    return changed


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_bytes() != text.encode("utf-8")
