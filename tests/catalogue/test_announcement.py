"""Announcements: what an editor may write, and for whom and when it holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, Level, Reading
from tests.fakes.news import FIRST, LAST, announcement, with_news

WHOLE = """\
area: [Gent]
from: 2026-11-20
until: 2026-12-20
text:
  - De website werkt niet.
  - Kom morgen terug.
translations:
  fr:
    - Le site ne marche pas.
    - Revenez demain.
source: https://www.gent.be
checked: 2026-11-20
confidence: high
"""


def read(content: Path, text: str, name: str = "gent-site") -> Reading:
    folder = content / "intents" / "announcements"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Reading(content)


def test_what_is_written_is_read(content: Path) -> None:
    """By the name of its file; the folder holds no intents."""
    reading = read(content, WHOLE)
    assert not reading.findings
    assert reading.catalogue is not None
    assert reading.catalogue.announcements["gent-site"].translations["fr"][1] == "Revenez demain."
    assert "gent-site" not in reading.catalogue.intents


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("[Gent]", "[Gnet]", 1, "`Gnet` is no municipality. Did you mean `Gent`?"),
        ("2026-12-20", "2026-10-20", 1, "ends (2026-10-20) before it begins (2026-11-20)"),
        ("    - Revenez demain.\n", "", 8, "1 lines, where the Dutch has 2"),
        ("  fr:", "  nl:", 8, "the Dutch stands under `text`"),
        ("  fr:", "  xx:", 8, "`xx` is no language"),
        ("checked: 2026-11-20\n", "", 1, "the key `checked` is missing"),
        ("text:", "txt:", 4, "unknown key `txt`. Did you mean `text`?"),
        ("  - Kom morgen terug.\n", "  - a\n" * 4, 4, "`text` may have 4 at most"),
    ],
)
def test_a_mistake_is_named_at_its_line(
    content: Path, old: str, new: str, line: int, says: str
) -> None:
    """With the remedy; the content is not used then."""
    reading = read(content, WHOLE.replace(old, new, 1))
    found = [one for one in reading.errors if says in one.message]
    assert [(one.path, one.line) for one in found] == [
        ("intents/announcements/gent-site.yaml", line)
    ]


def test_the_name_of_the_file_can_be_remembered(content: Path) -> None:
    """It is stored for who got it, so it is short and plain."""
    [error] = read(content, WHOLE, "Gent site!").errors
    assert "`Gent site!` is no name for an announcement" in error.message


def test_a_draft_is_shown_to_nobody(content: Path) -> None:
    """Whatever is left to fill in."""
    reading = read(content, WHOLE.replace("[Gent]", "[INVULLEN de gemeente]"))
    assert not reading.errors
    assert reading.catalogue is not None
    assert not reading.catalogue.announcements


def test_when_it_holds() -> None:
    """From its first to its last day, both included; never when nobody is sure of it."""
    news = announcement()
    day = timedelta(days=1)
    assert [news.holds(one) for one in (FIRST - day, FIRST, LAST, LAST + day)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert not announcement(confidence="low").holds(FIRST)


def test_whom_it_is_for(catalogue: Catalogue) -> None:
    """Its towns or regions, and its level; news of one level is for nobody without one."""
    gent, elsene = (catalogue.places.by_name[name] for name in ("Gent", "Elsene"))
    levels = (None, Level.KLEUTER, Level.BASIS, Level.SECUNDAIR)
    basis = announcement()
    assert [basis.reaches(gent, level) for level in levels] == [False, True, True, False]
    assert not basis.reaches(elsene, Level.BASIS)
    for region, town in (("Vlaanderen", gent), ("Brussels Gewest", elsene)):
        everybody = announcement(area=[region], level=None)
        assert [everybody.reaches(one, None) for one in (gent, elsene)] == [
            one is town for one in (gent, elsene)
        ]


def test_a_catalogue_tells_the_news_of_a_town(catalogue: Catalogue) -> None:
    """What holds on a day, and of that what is for the town."""
    known = with_news(
        catalogue, gent=announcement(), later=announcement(**{"from": LAST}),
        aalst=announcement(area="Aalst"),
    )  # fmt: skip
    gent = catalogue.places.by_name["Gent"]
    assert list(known.news(FIRST, gent, Level.BASIS)) == [known.announcements["gent"]]
