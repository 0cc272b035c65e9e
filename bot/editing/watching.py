"""The content while somebody edits it: what was saved last and can be used, and what is wrong.

`ouderbot preview` and `ouderbot serve --edit` stand on it. A save that cannot be used changes
nothing but the findings: cards, phrases and translations stay as they were.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from watchfiles import awatch

from bot.catalogue import Catalogue, ContentError, Finding, Severity, load
from bot.conversation import Answer, Chat, Controller, Dialogue, Question
from bot.translation import Translations
from bot.understanding import Engine
from bot.understanding.head import FILE

QUIET = 150
"""Milliseconds without a save after which what was saved is read, so that a burst is read once."""
PATIENCE = 1500
"""Milliseconds after which it is read in any case."""
LOOK = 2000
"""Milliseconds after which the files are compared where the file system tells of no save."""
NAMED = 3
"""So many saved files are named in the log."""
KINDS = {".yaml", ".po", ".csv", ".npz"}
UNUSABLE = "What was saved cannot be used. The content stays as it was before:"
UNSHOWN = "Some of what was saved is not shown; parents see the Dutch instead:"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Content:
    """One reading of the content that can be used; it equals no other."""

    catalogue: Catalogue
    translations: Translations


class LiveContent:
    """The content of a folder while it is edited.

    `now` is the last that could be used; `findings` is what is wrong with what is in the files
    now; `readings` counts how often they were read.

    Args:
        folder: holds `intents/` and `locales/`.

    Raises:
        ContentError: it cannot be used from the start.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.readings = 0
        self._stamps = self._stamped()
        self.now = self._read()
        self.findings = tuple(self.now.translations.findings)
        self.usable = True

    def notices(self) -> tuple[str, ...]:
        """What an editor must see: a headline and the findings; nothing when all is well."""
        if not self.findings:
            return ()
        return (UNSHOWN if self.usable else UNUSABLE, *map(str, self.findings))

    def read(self) -> bool:
        """Reads the folder again; False when it cannot be used, and all stays as it was."""
        try:
            self.now = self._read()
        except ContentError as error:
            self.findings, self.usable = tuple(error.findings), False
        except OSError as error:  # a file that went away, or may not be read
            path = Path(error.filename or self.folder)
            inside = path.relative_to(self.folder) if path.is_relative_to(self.folder) else path
            sentence = f"this file cannot be opened: {error.strerror}."
            self.findings = (Finding(inside.as_posix(), 1, Severity.ERROR, sentence),)
            self.usable = False
        else:
            self.findings, self.usable = tuple(self.now.translations.findings), True
        self.readings += 1
        for notice in self.notices():
            _log.error("%s", notice)
        return self.usable

    async def saves(self) -> AsyncGenerator[bool, None]:
        """Follows the folder: after each burst of saves whether it can be used."""
        logging.getLogger("watchfiles").setLevel(logging.WARNING)  # it counts what is named below
        async for _ in awatch(
            self.folder / "intents",
            self.folder / "locales",
            step=QUIET,
            debounce=PATIENCE,
            rust_timeout=LOOK,
            yield_on_timeout=True,
        ):
            stamps = self._stamped()
            names = sorted(
                {
                    path.relative_to(self.folder).as_posix()
                    for path, _ in stamps.items() ^ self._stamps.items()
                }
            )
            if names:
                self._stamps = stamps
                more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
                _log.info("saved: %s%s", ", ".join(names[:NAMED]), more)
                yield await asyncio.to_thread(self.read)

    def _read(self) -> Content:
        catalogue = load(self.folder)
        return Content(catalogue, Translations(catalogue))

    def _stamped(self) -> dict[Path, tuple[int, int]]:
        """The files that hold content, each with what tells one version from the next."""
        found = {}
        for room in ("intents", "locales"):
            for path in (self.folder / room).rglob("*"):
                try:
                    if path.suffix in KINDS:
                        told = path.stat()
                        found[path] = (told.st_mtime_ns, told.st_size)
                except OSError:  # gone since it was listed
                    continue
        return found


class LiveDialogue(Dialogue):
    """A dialogue whose content can be edited while it talks.

    A saved card or translation counts as soon as it is read. Phrases and all else that texts are
    understood by are learnt after that, which takes some seconds more. Each answer is made from
    one state of the content; what is taken from `menu` or `catalogue` alone may be of the next.

    Args:
        folder: holds `intents/` and `locales/`.
        controller: who answers for what is kept, where that is set.

    Raises:
        ContentError: it cannot be used from the start.
    """

    def __init__(self, folder: Path, controller: Controller | None = None) -> None:
        self.content = LiveContent(folder)
        self._controller = controller
        self._learnt = self.content.now.catalogue
        self._matter = _matter(self._learnt)
        self._engine = Engine(self._learnt)
        self._lock = threading.Lock()
        self._saved = asyncio.Event()
        self._take_over()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # because an attribute can be anything
        """Menu, catalogue, engine and the rest: those of the dialogue in use."""
        return getattr(self.__dict__["_now"], name)

    def respond(self, question: Question, chat: Chat | None, today: date) -> Answer:
        """The answer to a question on a day, from what was saved last."""
        return self._now.respond(question, chat, today)

    async def follow(self) -> None:
        """Takes over what is saved, until it is cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._learn())
                async for usable in self.content.saves():
                    if usable:
                        await asyncio.to_thread(self._take_over)
                        self._saved.set()
        except* Exception as stopped:  # noqa: BLE001  # because what nobody foresaw must not go unseen
            kinds = ", ".join(type(one).__name__ for one in stopped.exceptions)
            _log.error("what is saved is no longer followed (%s); start the program again", kinds)

    def _take_over(self) -> None:
        """Talks from the newest content, as far as what is learnt fits it."""
        with self._lock:
            newest = self.content.now
            told, known = self._learnt, newest.catalogue
            if (
                told.intents.keys() <= known.intents.keys()
                and told.places.municipalities.keys() <= known.places.municipalities.keys()
            ):
                self._now = Dialogue(known, newest.translations, self._engine, self._controller)

    async def _learn(self) -> None:
        """Learns phrases, words and names again whenever they changed."""
        while True:
            await self._saved.wait()
            self._saved.clear()
            catalogue = self.content.now.catalogue
            matter = await asyncio.to_thread(_matter, catalogue)
            if matter == self._matter:
                continue
            engine = await asyncio.to_thread(Engine, catalogue)
            with self._lock:
                self._learnt, self._matter, self._engine = catalogue, matter, engine
            await asyncio.to_thread(self._take_over)
            _log.info("the phrases that were saved count now")


def _matter(catalogue: Catalogue) -> tuple[object, ...]:
    """All that an engine is made of, to tell whether it must be made again."""
    head = catalogue.folder / FILE
    return (
        list(catalogue.all_phrases()),
        [(one.id, one.topic, [term.term for term in one.card.terms])
         for one in catalogue.intents.values()],
        catalogue.words,
        {code: about.locale for code, about in catalogue.languages.items()},
        catalogue.places,
        head.stat().st_mtime_ns if head.exists() else None,
    )  # fmt: skip
