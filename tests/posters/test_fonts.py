"""No poster is printed with empty boxes for letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.posters import PosterMaker, without_font
from tests.fakes.fonts import needs_font


def test_letters_that_no_font_has_are_noticed(
    tmp_path: Path, maker: PosterMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All languages have a font here; where there is none at all, each is named."""
    needs_font("fonts-noto-core", "Noto Sans Ethiopic")
    needs_font("fonts-noto-cjk", "Noto Sans CJK SC")
    posters = [maker.poster(code) for code in maker.languages()[0]]
    assert without_font(posters) == []
    none = tmp_path / "fonts.conf"
    none.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(none))
    assert without_font(posters) == posters


def test_where_nobody_knows_the_fonts_nothing_is_held_back(
    maker: PosterMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows and macOS have no fontconfig, but do have fonts."""
    monkeypatch.setenv("PATH", "/nowhere")
    assert without_font([maker.poster("ti")]) == []
