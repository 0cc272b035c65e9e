"""How well questions are understood, measured on labelled ones (`ouderbot evaluate`)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from bot.catalogue import NONE, NOOD, ContentError, Finding, Level, Severity
from bot.catalogue.document import Part
from bot.understanding import Engine, Understanding

Half = Literal["tuning", "report"]
FIGURES = {
    "right": "right card at once",
    "reached": "right card at once or among the buttons",
    "wrong": "wrong card",
    "answered": "out of scope, answered with a card",
    "language": "language right",
    "place": "place right when one is named",
    "no place": "a place seen where none is",
    "level": "level right when one is said",
    "danger": "danger answered with its card",
    "no danger": "danger seen where there is none",
}
"""What is measured, each as a share of the questions that it can be measured on."""
BINS = 10


class Labelled(Part):
    """One line of a file of labelled questions; `intent` is `none` for what is not ours."""

    lang: str
    text: str
    intent: str
    place: str | None = None
    level: Level | None = None
    style: str = ""


@dataclass(frozen=True)
class Judged:
    """A labelled question and what the engine made of it."""

    question: Labelled
    meant: Understanding

    @property
    def ours(self) -> bool:
        """Whether an intent answers it."""
        return self.question.intent != NONE

    @property
    def outcome(self) -> str:
        """right, buttons (the right one among them), missed, turned away, wrong, kept out."""
        intent = self.question.intent
        if self.meant.intent is not None:
            return "right" if self.meant.intent == intent else "wrong"
        if not self.ours:
            return "kept out"
        if intent in dict(self.meant.candidates):
            return "buttons"
        return "missed" if self.meant.decision == "clarify" else "turned away"


def read(paths: Iterable[Path], half: Half | None = None) -> list[Labelled]:
    """The labelled questions of some files.

    Args:
        paths: JSON lines.
        half: `tuning` for the odd lines of each file (first, third …), on which weights are set;
            `report` for the even ones, on which they are judged.

    Raises:
        ContentError: a line is no labelled question.
    """
    found: list[Labelled] = []
    faults: list[Finding] = []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip() or half == ("tuning", "report")[number % 2]:
                continue
            try:
                found.append(Labelled.model_validate(json.loads(line)))
            except (ValueError, ValidationError) as error:
                reason = str(error).splitlines()[0].lower()
                sentence = f"this is no labelled question: {reason}. See tests/questions."
                faults.append(Finding(str(path), number, Severity.ERROR, sentence))
    if faults:
        raise ContentError(faults)
    return found


def judge(engine: Engine, questions: Iterable[Labelled], today: date) -> list[Judged]:
    """What the engine makes of each question, from the text alone."""
    return [Judged(one, engine.understand(one.text, today=today)) for one in questions]


def figures(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Each of FIGURES as (how many, of how many)."""

    def count(among: Iterable[Judged], holds: Callable[[Judged], bool]) -> tuple[int, int]:
        found = [holds(one) for one in among]
        return sum(found), len(found)

    ours = [one for one in judged if one.ours]
    placed = [one for one in judged if one.question.place]
    return {
        "right": count(ours, lambda one: one.outcome == "right"),
        "reached": count(ours, lambda one: one.outcome in {"right", "buttons"}),
        "wrong": count(ours, lambda one: one.outcome == "wrong"),
        "answered": count(
            (one for one in judged if not one.ours), lambda one: one.outcome == "wrong"
        ),
        "language": count(judged, lambda one: one.meant.language.code == one.question.lang),
        "place": count(placed, _right_place),
        "no place": count(
            (one for one in judged if not one.question.place),
            lambda one: one.meant.place is not None,
        ),
        "level": count(
            (one for one in judged if one.question.level),
            lambda one: one.meant.level == one.question.level,
        ),
        "danger": count(
            (one for one in judged if one.question.intent == NOOD),
            lambda one: one.meant.intent == NOOD,
        ),
        "no danger": count(
            (one for one in judged if one.question.intent != NOOD),
            lambda one: one.meant.intent == NOOD,
        ),
    }


def _right_place(one: Judged) -> bool:
    place = one.meant.place
    return place is not None and place.municipality.name == one.question.place


def grouped(
    judged: Iterable[Judged], key: Callable[[Judged], str]
) -> dict[str, dict[str, tuple[int, int]]]:
    """The figures of each group, by its name."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[key(one)].append(one)
    return {name: figures(groups[name]) for name in sorted(groups)}


def confusions(judged: Iterable[Judged]) -> list[tuple[str, str, int]]:
    """(asked, understood first, how often) where these differ, the most frequent first."""
    pairs = Counter(
        (one.question.intent, first)
        for one in judged
        if (first := one.meant.candidates[0][0] if one.meant.candidates else NONE)
        != one.question.intent
    )
    return [(asked, understood, number) for (asked, understood), number in pairs.most_common()]


def reliability(judged: Iterable[Judged]) -> list[tuple[float, float, int]]:
    """(mean probability of the first intent, share of times it was right, how many), in bins."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for one in judged:
        if one.meant.candidates:
            first, share = one.meant.candidates[0]
            bins[min(int(share * BINS), BINS - 1)].append((share, first == one.question.intent))
    return [
        (sum(p for p, _ in own) / len(own), sum(right for _, right in own) / len(own), len(own))
        for _, own in sorted(bins.items())
    ]


def report(judged: Sequence[Judged]) -> dict[str, Any]:
    """Everything that is measured, as plain data."""
    return {
        "questions": len(judged),
        "figures": figures(judged),
        "language": grouped(judged, lambda one: one.question.lang),
        "style": grouped(judged, lambda one: one.question.style or "-"),
        "intent": grouped(judged, lambda one: one.question.intent),
        "confusions": confusions(judged),
        "reliability": reliability(judged),
        "outcomes": {f"{one.question.lang} {one.question.text}": one.outcome for one in judged},
        "wrong": [
            {
                "lang": one.question.lang,
                "text": one.question.text,
                "intent": one.question.intent,
                "answered": one.meant.intent,
            }
            for one in judged
            if one.outcome == "wrong"
        ],
    }


def tables(found: dict[str, Any]) -> Iterator[str]:
    """A report as lines for the terminal."""
    yield f"{found['questions']} questions"
    for name, (number, total) in found["figures"].items():
        yield f"  {_percent(number, total):>7}  {FIGURES[name]} ({number} of {total})"
    columns = ("right", "reached", "wrong", "answered", "language", "place", "level")
    for group in ("language", "style", "intent"):
        yield ""
        yield f"{group:<24}" + "".join(f"{name:>10}" for name in ("in scope", *columns))
        for name, own in found[group].items():
            shares = "".join(f"{_percent(*own[column]):>10}" for column in columns)
            yield f"{name:<24}{own['right'][1]:>10}{shares}"
    yield ""
    yield "asked -> understood first"
    yield from (f"{n:>5}  {asked} -> {got}" for asked, got, n in found["confusions"][:25])
    yield ""
    yield "wrong answers"
    for one in found["wrong"]:
        yield f"  {one['lang']}  {one['intent']} -> {one['answered']}: {one['text']}"


def compared(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """What changed since another report, as lines."""
    yield "since the last run"
    for name, (number, total) in now["figures"].items():
        old_number, old_total = before["figures"].get(name, (0, 0))
        change = 100 * (number / max(total, 1) - old_number / max(old_total, 1))
        yield f"  {change:+6.1f}  {FIGURES[name]}"
    for text, outcome in now["outcomes"].items():
        old = before["outcomes"].get(text)
        if old is not None and old != outcome:
            yield f"  {old} -> {outcome}: {text}"


def _percent(number: int, total: int) -> str:
    return f"{100 * number / total:.1f} %" if total else "-"


def picture(bins: Sequence[tuple[float, float, int]]) -> str:
    """A reliability diagram as SVG: on the line, a probability means what it says."""
    side, edge = 400, 50
    total = sum(number for _, _, number in bins) or 1
    at = [(edge + p * side, edge + (1 - right) * side, n / total) for p, right, n in bins]
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 + 30 * share:.1f}" fill="#1f5aa6" '
        'fill-opacity="0.75"/>'
        for x, y, share in at
    )
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in at)
    marks = "".join(
        f'<text x="{edge + tenth / 10 * side}" y="{edge + side + 18}" text-anchor="middle">'
        f'{tenth / 10}</text><text x="{edge - 8}" y="{edge + (1 - tenth / 10) * side + 4}" '
        f'text-anchor="end">{tenth / 10}</text>'
        for tenth in range(0, 11, 2)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side + 2 * edge}" '
        f'height="{side + 2 * edge}" font-family="sans-serif" font-size="12">'
        '<rect width="100%" height="100%" fill="white"/>'
        f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#999"/>'
        f'<line x1="{edge}" y1="{edge + side}" x2="{edge + side}" y2="{edge}" stroke="#999" '
        f'stroke-dasharray="4"/><polyline points="{path}" fill="none" stroke="#1f5aa6"/>'
        f'{dots}{marks}<text x="{edge + side / 2}" y="{edge + side + 40}" text-anchor="middle">'
        "probability that the engine gives its first intent</text>"
        f'<text x="{edge}" y="{edge - 20}">how often that intent is right</text></svg>\n'
    )
