"""Data as it comes from outside: any, or nearly right."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""The fixtures hold nothing that an example could spoil for the next."""
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)
"""Text with half characters too, which JSON can carry and UTF-8 cannot."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANYTHING,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANYTHING, inner, max_size=4),
    max_leaves=12,
)
LINKS = st.from_regex(r"\A[a-z](_[a-z0-9-]{0,41}){0,5}\Z") | ANYTHING
"""What buttons and links carry, nearly or not at all."""
