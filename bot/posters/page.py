"""Posters as one HTML file that holds all it needs, and prints well by itself."""

from __future__ import annotations

import base64
import hashlib
import math
import mimetypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import segno
from markupsafe import Markup

from bot.pages import templates
from bot.posters.lettering import Space, lettering
from bot.posters.poster import Poster

HOME = Path(__file__).parent / "templates"
CARDS = 10
"""Business cards (85 x 55 mm) on a sheet of A4: two columns of five."""
ONE_LINE = 34
"""So many letters of Dutch stand on one line below the question."""
COLUMNS, ROWS = 3, 10
"""Languages beside and at most below each other on one sheet."""
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_SPACE_BEFORE = re.compile(r" (?=[?!:;»])")
_ENVIRONMENT = templates(HOME)


class Format(StrEnum):
    """What comes out of the printer."""

    A4 = "a4"
    A5 = "a5"
    BUSINESS_CARDS = "business-cards"

    @property
    def scale(self) -> float:
        """Its length beside A4's."""
        return 210 / 297 if self is Format.A5 else 1.0


@dataclass(frozen=True)
class Page:
    """A whole page.

    Args:
        html: the file.
        style: the only style sheet in it.
    """

    html: str
    style: str

    @property
    def style_source(self) -> str:
        """What a Content-Security-Policy names to allow this style sheet and no other."""
        digest = hashlib.sha256(self.style.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"


def page(poster: Poster, form: Format) -> Page:
    """One poster to a sheet, or ten times the same business card."""
    if form is Format.BUSINESS_CARDS:
        return _cards([poster] * CARDS)
    height = 70 if len(poster.question.dutch or "") <= ONE_LINE else 62
    size = _rule(poster, Space(166, height, 30), form)
    return _page("poster.html", form, [size], poster=poster)


def page_of_languages(posters: Sequence[Poster], form: Format) -> Page:
    """The same question in many languages, Dutch first: one sheet, or a business card for each."""
    if form is Format.BUSINESS_CARDS:
        return _cards(posters)
    sheets = _sheets(posters, COLUMNS * ROWS)
    height = min(231 / math.ceil(len(sheets[0]) / COLUMNS), 60)
    code = min(height - 3, 27)
    space = Space(57 - code, height - 11, 5.4)
    sizes = [_rule(one, space, form) for one in posters]
    sizes.append(f".language .code {{ width: {code * form.scale:.2f}mm; }}")
    notes = [one.note.dutch for one in posters if one.note and one.language.status == "machine"]
    return _page("languages.html", form, sizes, sheets=sheets, first=posters[0], notes=notes[:1])


def _cards(posters: Sequence[Poster]) -> Page:
    form = Format.BUSINESS_CARDS
    sizes = dict.fromkeys(_rule(one, Space(38, 17, 6.2), form) for one in posters)
    return _page("cards.html", form, sizes, sheets=_sheets(posters, CARDS))


def _sheets(posters: Sequence[Poster], most: int) -> list[Sequence[Poster]]:
    return [posters[start : start + most] for start in range(0, len(posters), most)]


def _rule(poster: Poster, space: Space, form: Format) -> str:
    """The style of a question whose letters are as large as a space (mm of A4) allows."""
    code = poster.language.code
    found = lettering(unbroken(poster.question.shown), code, space)
    size = f"font-size: {found.size * form.scale:.2f}mm; line-height: {found.line};"
    words = " word-break: keep-all;" if found.whole else ""
    return f".in-{code} .question {{ {size}{words} }}"


def _page(template: str, form: Format, sizes: Iterable[str], **values: object) -> Page:
    paper = "A5" if form is Format.A5 else "A4"
    style = "\n".join(
        (
            (HOME / "poster.css").read_text("utf-8"),
            f"@page {{ size: {paper} portrait; margin: 0; }}",
            *sizes,
        )
    )
    html = _ENVIRONMENT.get_template(template).render(
        form=form.value,
        style=style,
        code=code_picture,
        picture=picture,
        unbroken=unbroken,
        **values,
    )
    return Page(html, style)


def unbroken(text: str) -> str:
    """A text in which no line ends at a hyphen, and none begins with a question mark."""
    return _SPACE_BEFORE.sub("\u00a0", _HYPHEN.sub("\u2011", text))


def code_picture(link: str) -> Markup:
    """The QR code of a link as SVG, with the four modules of white around it that readers need."""
    code = segno.make(link, error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, border=4))  # noqa: S704  # because segno draws it


def picture(path: Path) -> str:
    """A picture file as an address that holds all of it."""
    kind = mimetypes.guess_type(path.name)[0] or "image/png"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
