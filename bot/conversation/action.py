"""What a button does, in at most 64 characters of A-Z, a-z, 0-9, `_` and `-`.

The same form serves Telegram's callback data, its deep links (`t.me/<bot>?start=…`, which allow no
other characters) and the web chat's buttons. It carries all that the answer needs, so an old
button still works after a restart. What comes back is outside data: `parse` trusts nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.catalogue import Level, Year

Kind = Literal[
    "ask", "language", "town", "level", "topics", "languages", "start", "reword", "dutch", "own",
    "share", "relay", "mean", "agree", "refuse",
    "remind", "remind-all", "remind-week", "remind-opens", "remind-closes", "remind-no",
    "fewer", "unremind", "news", "news-yes", "unnews",
]  # fmt: skip

LIMIT = 64
_LETTERS: dict[Kind, str] = {
    "ask": "a", "language": "l", "town": "t", "level": "s", "topics": "m", "languages": "g",
    "start": "b", "reword": "r", "dutch": "d", "own": "o", "share": "h", "relay": "p",
    "mean": "c", "agree": "y", "refuse": "n", "remind": "e", "remind-all": "k",
    "remind-week": "w", "remind-opens": "q", "remind-closes": "z", "remind-no": "x",
    "fewer": "f", "unremind": "u", "news": "i", "news-yes": "j", "unnews": "v",
}  # fmt: skip
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_LEVELS = {Level.KLEUTER: "k", Level.BASIS: "b", Level.SECUNDAIR: "s"}
_YEARS: dict[Year, str] = {"first": "1", "later": "2"}
_FORM = re.compile(
    r"(?P<kind>[a-z])(?:_(?P<intent>[a-z-]{1,40})?)?(?:_(?P<place>\d{5})?)?"
    r"(?:_(?P<level>[kbs])?(?P<year>[12])?)?(?:_(?P<language>[a-z]{2,3})?)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Action:
    """One thing that a button asks for.

    Args:
        kind: ask (show an intent's card), language (choose it), town (name another one), level
            (choose it), topics, languages, start, reword (something else is meant), dutch and own
            (turn a card in place, to Dutch and back), share (make a link to a card), relay (a card
            for somebody else, in `language`, of which nothing is remembered), mean (the same
            as ask, from "did you mean", so that the counts can tell), agree (the text that is
            shown, in `language`, may be kept), refuse (nothing may be kept), remind (asks for a
            reminder about a place and level), remind-all, remind-week, remind-opens, remind-closes
            (yes, with all messages or one of them), remind-no, fewer (choose one of them),
            unremind (remove it), news (asks for the news of a place and level), news-yes, or
            unnews (no more of it).
        place: a NIS code.
    """

    kind: Kind
    intent: str | None = None
    place: str | None = None
    level: Level | None = None
    year: Year | None = None
    language: str | None = None

    def __str__(self) -> str:
        level = (_LEVELS[self.level] if self.level else "") + (
            _YEARS[self.year] if self.year else ""
        )
        parts = (_LETTERS[self.kind], self.intent, self.place, level, self.language)
        return "_".join(part or "" for part in parts).rstrip("_")

    def for_place(self, nis: str) -> Action:
        """The same for a place."""
        return replace(self, place=nis)

    @staticmethod
    def parse(text: str) -> Action | None:
        """The action of a text from outside, or None when it is none."""
        match = _FORM.fullmatch(text) if len(text) <= LIMIT else None
        kind = _KINDS.get(match["kind"]) if match else None
        if match is None or kind is None:
            return None
        levels = {letter: level for level, letter in _LEVELS.items()}
        years = {letter: year for year, letter in _YEARS.items()}
        return Action(
            kind,
            match["intent"],
            match["place"],
            levels.get(match["level"] or ""),
            years.get(match["year"] or ""),
            match["language"],
        )
