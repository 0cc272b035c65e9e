"""Replies as Telegram messages: HTML escaped in one place, Telegram's limits kept.

Limits (Bot API): 4,096 characters of text after the tags are read, counted in UTF-16 code units;
64 bytes of callback data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    SwitchInlineQueryChosenChat,
)

from bot.conversation import Button, Card, Reply, Tool, Twin
from bot.conversation.reply import Consent, ShownLink, rows

LONGEST = 4096
_ROOM = 3900
"""Where a message is split, so that a last line always fits."""
COPIED = 256
"""Characters that a button can copy."""


@dataclass(frozen=True)
class File:
    """A file with its name."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Outgoing:
    """One message: its HTML, below the last one the buttons, and a picture (PNG) or a file."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    picture: bytes | None = None
    file: File | None = None


def length(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def _card_blocks(card: Card) -> Iterator[str]:
    """The blocks of a card as HTML; a blank line stands between two of them."""
    title = _bold(card.title)
    yield f"{title}\n{escape(' · '.join(card.about))}" if card.about else title
    for news in card.news:
        yield "\n".join((_bold(news.title), *map(escape, news.lines), *_link(news.link)))
    if card.lines:
        yield "\n".join(map(escape, card.lines))
    if card.steps:
        steps = (f"{number}. {escape(line)}" for number, line in enumerate(card.steps, 1))
        yield "\n".join((_bold(card.headings["steps"]), *steps))
    if card.help:
        yield "\n".join((_bold(card.headings["help"]), *map(escape, card.help)))
    if card.links:
        links = (line for one in card.links for line in _link(one))
        yield "\n".join((_bold(card.headings["links"]), *links))
    if card.terms:
        between = "\n" if card.direction == "rtl" else ": "
        terms = (f"<i>{escape(one.term)}</i>{between}{escape(one.meaning)}" for one in card.terms)
        yield "\n".join((_bold(card.headings["terms"]), *terms))
    if card.show:
        parts = [_bold(card.headings["show"]), f"«{escape(card.show)}»"]
        yield "\n".join([*parts, *([escape(card.meaning)] if card.meaning else [])])


def _link(link: ShownLink | None) -> Iterator[str]:
    """What is found there, and the address."""
    if link:
        yield escape(f"{link.title} ({link.languages})")
        yield escape(link.url)


def card_html(card: Card) -> str:
    """A card as HTML."""
    return "\n\n".join(_card_blocks(card))


def _quoted(html: str) -> str:
    return f"<blockquote expandable>{html}</blockquote>"


def _said(twin: Twin[str]) -> str:
    if twin.dutch is None:
        return escape(twin.shown)
    return f"{escape(twin.shown)}\n<i>{escape(twin.dutch)}</i>"


def _pieces(reply: Reply, *, dutch_first: bool) -> Iterator[str]:
    """The parts of a reply that may stand in messages of their own."""
    yield from map(_said, reply.says)
    if reply.card:
        shown, dutch = reply.card.shown, reply.card.dutch
        notice = f"<i>{escape(reply.notice)}</i>" if reply.notice else None
        if dutch is None:
            yield from filter(None, (notice, card_html(shown)))
        elif dutch_first:
            yield card_html(dutch)
            yield "\n\n".join(filter(None, (notice, card_html(shown))))
        else:
            yield "\n\n".join(filter(None, (card_html(shown), notice)))
            yield _quoted(f"{_bold(reply.in_dutch or 'nl')}\n\n{card_html(dutch)}")
    if reply.asks:
        yield _said(reply.asks)


def _tool(tool: Tool) -> InlineKeyboardButton | None:
    """What can be done with a card, as a button; None for a sentence too long to copy."""
    if tool.kind == "share":
        chosen = SwitchInlineQueryChosenChat(
            str(tool.action),
            allow_user_chats=True,
            allow_group_chats=True,
            allow_channel_chats=True,
        )
        return InlineKeyboardButton(tool.label, switch_inline_query_chosen_chat=chosen)
    if tool.copied is not None:
        fits = length(tool.copied) <= COPIED
        copied = CopyTextButton(tool.copied)
        return InlineKeyboardButton(tool.label, copy_text=copied) if fits else None
    return InlineKeyboardButton(tool.label, callback_data=str(tool.action))


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """What can be done with the card, then the buttons in their rows; None when there are none."""
    tools = [button for button in map(_tool, reply.tools) if button]
    lines = [*filter(None, (tools[:2], tools[2:])), *_pressed(reply.buttons)]
    return InlineKeyboardMarkup(lines) if lines else None


def _pressed(buttons: Sequence[Button]) -> list[list[InlineKeyboardButton]]:
    return [
        [InlineKeyboardButton(one.label, callback_data=str(one.action)) for one in row]
        for row in rows(buttons)
    ]


def _consent(consent: Consent) -> Outgoing:
    """A message of its own; the text is its one quotation, where question.py finds it again."""
    quoted = f"<blockquote>{escape(consent.text)}</blockquote>"
    return Outgoing(
        "\n\n".join((_said(consent.asks), quoted, _said(consent.note))),
        InlineKeyboardMarkup(_pressed(consent.buttons)),
    )


def messages(reply: Reply, *, dutch_first: bool = False) -> list[Outgoing]:
    """A reply as one message, or as few as it fits in; the buttons stand below the last.

    Whether a question may be kept is asked in a message of its own, after these.
    """
    apart = [_joined(reply.summary)] if reply.summary else []
    texts: list[str] = []
    for piece in _pieces(reply, dutch_first=dutch_first):
        if texts and length(texts[-1]) + length(piece) + 2 <= _ROOM:
            texts[-1] += f"\n\n{piece}"
        else:
            texts.append(piece)
    texts = [*apart, *texts]
    if not texts:
        return []
    below = None if reply.invitation else keyboard(reply)  # whose picture carries them
    asks = [_consent(reply.consent)] if reply.consent else []
    return [*map(Outgoing, texts[:-1]), Outgoing(texts[-1], below), *asks]


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(map(escape, lines))


def passed_on(reply: Reply, label: str, link: str) -> str:
    """A reply as one message that needs no buttons: a link to the bot stands in it.

    Where two languages do not fit into one message, the Dutch is left to the link.
    """
    way = f"{escape(label)}\n{escape(link)}"
    pieces = [*_pieces(reply, dutch_first=False), way]
    if sum(length(piece) + 2 for piece in pieces) > LONGEST:
        pieces = [piece for piece in pieces if not piece.startswith("<blockquote")]
    return "\n\n".join(pieces)
