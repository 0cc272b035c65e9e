"""What a text states that no language may change: values, numbers, addresses, dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from bot.catalogue.locale_data import locale_of
from bot.catalogue.slot import slots
from bot.translation.wording import western

_SLOT = re.compile(r"\{[^{}]*\}")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
"""A value, or a brace that is left over."""
_DIGIT = re.compile(r"\d", re.ASCII)
_NUMBER = re.compile(r"\d+(?:[.,٫]\d+)*", re.ASCII)
_PHONE = re.compile(r"(?<!\d)[+0]\d[\d /.-]{6,}\d", re.ASCII)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w.-]*\w|"
    r"(?:https?://)?(?:[A-Za-z0-9-]+\.)+"
    r"(?:be|brussels|vlaanderen|gent|eu|nl|com|org|net|info|app|io|in)(?![\w.]*\w)(?:/[^\s)»”]*)?",
    re.ASCII,
)
_PERHAPS_ADDRESS = re.compile(r"@|\w\.[a-z]", re.ASCII)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d|[\u1369-\u137c]")
"""A digit of another script; the Ethiopic ones are no decimal digits to Unicode."""
_DUTCH = "nl_BE"


def changed_facts(text: str, dutch: str, locale: str) -> Iterator[str]:
    """What a translation states otherwise than its Dutch, each as a sentence with its remedy.

    Args:
        text: the translation.
        dutch: its Dutch.
        locale: of the translation, for the names of months and days.
    """
    yield from _changed_values(text, dutch)
    if "{" in dutch:
        text, dutch = _SLOT.sub(" ", text), _SLOT.sub(" ", dutch)
    if digits := _OTHER_DIGIT.findall(text):
        yield (
            f"write `{''.join(dict.fromkeys(digits))}` in the digits 0-9, "
            "as on the school's papers."
        )
        text = western(text)
    addresses, phones, numbers = _told(text)
    own_addresses, own_phones, own_numbers = _told_in_dutch(dutch)
    if addresses != own_addresses:
        yield f"an address differs from the Dutch: {_difference(addresses, own_addresses)}"
    if phones != own_phones:
        yield f"a phone number differs from the Dutch: {_difference(phones, own_phones)}"
    elif numbers != own_numbers:
        yield f"a number differs from the Dutch: {_difference(numbers, own_numbers)}"
    if wrong := _other_date(text, dutch, locale):
        yield f"a date differs from the Dutch: {wrong}"


def _changed_values(text: str, dutch: str) -> Iterator[str]:
    if not ("{" in text or "}" in text or "{" in dutch):
        return
    wanted = ", ".join(f"{{{one}}}" for one in sorted(slots(dutch))) or "none"
    if slots(text) != slots(dutch):
        yield f"the translation must name exactly these values: {wanted}. Mend it."
    elif Counter(_BRACES.findall(text)) != Counter(_BRACES.findall(dutch)):
        yield f"the translation must name each value as often as the Dutch: {wanted}. Mend it."


def _told(text: str) -> tuple[list[str], list[str], list[str]]:
    """The addresses, phone numbers and numbers of a text, each in one form, sorted."""
    found = _ADDRESS.findall(text) if _PERHAPS_ADDRESS.search(text) else []
    addresses = [one.lower().rstrip("./") for one in found]
    if not _DIGIT.search(text):
        return sorted(addresses), [], []
    phones = [re.sub(r"[^\d+]", "", one) for one in _PHONE.findall(text)]
    numbers = [re.sub("[,٫]", ".", one) for one in _NUMBER.findall(_PHONE.sub(" ", text))]
    return sorted(addresses), sorted(phones), sorted(numbers)


_told_in_dutch = cache(_told)


def _difference(here: list[str], dutch: list[str]) -> str:
    """What stands in one only, as the rest of a sentence with its remedy."""
    less, more = Counter(dutch) - Counter(here), Counter(here) - Counter(dutch)
    parts = [f"`{one}` is missing" for one in sorted(less.elements())]
    parts += [f"`{one}` is not in the Dutch" for one in sorted(more.elements())]
    return f"{', '.join(parts)}. Write what the Dutch says."


@cache
def _calendar(locale: str) -> list[tuple[str, int, re.Pattern[str]]]:
    """The months and days of a language: which kind, its number, and how it is written."""
    data = locale_of(locale)
    found = []
    for kind, names in (("month", data.months), ("day", data.days)):
        for number in names["format"]["wide"]:
            forms = {names[form]["wide"][number] for form in ("format", "stand-alone")}
            either = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
            found.append((kind, number, re.compile(rf"(?<!\w)(?:{either})", re.IGNORECASE)))
    return found


def _named(text: str, locale: str) -> dict[tuple[str, int], str]:
    """The months and days that a text names, with the words for them."""
    return {
        (kind, number): match[0]
        for kind, number, pattern in _calendar(locale)
        if (match := pattern.search(text))
    }


@cache
def _dutch_dates(dutch: str) -> dict[tuple[str, int], str]:
    return _named(dutch, _DUTCH)


def _other_date(text: str, dutch: str, locale: str) -> str:
    """A month or day that stands in the place of another; names that CLDR lacks pass."""
    wanted = _dutch_dates(dutch)
    if not wanted:
        return ""
    here = _named(text, locale)
    less, more = wanted.keys() - here.keys(), here.keys() - wanted.keys()
    for kind, _ in sorted(less):
        for other in sorted(more):
            if other[0] == kind:
                words = [wanted[one] for one in sorted(less) if one[0] == kind]
                return f"`{here[other]}` is not {' or '.join(words)}. Write what the Dutch says."
    return ""
