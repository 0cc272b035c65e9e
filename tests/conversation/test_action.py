"""Buttons and deep links carry what they need, and trust nothing."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Catalogue, Level
from bot.conversation import Action


def test_every_action_fits_telegram(catalogue: Catalogue) -> None:
    """64 characters of A-Z, a-z, 0-9, _ and - for every intent, place, level and language."""
    for intent in catalogue.intents:
        for level in Level:
            action = Action("ask", intent, "11002", level, "first", "tr")
            assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(action))
            assert Action.parse(str(action)) == action


@given(st.text(max_size=80))
def test_made_up_actions_do_no_harm(text: str) -> None:
    """What comes from outside is an action or nothing."""
    action = Action.parse(text)

    assert action is None or Action.parse(str(action)) == action
