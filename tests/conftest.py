"""What every test can ask for: the real catalogue, engine and dialogue, made once a worker."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, load
from bot.conversation import Dialogue
from bot.translation import Translations
from bot.understanding import Engine
from tests.fakes.parent import Parent
from tests.fakes.postgresql import PostgresServer
from tests.fakes.program import ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--full`, which `make test-full` gives."""
    parser.addoption("--full", action="store_true", help="every outcome in every language")


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


@pytest.fixture
def parent(dialogue: Dialogue) -> Parent:
    return Parent(dialogue)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """A running server of PostgreSQL, one for each worker that needs it."""
    server = PostgresServer.in_a_new_folder()
    server.start()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'memory.sqlite'}"
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.new_database()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints what tests measured, whichever worker they ran on."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(str(value))
