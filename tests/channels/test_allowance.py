"""A burst is fine, a flood is told once and then left alone, and a pause is enough."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import allowance as allowance_module
from bot.channels.allowance import Allowance, Limit, Verdict

MINUTE = Limit(20, 60)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def allowance(clock: Clock) -> Allowance:
    return Allowance(MINUTE, clock)


def _flood(allowance: Allowance, clock: Clock, messages: int, apart: float) -> list[Verdict]:
    found = []
    for _ in range(messages):
        found.append(allowance.take("chat"))
        clock.now += apart
    return found


def test_a_burst_is_answered_whole(allowance: Allowance, clock: Clock) -> None:
    """Twenty messages at once, and more spread over the minute."""
    assert set(_flood(allowance, clock, 20, 0)) == {"answer"}
    clock.now += 60
    assert set(_flood(allowance, clock, 30, 2)) == {"answer"}


def test_a_flood_is_told_once_and_then_ignored(allowance: Allowance, clock: Clock) -> None:
    """Whoever sends one a second, for an hour, hears of it once and is answered no more."""
    found = _flood(allowance, clock, 3600, 1)

    assert found.count("tell") == 1
    assert found.count("answer") < 40
    assert set(found[found.index("tell") + 1 :]) == {"ignore"}


def test_a_short_pause_is_enough(allowance: Allowance, clock: Clock) -> None:
    """Who does as told is answered within seconds, and not told again at the next slip."""
    _flood(allowance, clock, 21, 0)
    clock.now += 3
    assert _flood(allowance, clock, 2, 0) == ["answer", "ignore"]


def test_after_half_a_minute_it_is_spoken_of_again(allowance: Allowance, clock: Clock) -> None:
    """A new flood is a new reason."""
    _flood(allowance, clock, 25, 0)
    clock.now += 31

    assert _flood(allowance, clock, 12, 0).count("tell") == 1


def test_what_fails_and_comes_again_counts_once(allowance: Allowance) -> None:
    """While Telegram is away every try is the same message."""
    for _ in range(50):
        with pytest.raises(OSError), allowance.asking("chat"):  # noqa: PT011  # because the kind is all that matters
            raise OSError
    with allowance.asking("chat") as verdict:
        assert verdict == "answer"


def test_a_notice_that_failed_is_given_again(allowance: Allowance, clock: Clock) -> None:
    """Nobody is left in silence without having heard why."""
    _flood(allowance, clock, 20, 0)
    verdicts = []
    with contextlib.suppress(OSError), allowance.asking("chat") as verdict:
        verdicts.append(verdict)
        raise OSError

    assert [*verdicts, allowance.take("chat")] == ["tell", "tell"]


def test_one_chat_takes_nothing_from_another(allowance: Allowance, clock: Clock) -> None:
    """Each has its own."""
    _flood(allowance, clock, 100, 0)

    assert allowance.take("another") == "answer"


def test_what_is_full_again_is_forgotten(allowance: Allowance, clock: Clock) -> None:
    """No list of who wrote stays behind, not even in memory."""
    for chat in range(50):
        allowance.take(chat)
    clock.now += 61
    allowance.take("last")

    assert len(allowance) == 1


def test_it_has_an_end(allowance: Allowance, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made-up addresses do not fill the memory."""
    monkeypatch.setattr(allowance_module, "MOST", 10)
    for chat in range(100):
        allowance.take(chat)

    assert len(allowance) == 10


@given(st.lists(st.floats(0, 30), max_size=200))
def test_never_more_than_promised(pauses: list[float]) -> None:
    """In any stretch of time: the burst, and what comes back meanwhile."""
    clock = Clock()
    allowance = Allowance(MINUTE, clock)
    answered = 0
    for pause in pauses:
        clock.now += pause
        answered += allowance.take("chat") == "answer"

    assert answered <= 20 + clock.now / 3 + 1e-6
    assert 1 <= allowance.wait("chat") <= 3
