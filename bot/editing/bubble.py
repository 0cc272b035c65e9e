"""A message as a bubble on a phone: Telegram's HTML as lines of a web page.

Telegram adds to what it gets: it makes links of addresses, folds long quotes, and lets each line
run from the side that its first letter asks for. So does this, and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Literal

from markupsafe import Markup

_ADDRESS = re.compile(
    r"(?P<page>https?://[^\s<]*[^\s<.,;:!?)»])|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<command>(?<![\w/])/[a-z]{2,32}\b)"
)
"""What Telegram makes a link of by itself."""
_LINKS = {
    "page": '<a href="{0}" rel="noreferrer" target="_blank">{0}</a>',
    "mail": '<a href="mailto:{0}">{0}</a>',
    "command": "<u>{0}</u>",
}
_QUOTE = "blockquote"


@dataclass(frozen=True)
class Bubble:
    """One message, as Telegram gets it.

    Args:
        html: in Telegram's subset of HTML.
        length: characters, as Telegram counts them.
        buttons: labels, row by row.
    """

    html: str
    length: int
    buttons: Sequence[Sequence[str]] = ()

    @property
    def shown(self) -> Markup:
        """The same as HTML of a web page, a paragraph for each line."""
        return Markup(_Lines(self.html).page)  # noqa: S704  # because every text in it is escaped


def direction(line: str) -> Literal["ltr", "rtl"]:
    """From which side a line runs: as its first letter does that is in no isolate (UAX 9, P2)."""
    depth = 0
    for c in line:
        kind = unicodedata.bidirectional(c)
        if kind in {"LRI", "RLI", "FSI"}:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


class _Lines(HTMLParser):
    """Reads a message; `page` holds it in paragraphs, tags that run over a line's end in each."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = ""
        self._open: list[str] = []
        self._html, self._text = "", ""
        self.feed(html)
        self.close()
        self._end(kept=bool(self._text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == _QUOTE:
            self._end(kept=bool(self._text))
            self.page += '<blockquote class="folded">' if attrs else "<blockquote>"
            return
        self._open.append(tag)
        self._html += f"<{tag}>"

    def handle_endtag(self, tag: str) -> None:
        if tag == _QUOTE:
            self._end(kept=bool(self._text))
            self.page += "</blockquote>"
            return
        self._open.remove(tag)
        self._html += f"</{tag}>"

    def handle_data(self, data: str) -> None:
        first, *others = data.split("\n")
        self._add(first)
        for line in others:
            self._end(kept=bool(self._text) or not self.page.endswith("</blockquote>"))
            self._add(line)

    def _add(self, text: str) -> None:
        self._text += text
        self._html += _linked(text)

    def _end(self, *, kept: bool) -> None:
        """Ends a line; one that only separates a quote from the text is not kept."""
        if kept:
            closed = "".join(f"</{tag}>" for tag in reversed(self._open))
            side = direction(self._text)
            self.page += f'<p dir="{side}">{self._html}{closed}{"" if self._text else "<br>"}</p>'
        self._text, self._html = "", "".join(f"<{tag}>" for tag in self._open)


def _linked(text: str) -> str:
    """A text as HTML, with the links that Telegram makes."""
    parts, end = [], 0
    for match in _ADDRESS.finditer(text):
        address = escape(match[0])
        parts += [escape(text[end : match.start()]), _LINKS[match.lastgroup or ""].format(address)]
        end = match.end()
    return "".join([*parts, escape(text[end:])])
