"""No number below five can be told from what is shown."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.memory.protection import STEP, Key, Sums, rounded, tells_a_small_number

ROWS, COLUMNS = ("a", "b", "c"), ("x", "y")


def possible(numbers: dict[Key, int], equal: list[Sums], key: Key) -> set[int]:
    """Every value that a number can have for a reader of the rounded ones, by trying all."""
    names = list(numbers)
    spans = [range(rounded(n), rounded(n) + STEP) for n in numbers.values()]
    found = set()
    for values in product(*spans):
        guess = dict(zip(names, values, strict=True))
        if all(sum(guess[k] for k in one) == sum(guess[k] for k in other) for one, other in equal):
            found.add(guess[key])
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 11), min_size=3, max_size=3),
    st.integers(0, 2),
)
def test_what_it_says_is_what_a_reader_can_tell(rows: list[int], split: int) -> None:
    """Against every possibility, for two tables that count the same."""
    total = sum(rows)
    columns = [min(total, rows[split]), total - min(total, rows[split])]
    numbers: dict[Key, int] = dict(zip([(one,) for one in (*ROWS, *COLUMNS)], [*rows, *columns],
                                       strict=True))  # fmt: skip
    equal: list[Sums] = [([(one,) for one in ROWS], [(one,) for one in COLUMNS])]
    told = any(
        possible(numbers, equal, key) != set(range(STEP))
        for key, number in numbers.items()
        if number < STEP
    )

    assert tells_a_small_number(numbers, equal) == told


@pytest.mark.parametrize(
    ("parts", "total", "tells"),
    [
        ((7, 3), 10, True),
        ((7, 3, 0), 10, False),
        ((5, 4), 9, False),
        ((4, 4, 4, 4), 16, True),
        ((4, 4, 4, 4, 0), 16, False),
        ((4, 4, 4, 0, 0, 0), 12, False),
        ((14, 9, 4, 4), 31, True),
    ],
)
def test_a_total_beside_its_parts(parts: tuple[int, ...], total: int, tells: bool) -> None:  # noqa: FBT001  # because pytest names it
    """What a subtraction would tell without rounding, and what even rounded sums tell."""
    names = [(str(number),) for number in range(len(parts))]
    numbers: dict[Key, int] = {("total",): total, **dict(zip(names, parts, strict=True))}

    assert tells_a_small_number(numbers, [([("total",)], names)]) is tells


def test_numbers_without_sums_tell_nothing() -> None:
    """Each is known as far as it is rounded."""
    assert not tells_a_small_number({("a",): 3, ("b",): 17}, [])
    assert [rounded(number) for number in (0, 4, 5, 9, 10, 123)] == [0, 0, 5, 5, 10, 120]
