"""The Dutch of the catalogue in other languages, from the .po files of `locales/`.

Each text is found by its context (the intent's id, or the message's key) and its exact Dutch; so a
translation that is older than its Dutch is not found, and never shown.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from bot.catalogue import NOOD, Catalogue, ContentError, Finding, Intent, Message, Severity
from bot.catalogue.message import DUTCH_ONLY
from bot.catalogue.slot import slots

SOURCE = "nl"
DOMAINS = ("messages", "cards")
_PO_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?) )?"([^"\\]|\\.)*")?')
"""A line of a .po file as gettext writes it; Babel reads over a missing quotation mark."""
OFFERED = 0.9
"""The share of cards that must be translated before a language stands in the menu."""


class PoSyntaxError(ValueError):
    """A line of a .po file is not as gettext writes it."""

    def __init__(self, lineno: int) -> None:
        self.lineno = lineno
        super().__init__("a quotation mark is missing")


def has_words(text: str) -> bool:
    """Whether there is anything to translate: not for a text that is only `{slot}`."""
    return not (text.startswith("{") and text.endswith("}") and text.count("{") == 1)


class Translations:
    """Every translation of a catalogue, ready to be asked for.

    Args:
        catalogue: whose `locales/<language>/LC_MESSAGES/*.po` are read.

    Raises:
        ContentError: a .po file cannot be read.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._texts: dict[str, dict[tuple[str, str], str]] = {}
        self.findings: list[Finding] = []
        unreadable: list[Finding] = []
        for code in catalogue.languages:
            self._texts[code] = {}
            for domain in DOMAINS if code != SOURCE else ():
                path = catalogue.folder / "locales" / code / "LC_MESSAGES" / f"{domain}.po"
                name = path.relative_to(catalogue.folder).as_posix()
                try:
                    self._texts[code] |= self._read(path, name)
                except FileNotFoundError:
                    continue
                except (PoFileError, UnicodeDecodeError, ValueError) as error:
                    sentence = f"this file cannot be read ({error}). Open it in Poedit and save it."
                    line = getattr(error, "lineno", None) or 1
                    unreadable.append(Finding(name, line, Severity.ERROR, sentence))
        if unreadable:
            raise ContentError(unreadable)

    def _read(self, path: Path, name: str) -> dict[tuple[str, str], str]:
        """The usable texts of a .po file; what a parent must not see is noted and left out."""
        with path.open(encoding="utf-8") as handle:
            for number, row in enumerate(handle):
                if not _PO_LINE.fullmatch(row.strip()):
                    raise PoSyntaxError(number + 1)
        with path.open("rb") as handle:
            entries: Catalog = read_po(handle, abort_invalid=True)
        texts: dict[tuple[str, str], str] = {}
        for entry in entries:
            if not (entry.id and entry.string and isinstance(entry.id, str)) or entry.fuzzy:
                continue
            text = str(entry.string)
            if slots(text) != slots(entry.id):
                wanted = ", ".join(f"{{{one}}}" for one in sorted(slots(entry.id))) or "none"
                sentence = f"the translation must name exactly these values: {wanted}. Mend it."
                self.findings.append(Finding(name, entry.lineno or 1, Severity.ERROR, sentence))
                continue
            texts[entry.context or "", entry.id] = text
        return texts

    def text(self, language: str, context: str, dutch: str) -> str | None:
        """A Dutch text in a language, or None when it is not (or no longer) translated."""
        if language == SOURCE or not has_words(dutch):
            return dutch
        return self._texts.get(language, {}).get((context, dutch))

    def message(self, language: str, message: Message) -> str:
        """One of the bot's sentences; in Dutch when that language lacks it."""
        dutch = self._catalogue.messages[message]
        return self.text(language, message, dutch) or dutch

    def complete(self, language: str, intent: Intent) -> bool:
        """Whether every text of an intent's card is translated."""
        return all(self.text(language, intent.id, dutch) is not None for dutch in intent.texts())

    def offered(self) -> list[str]:
        """Languages for the menu, Dutch first: bot's messages, danger and 90 % of the cards."""
        intents = self._catalogue.intents
        ready = [SOURCE]
        for code in self._catalogue.languages:
            if code == SOURCE:
                continue
            messages = all(
                self.text(code, key, dutch)
                for key, dutch in self._catalogue.messages.items()
                if key not in DUTCH_ONLY
            )
            done = sum(self.complete(code, intent) for intent in intents.values())
            danger = NOOD not in intents or self.complete(code, intents[NOOD])
            if messages and danger and done >= OFFERED * len(intents):
                ready.append(code)
        return ready
