"""Announcements that tests make, beside those of the catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.catalogue import Announcement, Catalogue

FIRST, LAST = date(2026, 11, 20), date(2026, 12, 20)
DUTCH = "De website werkt niet op zaterdag 5 december 2026."
TURKISH = "İnternet sitesi 5 Aralık 2026 Cumartesi günü çalışmıyor."


def announcement(**other: Any) -> Announcement:  # noqa: ANN401  # because it is YAML
    """News for kleuter and lager in Gent, in Dutch and Turkish."""
    values = {
        "area": "Gent",
        "level": "basis",
        "from": FIRST,
        "until": LAST,
        "text": DUTCH,
        "link": {"title": "Aanmelden in Gent", "url": "https://meldjeaanbasis.stad.gent"},
        "translations": {"tr": TURKISH},
        "source": "https://meldjeaanbasis.stad.gent",
        "checked": "2026-11-20",
        "confidence": "high",
    }
    return Announcement.model_validate({**values, **other})


def with_news(catalogue: Catalogue, **announcements: Announcement) -> Catalogue:
    """The catalogue with some announcements alone."""
    return replace(catalogue, announcements=announcements)
