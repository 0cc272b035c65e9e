"""The rooms of the house know only whom they may know."""

from __future__ import annotations

import ast

import pytest

from tests.fakes.program import ROOT

MAY_KNOW = {
    "catalogue": {"catalogue"},
    "understanding": {"catalogue", "understanding"},
    "translation": {"catalogue", "translation"},
    "conversation": {"catalogue", "understanding", "translation", "conversation"},
    "memory": {"catalogue", "conversation", "settings", "memory"},
    "channels": {
        "catalogue", "conversation", "memory", "pages", "posters", "settings", "translation",
        "channels",
    },
    "posters": {"catalogue", "translation", "conversation", "pages", "settings", "posters"},
    "editing": {
        "catalogue", "translation", "understanding", "conversation", "pages", "editing",
    },
}  # fmt: skip


@pytest.mark.parametrize("room", MAY_KNOW)
def test_imports_follow_the_street(room: str) -> None:
    """Channel → understanding → conversation → channel; no room knows one that it must not."""
    for path in (ROOT / "bot" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot."):
                assert (node.module or "").split(".")[1] in MAY_KNOW[room], path


def test_only_the_channel_knows_telegram() -> None:
    """A new channel is one new folder."""
    for path in (ROOT / "bot").rglob("*.py"):
        if "telegram" not in path.parts and path.name != "service.py":
            assert "telegram" not in {
                (node.module or "").split(".")[0]
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom)
            }, path
