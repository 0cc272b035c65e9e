"""Names of languages in a text: `türkçe lütfen`, `spreek je Arabisch`, `in English please`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from bot.catalogue.language import About
from bot.catalogue.locale_data import locale_of
from bot.understanding.normalise import fold, words

_SHORTEST = 3


class LanguageNames:
    """Finds the language that a text names.

    Args:
        languages: those that the bot knows; each is known by its name in each of them.
    """

    def __init__(self, languages: Iterable[About]) -> None:
        self._languages = list(languages)
        self._codes = {about.code for about in self._languages}

    @cached_property
    def _names(self) -> dict[str, str]:
        """The code of each language by a word of its names; read when needed, for a quick start."""
        found: dict[str, str] = {}
        for text, code in self._texts():
            for word in words(fold(text)):
                if len(word) >= _SHORTEST:
                    found.setdefault(word, code)
        return found

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Every name of a language, its own ones first."""
        for about in self._languages:
            for text in (about.name, about.english, about.dutch):
                yield text, about.code
        for about in self._languages:
            names = locale_of(about.locale).languages
            for other in self._languages:
                if name := names.get(other.code):
                    yield name, other.code

    def split(self, text: str) -> tuple[str, str | None]:
        """A text without the language that it names, and that language.

        A code of two letters names one only at the end: `de`, `so` and `it` are words.
        """
        tokens = text.split()
        if tokens and (code := tokens[-1].casefold()) in self._codes:
            return " ".join(tokens[:-1]), code
        for place, token in enumerate(tokens):
            if named := self.find(token):
                return " ".join([*tokens[:place], *tokens[place + 1 :]]), named
        return text, None

    def find(self, text: str) -> str | None:
        """The code of the first language that a text names, or None."""
        for word in words(fold(text)):
            for form in (word, word.removeprefix("ال"), word.removeprefix("بال")):
                if form in self._names:
                    return self._names[form]
        return None
