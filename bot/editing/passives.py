"""Passives in a Dutch sentence: who reads little loses who does what.

The Flemish government asks its writers to use almost none
(https://www.vlaanderen.be/werken-in-het-webplatform/handleiding/schrijfafspraken). One is left in
peace here, a chain of them is not. They are found by their form, without a parser: an auxiliary
(`worden` or `zijn`) and a past participle in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.editing.reading_ease import sentences

_TOKEN = re.compile(r"[^\W\d_]+|[,()]")
_BECOME = set("word wordt worden werd werden geworden".split())
_BE = set("ben bent is zijn was waren geweest".split())
_HAVE = set("heb hebt heeft hebben had hadden".split())
_MODAL = set(
    "kan kun kunt kunnen kon konden moet moeten moest moesten mag mogen mocht mochten zal zul zult "
    "zullen zou zouden wil wilt willen wou wouden hoef hoeft hoeven dient dienen laat laten".split()
)
_AFTER_A_CLAUSE = set(", ( ) en of maar want dan".split())

_PARTICLE = (
    "aan|achter|af|bij|binnen|buiten|dicht|door|goed|in|klaar|kwijt|los|mee|na|om|onder|op|open"
    "|over|rond|samen|stop|tegen|terug|thuis|toe|uit|vast|vol|voor|vooruit|vrij|weer|weg"
)
_WEAK = "(?:d|[cfhkpstx]t)"  # -t only stands after a voiceless letter: gewerkt, but geleerd
_PARTICIPLE = re.compile(
    rf"(?:{_PARTICLE})?g[eë]\w{{2,}}(?:{_WEAK}|en)"  # gevraagd, ingeschreven, geëist
    rf"|(?:{_PARTICLE})?(?:be|ver|ont|her|er)\w{{2,}}{_WEAK}"  # betaald, terugbetaald, erkend
    rf"|(?:onder|over)\w{{2,}}{_WEAK}"  # onderzocht, overlegd
    # With these prefixes -en is an infinitive (betalen), but for the strong verbs.
    r"|(?:aan|door|terug|toe|uit|voor)?(?:be(?:dorven|drogen|gonnen|grepen|keken|komen|noemen"
    r"|schreven|sloten|sproken|vonden|vroren|wezen|zien)|ver(?:bleven|boden|broken|dwenen|geleken"
    r"|geten|kregen|loren|nomen|schenen|scholen|sproken|stoten|trokken|vangen|wezen|worven|zonden)"
    r"|ont(?:boden|houden|nomen|slagen|sloten|vangen)|her(?:schreven|zien)|ondergaan|overgenomen"
    r"|onderbroken|voorgeschreven)"
)
_NO_PARTICIPLE = re.compile(
    r"\w*(?:heid|schap|schrift|gedachten|gesprekken|ingen)|ge(?:bied|bieden|bouwen|bruiken|duld"
    r"|eft|gevens|groet|loof|looft|loven|luid|luiden|meenten|nieten|richt|rust|vallen|volgen|weld"
    r"|wicht|woonten|zinnen|zond|slacht|schenken|tuigen|held)|be(?:drijf|kend|kwaamheid|leid|perkt"
    r"|reid|richt|wust|wind|stand|roepskracht)|ver(?:band|deeld|keerd|plicht|schillend|stand"
    r"|bod|trouwd|volgd|want|wijt)|voor(?:beeld|deel)|ernst|herfst|onder(?:hand|kant|wijst)|over(?:hand|kant)"
)
"""What has the form of a participle and is none, or is an adjective of its own."""
_WENT = re.compile(
    rf"(?:{_PARTICLE})?(?:gegaan|gekomen|gebleven|geweest|geworden|gebeurd|gestart|begonnen|gelukt"
    r"|geslaagd|gestegen|gedaald|gegroeid|gestorven|geboren|verhuisd|vertrokken|verdwenen|gestopt"
    r"|gevallen)"
)
"""Participles that go with `zijn` without a passive: *mijn kind is begonnen*."""


def passive_chain(text: str) -> str | None:
    """The words of the first chain of passives in a text, or None when there is none.

    A chain is two passives in one sentence, or one at the end of a clause with three verbs in a
    row, such as *ingeschreven kan worden*.
    """
    for sentence in sentences(text):
        tokens = [word.lower() for word in _TOKEN.findall(sentence)]
        found = _passives(tokens)
        if len(found) > 1:
            return ", ".join(found)
        if found and (row := _three_verbs(tokens)):
            return row
    return None


def _is_participle(word: str) -> bool:
    return bool(_PARTICIPLE.fullmatch(word)) and not _NO_PARTICIPLE.fullmatch(word)


def _passives(tokens: Sequence[str]) -> list[str]:
    """Each passive as its two words; a participle goes with the nearest auxiliary."""
    free = {at for at, word in enumerate(tokens) if word in _BECOME | _BE | _HAVE}
    found = []
    for at, word in enumerate(tokens):
        if not free or not _is_participle(word) or word in _BECOME | _BE:
            continue
        nearest = min(free, key=lambda one: abs(one - at))
        free.discard(nearest)
        auxiliary = tokens[nearest]
        if auxiliary in _BECOME or (auxiliary in _BE and not _WENT.fullmatch(word)):
            found.append(f"{auxiliary} … {word}" if nearest < at else f"{word} … {auxiliary}")
    return found


def _three_verbs(tokens: Sequence[str]) -> str | None:
    """Three verbs in a row at the end of a clause, the two of a passive among them."""
    row: list[str] = []
    for word in [*tokens, ","]:
        if word in _BECOME | _BE | _MODAL | {"te"} or _is_participle(word):
            row.append(word)
            continue
        verbs = [one for one in row if one != "te"]
        if (
            word in _AFTER_A_CLAUSE
            and len(verbs) > 2  # noqa: PLR2004  # three verbs, as the docstring says
            and not (_BECOME | _BE).isdisjoint(row)
            and any(map(_is_participle, row))
        ):
            return " ".join(row)
        row = []
    return None
