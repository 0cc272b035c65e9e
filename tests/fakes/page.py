"""A Markdown page of the project, taken apart by a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable("table")


@dataclass
class Section:
    """A heading and what stands below it, up to the next one.

    Args:
        depth: 1 for the title of the page.
        blocks: its blocks of code.
        inline: its code inside sentences.
        targets: what its links and pictures lead to.
        table: the rows of its tables, as what stands in their first column; the head is one too.
    """

    heading: str
    depth: int
    blocks: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    table: list[str] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The heading as GitHub and GitLab make a link of it."""
        return re.sub(r"[^\w\- ]", "", self.heading.lower()).replace(" ", "-")

    @property
    def lines(self) -> list[str]:
        """The lines of its blocks of code."""
        return [line for block in self.blocks for line in block.splitlines()]


class Page:
    """A page by its sections; what stands before the title belongs to a section without one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text("utf-8")
        self.sections = list(_sections(_PARSER.parse(self.text)))

    @property
    def code(self) -> list[str]:
        """Every line of code, in blocks and inside sentences."""
        return [line for one in self.sections for line in (*one.lines, *one.inline)]

    def tables(self, head: str) -> list[str]:
        """The first column of the tables whose first column is called so, without its head."""
        return [
            cell
            for section in self.sections
            if section.table[:1] == [head]
            for cell in section.table[1:]
        ]


def _sections(tokens: list[Token]) -> Iterator[Section]:
    section, cells = Section("", 0), 0
    for before, token in zip([tokens[0], *tokens], tokens, strict=False):
        match token.type:
            case "inline" if before.type == "heading_open":
                yield section
                section = Section(token.content, int(before.tag[1:]))
            case "fence" | "code_block":
                section.blocks.append(token.content)
            case "tr_open":
                cells = 0
            case "th_open" | "td_open":
                cells += 1
            case "inline" if before.type in {"th_open", "td_open"} and cells == 1:
                section.table.append(token.content)
        for child in token.children or ():
            if child.type == "code_inline":
                section.inline.append(child.content)
            elif child.type in {"link_open", "image"}:
                section.targets.append(str(child.attrs.get("href") or child.attrs.get("src")))
            elif child.type == "html_inline":
                section.targets.extend(re.findall(r'(?:src|href)="([^"]+)"', child.content))
        if token.type == "html_block":
            section.targets.extend(re.findall(r'(?:src|href)="([^"]+)"', token.content))
    yield section
