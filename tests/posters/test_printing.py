"""What comes out of the printer can be scanned and read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.catalogue import Level, Municipality
from bot.posters import Format, PosterMaker, PrintingError, page, page_of_languages, print_pdf
from bot.posters import printing as printing_module
from tests.fakes.programs import needs
from tests.fakes.scanner import scanned, size

CHROMIUM = ("chromium", "chromium", "chromium-browser", "google-chrome")


@pytest.mark.parametrize(
    ("language", "form"),
    [
        ("ar", Format.A4), ("ti", Format.A5), ("ne", Format.BUSINESS_CARDS), ("zh", Format.A4),
        ("ru", Format.A5), ("ur", Format.BUSINESS_CARDS), ("hy", Format.A4), ("nl", Format.A5),
    ],
)  # fmt: skip
def test_a_printed_poster_opens_its_link(
    tmp_path: Path, maker: PosterMaker, gent: Municipality, language: str, form: Format
) -> None:
    """Each QR code, scanned from 300 dpi, is the link; the paper has its size."""
    needs(*CHROMIUM)
    poster = maker.poster(language, "aanmelden-wanneer", gent, Level.BASIS)
    path = tmp_path / "poster.pdf"
    print_pdf(page(poster, form).html, path)

    assert scanned(path) == [[poster.link] * (10 if form is Format.BUSINESS_CARDS else 1)]
    assert size(path) == ((148, 210) if form is Format.A5 else (210, 297))


@pytest.mark.parametrize("form", list(Format))
def test_every_language_on_one_sheet_can_be_scanned(
    tmp_path: Path, maker: PosterMaker, gent: Municipality, form: Format
) -> None:
    """24 codes on one sheet of A4 or A5, or as many business cards, ten to a sheet."""
    needs(*CHROMIUM)
    codes, _ = maker.languages("aanmelden-wanneer")
    posters = [maker.poster(code, "aanmelden-wanneer", gent, Level.BASIS) for code in codes]
    path = tmp_path / "all.pdf"
    print_pdf(page_of_languages(posters, form).html, path)
    pages = scanned(path)

    assert len(codes) >= 24
    assert sorted(link for found in pages for link in found) == sorted(one.link for one in posters)
    assert [len(found) for found in pages] == (
        [10, 10, len(codes) - 20] if form is Format.BUSINESS_CARDS else [len(codes)]
    )


@pytest.fixture
def browser_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program in Chromium's place."""

    def put(script: str) -> None:
        program = tmp_path / "chromium"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return put


def test_a_browser_that_does_not_print_is_said(
    tmp_path: Path, browser_that: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its last word, or that it took too long; no PDF is left behind."""
    browser_that("echo 'no display' >&2; exit 1")
    with pytest.raises(PrintingError, match="did not print: no display"):
        print_pdf("<p>x", tmp_path / "x.pdf")
    monkeypatch.setattr(printing_module, "SECONDS", 0.2)
    browser_that("sleep 5")
    with pytest.raises(PrintingError, match="did not print within"):
        print_pdf("<p>x", tmp_path / "x.pdf")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(PrintingError, match="no Chromium or Chrome"):
        print_pdf("<p>x", tmp_path / "x.pdf")

    assert not (tmp_path / "x.pdf").exists()
