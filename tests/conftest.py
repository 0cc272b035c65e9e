"""What every test can ask for: the real catalogue, engine and dialogue, made once a worker."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bot.catalogue import Catalogue, load
from bot.conversation import Chat, Dialogue, Question, Reply
from bot.translation import Translations
from bot.understanding import Engine

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on what the machine has set."""
    for name in list(os.environ):
        if name.startswith("OUDERBOT_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(ROOT)


@pytest.fixture(scope="session")
def translations(catalogue: Catalogue) -> Translations:
    return Translations(catalogue)


@pytest.fixture(scope="session")
def engine(catalogue: Catalogue) -> Engine:
    return Engine(catalogue)


@pytest.fixture(scope="session")
def dialogue(catalogue: Catalogue, translations: Translations, engine: Engine) -> Dialogue:
    return Dialogue(catalogue, translations, engine)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    for name in ("intents", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


class Parent:
    """A parent in a conversation: types, presses buttons, and sees replies."""

    def __init__(self, dialogue: Dialogue, app_language: str | None = "nl") -> None:
        self._dialogue = dialogue
        self._app = app_language
        self.chat: Chat | None = None
        self.today = TODAY
        self.reply: Reply | None = None

    def asks(self, question: Question) -> Reply:
        answer = self._dialogue.respond(question, self.chat, self.today)
        self.chat, self.reply = answer.chat, answer.reply
        return answer.reply

    def types(self, text: str) -> Reply:
        return self.asks(Question(text=text, app_language=self._app))

    def presses(self, label: str) -> Reply:
        assert self.reply is not None
        button = next(one for one in self.reply.buttons if label in one.label)
        return self.asks(Question(action=button.action, app_language=self._app))


@pytest.fixture
def parent(dialogue: Dialogue) -> Iterator[Parent]:
    yield Parent(dialogue)


def needs(program: str, package: str) -> str:
    """The path of a program, or a skip that says how to install it; CI fails instead."""
    found = shutil.which(program)
    if found:
        return found
    reason = f"{program} is not here; on Debian: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
