"""What the program can say to an editor, read from its source.

A sentence is a text with words and a full stop, or one that begins with the thing it speaks of
between backticks. So nobody has to keep a list of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.program import ROOT

_VALUE = "\0"
"""Stands for what the program fills in."""
_SENTENCE = re.compile(r"[.?]\s*(\0\s*)?$|[.?;:] \0$|^`\{?\0")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a part of one, with holes.

    Args:
        path: the module, such as `editing/parity.py`.
        line: the line of it.
        text: its text, with a zero character for each hole.
    """

    path: str
    line: int
    text: str

    @property
    def _pattern(self) -> str:
        return re.escape(self.text.strip()).replace(re.escape(_VALUE), "(?:.*)")

    def is_in(self, message: str) -> bool:
        """Whether a message holds it."""
        return bool(re.search(self._pattern, message))

    def makes(self, message: str) -> bool:
        """Whether a message is this, perhaps with another sentence behind it.

        What begins with a whole sentence of others, such as a remedy, makes none by itself.
        """
        alone = not self.text.startswith(f"{_VALUE}. ")
        return alone and bool(re.fullmatch(rf"{self._pattern}(?:[.?;:] .*)?", message))


def sentences(start: str) -> Iterator[Sentence]:
    """The sentences of a module and of all that it imports, the two rooms of content alone.

    Args:
        start: the module, such as `bot.editing.check`.
    """
    found: dict[str, tuple[Path, ast.Module]] = {}
    wanted = [start]
    while wanted:
        name = wanted.pop()
        path = _path(name)
        if path is None or name in found:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        found[name] = path, tree
        wanted.extend(_imports(tree))
    for name, (path, tree) in sorted(found.items()):
        if re.match(r"bot\.(catalogue|editing|translation)\b", name):
            for line, text in _texts(tree):
                if _WORD.search(text) and " " in text and _SENTENCE.search(text):
                    yield Sentence(path.relative_to(ROOT / "bot").as_posix(), line, text)


def _path(module: str) -> Path | None:
    base = ROOT / module.replace(".", "/")
    paths = (base.with_suffix(".py"), base / "__init__.py")
    return next((path for path in paths if path.exists()), None)


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("bot"):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts of a piece of source that a reader can meet.

    Left out are docstrings, patterns, and errors that stop another command than `check`.
    """
    match node:
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if name != "ValueError":
            return
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
            return
        case ast.Constant(value=str(text)):
            yield node.lineno, text
        case ast.JoinedStr(values=parts):
            yield (
                node.lineno,
                "".join(
                    str(part.value) if isinstance(part, ast.Constant) else _VALUE for part in parts
                ),
            )
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _texts(child)
