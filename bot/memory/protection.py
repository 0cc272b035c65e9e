"""No number below five is shown, and nothing that tells one.

Every number is rounded down to a multiple of five, so that 0 stands for "< 5". Rounding alone is
not enough: tables that count the same questions have equal sums, and sums can tell a small number
(of four rows below five that are 15 together, none is 2). So it is worked out what a reader could
tell from all that is shown together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

STEP = 5
"""Numbers below this are never shown; others as multiples of it."""

Key = tuple[str, ...]
"""The name of a number."""
Sums = tuple[Collection[Key], Collection[Key]]
"""Two groups of numbers of which everybody knows that they have the same sum."""


def rounded(number: int) -> int:
    """A number as it may be shown; 0 is anything below five."""
    return number // STEP * STEP


def tells_a_small_number(numbers: Mapping[Key, int], equal: Iterable[Sums]) -> bool:
    """Whether the rounded numbers and their equal sums tell more of a number than "below five".

    It is told when it cannot be each of 0, 1, 2, 3 and 4. What each number is at least and at most
    follows from the sums, and is narrowed until nothing changes any more.
    """
    least = {key: rounded(number) for key, number in numbers.items()}
    most = {key: low + STEP - 1 for key, low in least.items()}
    sides = [pair for one, other in equal for pair in ((one, other), (other, one))]
    changed = True
    while changed:
        changed = False
        for side, other in sides:
            least_sum, most_sum = sum(least[key] for key in other), sum(most[key] for key in other)
            least_own, most_own = sum(least[key] for key in side), sum(most[key] for key in side)
            for key in side:
                low = max(least[key], least_sum - (most_own - most[key]))
                high = min(most[key], most_sum - (least_own - least[key]))
                changed = changed or (low, high) != (least[key], most[key])
                least_own += low - least[key]
                most_own += high - most[key]
                least[key], most[key] = low, high
    return any(
        least[key] > 0 or most[key] < STEP - 1 for key, number in numbers.items() if number < STEP
    )
