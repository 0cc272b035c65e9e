"""Phrases that stand twice: the engine cannot tell two intents by the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.catalogue import Finding
from bot.editing.placed_phrase import PlacedPhrase
from bot.editing.survey import Survey
from bot.understanding.normalise import clean


def phrases_twice(survey: Survey) -> Iterator[Finding]:
    """Errors for phrases of two intents, in any languages; warnings for those of one, repeated."""
    alike: dict[str, list[PlacedPhrase]] = defaultdict(list)
    for phrase in survey.phrases:
        alike[clean(phrase.text)].append(phrase)
    for own in alike.values():
        for number, phrase in enumerate(own if len(own) > 1 else ()):
            if not survey.covers(phrase.path):
                continue
            other = next((one for one in own if one.intent != phrase.intent), None)
            if other:
                yield survey.error(
                    phrase.path,
                    phrase.place,
                    f"`{phrase.text}` stands for {phrase.owner} here and for {other.owner} at "
                    f"{survey.at(other.path, other.place)}. Keep it in one of them.",
                )
            elif any(one.language == phrase.language for one in own[:number]):
                first = next(one for one in own if one.language == phrase.language)
                yield survey.warning(
                    phrase.path,
                    phrase.place,
                    f"`{phrase.text}` stands twice for {phrase.owner}, first at "
                    f"{survey.at(first.path, first.place)}. Take one of them out.",
                )
