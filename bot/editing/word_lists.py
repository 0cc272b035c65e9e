"""Words of `locales/<language>/words.yaml` that say nothing, or nothing new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.catalogue import Catalogue, Finding, Level
from bot.catalogue.words import Words
from bot.editing.survey import Place, Survey
from bot.understanding.normalise import fold, words

_YEARS = ("first_year", "later_years")


def word_lists(survey: Survey) -> Iterator[Finding]:
    """A warning for each word that could be taken out, or that says two things."""
    wanted = [code for code in survey.catalogue.words if survey.covers(_path(code))]
    for code, place, sentence in _known_places(survey.catalogue) if wanted else ():
        yield survey.warning(_path(code), place, sentence)
    for code in wanted:
        own = survey.catalogue.words[code]
        for place, sentence in (*_repeated(own), *_contrary(own)):
            yield survey.warning(_path(code), place, sentence)


def _path(code: str) -> str:
    return f"locales/{code}/words.yaml"


def _key(text: str) -> str:
    """A word or expression as the engine compares it."""
    return " ".join(words(fold(text)))


def _yaml(name: str) -> str:
    """A field of the model as its key in the file."""
    return name.replace("_", "-")


def _lists(own: Words) -> Iterator[tuple[tuple[str | int, ...], Sequence[str]]]:
    """Every list of words of a language, with its place."""
    for name in (*(level.value for level in Level), *_YEARS):
        yield ("levels", _yaml(name)), getattr(own.levels, name)
    yield ("classes", "names"), own.classes.names
    for name in ("years", "children"):
        yield ("ages", name), getattr(own.ages, name)
    yield ("danger",), own.danger
    for place, forms in own.places.items():
        yield ("places", place), forms


def _repeated(own: Words) -> Iterator[tuple[Place, str]]:
    """Words that stand in their list already, written the same for the engine."""
    for place, forms in _lists(own):
        seen: dict[str, int] = {}
        for number, form in enumerate(forms):
            first = seen.setdefault(_key(form), number)
            if first != number:
                same = "" if form == forms[first] else f", as `{forms[first]}`"
                sentence = f"`{form}` stands in this list already{same}. Take one of them out."
                yield (*place, number), sentence


def _contrary(own: Words) -> Iterator[tuple[Place, str]]:
    """Words that name two levels, or both the first and a later year: then they name none."""
    for names in ([level.value for level in Level], _YEARS):
        meaning: dict[str, str] = {}
        for name in names:
            for number, form in enumerate(getattr(own.levels, name)):
                other = meaning.setdefault(_key(form), name)
                if other != name:
                    sentence = (
                        f"`{form}` stands under `{_yaml(other)}` too, so nobody knows which is "
                        "meant. Keep it under one of them."
                    )
                    yield ("levels", _yaml(name), number), sentence


def _known_places(catalogue: Catalogue) -> Iterator[tuple[str, Place, str]]:
    """Names of places that places.csv or place-names.yaml has already, with their language."""
    forms = [
        (code, name, number, form)
        for code, own in catalogue.words.items()
        for name, texts in own.places.items()
        for number, form in enumerate(texts)
    ]
    names = catalogue.places.names
    before = len(names) - len(forms)  # the catalogue puts those of the languages last
    known = {(_key(one.text), one.municipality.nis) for one in names[:before]}
    for (code, name, number, form), one in zip(forms, names[before:], strict=True):
        if (_key(form), one.municipality.nis) in known:
            sentence = f"`{form}` is known for {name} without this. Take it out."
            yield code, ("places", name, number), sentence
