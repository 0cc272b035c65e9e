"""The preflight for editors: every mistake of the content, with file and line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.catalogue import Catalogue, ContentError, Finding, Reading, Severity
from bot.editing.announced import announced
from bot.editing.astray import astray
from bot.editing.dead_hosts import dead_hosts
from bot.editing.expiry import expiry
from bot.editing.known_words import KnownWords
from bot.editing.never_shown import never_shown
from bot.editing.own_tests import own_tests
from bot.editing.parity import parity
from bot.editing.placed_phrase import intent_path
from bot.editing.readability import hard_to_read
from bot.editing.scaffold import to_fill_in
from bot.editing.survey import Survey, covered, quiet
from bot.editing.train import unseen
from bot.editing.twice import phrases_twice
from bot.editing.unused import unused
from bot.editing.word_lists import word_lists
from bot.translation import SOURCE, Translations
from bot.understanding.encoder import Adapter
from bot.understanding.head import FILE, Head, HeadError
from bot.understanding.weights import WeightsError


def check_content(
    folder: Path,
    today: date,
    only: Collection[str] = (),
    *,
    links: bool = False,
    note: Callable[[str], None] = quiet,
) -> list[Finding]:
    """Every finding of a content folder on a day, sorted by file and line.

    Args:
        folder: holds `intents/` and `locales/`.
        today: the day for which facts must hold.
        only: files or folders, relative to `folder`, that findings are wanted of; all without.
        links: whether links are opened, which needs a connection.
        note: told, in one sentence each, what could not be looked at.
    """
    reading = Reading(folder, today)
    findings = [one for one in reading.findings if covered(one.path, only)]
    if reading.catalogue is None:
        if len(findings) < len(reading.findings):
            note("Other files have mistakes too, so only the form of these was looked at. Run "
                 "`ouderbot check` without files.")  # fmt: skip
        return sorted(set(findings))
    survey = Survey(reading.catalogue, today, only, note)
    for part in PARTS:
        findings.extend(part(survey))
    if links:
        from bot.editing.open_links import open_links  # noqa: PLC0415  # because httpx takes its time

        findings.extend(open_links(survey))
    return sorted({one for one in findings if survey.covers(one.path)})


def _not_learnt(survey: Survey) -> Iterator[Finding]:
    """Whether the head has seen every phrase; those that it has not count by their letters only."""
    name = FILE.as_posix()
    if not survey.covers(name):
        return
    try:
        head = Head.read(survey.catalogue.folder / FILE, Adapter.read().fingerprint)
    except (HeadError, WeightsError) as error:
        sentence = (
            f"questions are understood by their letters alone: {error}. Run `ouderbot train`."
        )
        yield Finding(name, 1, Severity.WARNING, sentence)
        return
    if missing := unseen(survey.catalogue, head):
        most = sorted(missing, key=lambda intent: -missing[intent])[:5]
        named = ", ".join(f"{intent} {missing[intent]}" for intent in most)
        sentence = (
            f"{sum(missing.values())} phrases are not learnt yet ({named}). Run `ouderbot train`."
        )
        yield Finding(name, 1, Severity.WARNING, sentence)


def _hard_to_read(survey: Survey) -> Iterator[Finding]:
    """Dutch that parents who read little may lose."""
    known = KnownWords(survey.catalogue.folder)
    yield from known.findings
    for intent in survey.catalogue.intents.values():
        path = intent_path(intent)
        for place, severity, sentence in hard_to_read(intent, known) if survey.covers(path) else ():
            yield Finding(path, survey.document(path).line(place), severity, sentence)


def _translations(survey: Survey) -> Iterator[Finding]:
    """What the .po files of the wanted languages say otherwise than the Dutch, or not at all."""
    catalogue = survey.catalogue
    wanted = {
        code: about
        for code, about in catalogue.languages.items()
        if any(
            survey.covers(f"locales/{code}/LC_MESSAGES/{name}.po") for name in ("cards", "messages")
        )
    }
    if not wanted.keys() - {SOURCE}:
        return
    # English stays, because what is still in English is looked for.
    kept = {
        code: catalogue.languages[code] for code in (SOURCE, "en") if code in catalogue.languages
    }
    some: Catalogue = replace(catalogue, languages=kept | wanted)
    try:
        yield from Translations(some).findings
    except ContentError as error:
        yield from error.findings
    yield from parity(some)


def _to_fill_in(survey: Survey) -> Iterator[Finding]:
    """What a scaffold left for the editor."""
    return to_fill_in(survey.catalogue)


PARTS: tuple[Callable[[Survey], Iterator[Finding]], ...] = (
    phrases_twice,
    astray,
    _not_learnt,
    own_tests,
    expiry,
    never_shown,
    unused,
    word_lists,
    dead_hosts,
    _hard_to_read,
    announced,
    _translations,
    _to_fill_in,
)
"""Everything that is looked at in content that can be loaded."""
