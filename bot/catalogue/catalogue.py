"""All that the bot knows, read once, validated, and never changed while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from bot.catalogue.calendar import CalendarFile
from bot.catalogue.document import Document, Part
from bot.catalogue.enrolment import EnrolmentFile
from bot.catalogue.finding import ContentError, Finding, Severity, did_you_mean
from bot.catalogue.intent import Intent
from bot.catalogue.language import About, Phrases
from bot.catalogue.level import OfficeLevel
from bot.catalogue.lop import Lop, LopFile
from bot.catalogue.message import Message, MessageFile
from bot.catalogue.place import Gazetteer, PlaceNamesFile, read_places

NONE = "none"
"""The id of what no intent answers."""
NOOD = "nood"
"""The id of the danger card."""

Found = TypeVar("Found", bound=Part)


@dataclass(frozen=True)
class Catalogue:
    """Intents, phrases, facts, languages and messages.

    Args:
        folder: where they were read from.
        intents: by id.
        languages: by code, Dutch among them.
        phrases: by language code; the Dutch ones of an intent stand in the intent itself.
    """

    folder: Path
    intents: dict[str, Intent]
    messages: dict[Message, str]
    languages: dict[str, About]
    phrases: dict[str, Phrases]
    lops: tuple[Lop, ...]
    enrolment: EnrolmentFile
    calendar: CalendarFile
    places: Gazetteer

    def all_phrases(self) -> Iterator[tuple[str, str, str]]:
        """Every phrase as (language, intent or `none`, text).

        Near misses count as `none`; a title is a phrase too, for who types what a button says.
        """
        for intent in self.intents.values():
            yield "nl", intent.id, intent.title
            for text in intent.phrases:
                yield "nl", intent.id, text
            for text in intent.near_misses:
                yield "nl", NONE, text
        for code, own in self.phrases.items():
            for name, texts in own.phrases.items():
                for text in texts:
                    yield code, name, text
            for texts in own.near_misses.values():
                for text in texts:
                    yield code, NONE, text
            for text in own.none:
                yield code, NONE, text

    def lop(self, place: str, level: OfficeLevel) -> Lop | None:
        """The LOP of a municipality and level, as far as a source names one."""
        return next(
            (lop for lop in self.lops if lop.shown and lop.level == level and place in lop.places),
            None,
        )


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
        self._documents: list[Document] = []
        self._read(today)
        for document in self._documents:
            self.findings.extend(document.findings)
        self.findings.sort()

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep the content from being used."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def _open(self, path: Path) -> Document:
        document = Document(path, path.relative_to(self.folder).as_posix())
        self._documents.append(document)
        return document

    def _one(
        self,
        path: Path,
        model: type[Found],
        check: Callable[[Found, Document], None] | None = None,
    ) -> Found | None:
        document = self._open(path)
        found = document.read(model)
        if found is not None and check is not None:
            check(found, document)
        return found

    def _read(self, today: date | None) -> None:
        home, locales = self.folder / "intents", self.folder / "locales"
        paths = sorted(path for path in home.glob("*/*.yaml") if path.parent.name != "facts")
        ids = {path.stem for path in paths}
        facts = home / "facts"
        extra = self._one(facts / "place-names.yaml", PlaceNamesFile)
        places = self._places(facts / "places.csv", extra)

        def known_places(document: Document, names: tuple[str, ...], *place: str | int) -> None:
            for name in names:
                if places is not None and name not in places.by_name:
                    document.error(
                        document.line(place),
                        f"`{name}` is no municipality. {did_you_mean(name, places.by_name)}",
                    )

        def check_lops(file: LopFile, document: Document) -> None:
            for number, lop in enumerate(file.lops):
                known_places(document, lop.places, "lops", number, "places")

        def check_enrolment(file: EnrolmentFile, document: Document) -> None:
            for number, area in enumerate(file.areas):
                known_places(document, area.places, "areas", number, "places")

        def check_messages(file: MessageFile, document: Document) -> None:
            for place, sentence in file.faults():
                document.error(document.line(place), sentence)

        lops = self._one(facts / "lops.yaml", LopFile, check_lops)
        enrolment = self._one(facts / "enrolment.yaml", EnrolmentFile, check_enrolment)
        calendar = self._one(facts / "school-year.yaml", CalendarFile)
        messages = self._one(home / "messages.yaml", MessageFile, check_messages)
        intents = self._intents(paths, ids, places, today)
        languages, phrases = self._languages(locales, ids, places)
        if places is not None:
            places = places.with_names(
                [
                    (name, form)
                    for own in phrases.values()
                    for name, forms in own.places.items()
                    for form in forms
                ]
            )
        if lops and enrolment and calendar and messages and places and intents:
            self.catalogue = Catalogue(
                self.folder,
                intents,
                {
                    Message(key): text
                    for key, text in messages.messages.items()
                    if key in set(Message)
                },
                languages,
                phrases,
                lops.lops,
                enrolment,
                calendar,
                places,
            )

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
            self.findings.append(
                Finding(
                    "intents",
                    1,
                    Severity.ERROR,
                    "no intent was found here. OUDERBOT_CONTENT must "
                    "name a folder that holds intents/ and locales/.",
                )
            )
        found: dict[str, Intent] = {}
        for path in paths:
            document = self._open(path)
            intent = document.read(Intent)
            if intent is None:
                continue
            if intent.id != path.stem:
                document.error(
                    document.line(("id",)),
                    f"the id `{intent.id}` differs from the file's name `{path.stem}`. "
                    "Make them equal.",
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
            if today is not None:
                self._stale(intent, document, today)
            found[intent.id] = intent.model_copy(update={"topic": path.parent.name})
        return found

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
    ) -> tuple[dict[str, About], dict[str, Phrases]]:
        languages: dict[str, About] = {}
        phrases: dict[str, Phrases] = {}
        dutch = {name.text for name in places.names} if places else set()
        for home in sorted(path for path in locales.glob("*") if path.is_dir()):
            code = home.name

            def is_its_own(about: About, document: Document, code: str = code) -> None:
                if about.code != code:
                    document.error(
                        document.line(("code",)),
                        f"the code `{about.code}` differs from the folder's name `{code}`.",
                    )

            def are_its_own(file: Phrases, document: Document, code: str = code) -> None:
                if file.language != code:
                    document.error(
                        document.line(("language",)),
                        f"the language `{file.language}` differs from the folder's name `{code}`.",
                    )
                for group in ("phrases", "near_misses"):
                    for name in getattr(file, group):
                        if name not in ids:
                            document.error(
                                document.line((group, name)),
                                f"`{name}` is no intent. {did_you_mean(name, ids)}",
                            )
                for name in file.places if dutch else ():
                    if name not in dutch:
                        document.error(
                            document.line(("places", name)),
                            f"`{name}` is no place. {did_you_mean(name, dutch)}",
                        )

            about = self._one(home / "about.yaml", About, is_its_own)
            own = self._one(home / "phrases.yaml", Phrases, are_its_own)
            if about:
                languages[code] = about
            if own:
                phrases[code] = own
        return languages, phrases
