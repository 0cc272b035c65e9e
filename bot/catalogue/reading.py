"""One reading of a content folder: every mistake with its line, and all that is in it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.catalogue.announcement import REGIONS, Announcement
from bot.catalogue.calendar import CalendarFile
from bot.catalogue.catalogue import NOOD, Catalogue
from bot.catalogue.document import Document, Part
from bot.catalogue.draft import places as to_fill_in
from bot.catalogue.enrolment import EnrolmentFile
from bot.catalogue.finding import ContentError, Finding, Severity, did_you_mean
from bot.catalogue.intent import Intent
from bot.catalogue.language import About
from bot.catalogue.lop import LopFile
from bot.catalogue.message import Message, MessageFile
from bot.catalogue.operator import OperatorsFile
from bot.catalogue.phrases import Phrases
from bot.catalogue.place import Gazetteer, PlaceNamesFile, read_places
from bot.catalogue.references import (
    are_known,
    are_municipalities,
    have_logos,
    is_announcement,
    is_its_own,
)
from bot.catalogue.words import Words

FACTS, ANNOUNCEMENTS = "facts", "announcements"
"""The folders of `intents/` that hold no intents."""
Found = TypeVar("Found", bound=Part)


def load(folder: Path) -> Catalogue:
    """Reads and validates a content folder (with `intents/` and `locales/`).

    Raises:
        ContentError: there are mistakes; it holds every one of them.
    """
    reading = Reading(folder)
    if reading.catalogue is None or reading.errors:
        raise ContentError(reading.errors)
    return reading.catalogue


class Reading:
    """One reading of a content folder: every finding and, when it can be used, the catalogue.

    Args:
        folder: holds `intents/` and `locales/`.
        today: when given, facts that went stale by that day are looked for too.
    """

    def __init__(self, folder: Path, today: date | None = None) -> None:
        self.folder = folder
        self.findings: list[Finding] = []
        self.catalogue: Catalogue | None = None
        self._drafts: set[str] = set()
        self._read(today)
        self.findings.sort()

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep the content from being used."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def _one(
        self,
        path: Path,
        model: type[Found],
        check: Callable[[Found, Document], None] | None = None,
    ) -> Found | None:
        """One file as a model, with what `check` finds wrong; nothing of the file is kept."""
        document = Document(path, path.relative_to(self.folder).as_posix())
        found = document.read(model)
        if found is not None and check is not None:
            check(found, document)
        self.findings.extend(document.findings)
        return found

    def _read(self, today: date | None) -> None:
        home, locales = self.folder / "intents", self.folder / "locales"
        paths = sorted(
            path for path in home.glob("*/*.yaml") if path.parent.name not in {FACTS, ANNOUNCEMENTS}
        )
        ids = {path.stem for path in paths}
        facts = home / FACTS
        extra = self._one(facts / "place-names.yaml", PlaceNamesFile)
        places = self._places(facts / "places.csv", extra)

        def in_towns(group: str) -> Callable[[Part, Document], None]:
            return partial(are_municipalities, places=places, group=group)

        def check_operators(file: OperatorsFile, document: Document) -> None:
            in_towns("operators")(file, document)
            have_logos(file, document, facts)

        def check_messages(file: MessageFile, document: Document) -> None:
            for place, sentence in file.faults():
                document.error(document.line(place), sentence)

        lops = self._one(facts / "lops.yaml", LopFile, in_towns("lops"))
        enrolment = self._one(facts / "enrolment.yaml", EnrolmentFile, in_towns("areas"))
        calendar = self._one(facts / "school-year.yaml", CalendarFile)
        operators = self._one(facts / "operators.yaml", OperatorsFile, check_operators)
        messages = self._one(home / "messages.yaml", MessageFile, check_messages)
        intents = self._intents(paths, ids, places, today)
        languages, phrases, words = self._languages(locales, ids, places)
        announcements = self._announcements(home / ANNOUNCEMENTS, languages, places)
        if places is not None:
            places = places.with_names(
                [
                    (name, form)
                    for own in words.values()
                    for name, forms in own.places.items()
                    for form in forms
                ]
            )
        if lops and enrolment and calendar and operators and messages and places and intents:
            self.catalogue = Catalogue(
                self.folder,
                self._of(intents, drafts=False),
                {
                    Message(key): text
                    for key, text in messages.messages.items()
                    if key in set(Message)
                },
                languages,
                phrases,
                words,
                lops.lops,
                enrolment,
                calendar,
                places,
                operators.operators,
                announcements,
                self._of(intents, drafts=True),
            )

    def _of(self, intents: dict[str, Intent], *, drafts: bool) -> dict[str, Intent]:
        """The drafts among some intents, or the others."""
        return {name: one for name, one in intents.items() if (name in self._drafts) is drafts}

    def _places(self, path: Path, extra: PlaceNamesFile | None) -> Gazetteer | None:
        name = path.relative_to(self.folder).as_posix()
        try:
            return read_places(path, extra)
        except (OSError, ValueError, KeyError, TypeError) as error:
            sentence = f"this file is not what `make places` writes ({error!r}). Renew it."
            self.findings.append(Finding(name, 1, Severity.ERROR, sentence))
            return None

    def _intents(
        self, paths: list[Path], ids: set[str], places: Gazetteer | None, today: date | None
    ) -> dict[str, Intent]:
        if not paths:
            sentence = (
                "no intent was found here. OUDERBOT_CONTENT must name a folder that holds "
                "intents/ and locales/."
            )
            self.findings.append(Finding("intents", 1, Severity.ERROR, sentence))

        def check_intent(intent: Intent, document: Document) -> None:
            stem = Path(document.name).stem
            if intent.id != stem:
                document.error(
                    document.line(("id",)),
                    f"the id `{intent.id}` differs from the file's name `{stem}`. Make them equal.",
                )
            for place, sentence in intent.faults():
                document.error(document.line(place), sentence)
            for number, other in enumerate(intent.related):
                if other not in ids:
                    document.error(
                        document.line(("related", number)),
                        f"`{other}` is no intent. {did_you_mean(other, ids)}",
                    )
            for number, example in enumerate(intent.tests):
                if example.place and places and example.place not in places.by_name:
                    document.error(
                        document.line(("tests", number, "place")),
                        f"`{example.place}` is no municipality. "
                        f"{did_you_mean(example.place, places.by_name)}",
                    )
            for place, _ in to_fill_in(document.data):
                self._drafts.add(intent.id)
                if intent.id == NOOD:
                    document.error(
                        document.line(place), "this card must always be there. Fill this in."
                    )
            if today is not None:
                self._stale(intent, document, today)

        found = ((path, self._one(path, Intent, check_intent)) for path in paths)
        return {
            intent.id: intent.model_copy(update={"topic": path.parent.name})
            for path, intent in found
            if intent is not None
        }

    def _announcements(
        self, folder: Path, languages: Collection[str], places: Gazetteer | None
    ) -> dict[str, Announcement]:
        towns = {*places.by_name, *REGIONS} if places else set()
        drafts: set[str] = set()

        def check(announcement: Announcement, document: Document) -> None:
            if any(to_fill_in(document.data)):
                drafts.add(Path(document.name).stem)
            else:
                is_announcement(announcement, document, towns, languages)

        found = (
            (path.stem, self._one(path, Announcement, check))
            for path in sorted(folder.glob("*.yaml"))
        )
        return {name: one for name, one in found if one is not None and name not in drafts}

    def _stale(self, intent: Intent, document: Document, today: date) -> None:
        for block, number, line in intent.card.blocks():
            if line.valid_until and line.valid_until < today:
                self.findings.append(
                    Finding(
                        document.name,
                        document.line(("card", block, number, "valid_until")),
                        Severity.WARNING,
                        f"this fact held until {line.valid_until}; parents now see its fallback. "
                        "Look the new fact up.",
                    )
                )

    def _languages(
        self, locales: Path, ids: set[str], places: Gazetteer | None
    ) -> tuple[dict[str, About], dict[str, Phrases], dict[str, Words]]:
        languages: dict[str, About] = {}
        phrases: dict[str, Phrases] = {}
        words: dict[str, Words] = {}
        dutch = {name.text for name in places.names} if places else set()

        def check_about(about: About, document: Document) -> None:
            is_its_own(about.code, document, "code")

        def check_phrases(file: Phrases, document: Document) -> None:
            is_its_own(file.language, document, "language")
            for group in ("phrases", "near_misses"):
                are_known(getattr(file, group), ids, "intent", document, group)

        def check_words(file: Words, document: Document) -> None:
            is_its_own(file.language, document, "language")
            if dutch:
                are_known(file.places, dutch, "place", document, "places")

        for home in sorted(path for path in locales.glob("*") if path.is_dir()):
            if about := self._one(home / "about.yaml", About, check_about):
                languages[home.name] = about
            if own := self._one(home / "phrases.yaml", Phrases, check_phrases):
                phrases[home.name] = own.without(self._drafts)
            if spoken := self._one(home / "words.yaml", Words, check_words):
                words[home.name] = spoken
        return languages, phrases, words
