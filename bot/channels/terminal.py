"""The conversation in a terminal, and replies as plain text or JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from bot.conversation import Action, Button, Card, Chat, Dialogue, Question, Reply, Twin
from bot.conversation.chat import command
from bot.settings import Settings

WIDTH = 78


def _wrapped(text: str, indent: str = "", bullet: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent + bullet,
        subsequent_indent=indent + " " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )


def card_text(card: Card) -> str:
    """A card as plain text."""
    parts = [card.title + "\n" + "=" * len(card.title)]
    if card.about:
        parts.append(" · ".join(card.about))
    for news in card.news:
        rows = [f"{news.title}:", *(_wrapped(line, "  ") for line in news.lines)]
        parts.append("\n".join([*rows, *([f"  {news.link.url}"] if news.link else [])]))
    parts.append("\n".join(_wrapped(line) for line in card.lines))
    for name, lines in (("steps", card.steps), ("help", card.help)):
        if lines:
            numbered = [
                _wrapped(line, "  ", f"{number}. " if name == "steps" else "- ")
                for number, line in enumerate(lines, 1)
            ]
            parts.append("\n".join([f"{card.headings[name]}:", *numbered]))
    if card.links:
        rows = [f"  - {link.title} ({link.languages})\n    {link.url}" for link in card.links]
        parts.append("\n".join([f"{card.headings['links']}:", *rows]))
    if card.terms:
        rows = [_wrapped(f"{term.term}: {term.meaning}", "  ", "- ") for term in card.terms]
        parts.append("\n".join([f"{card.headings['terms']}:", *rows]))
    if card.show:
        rows = [_wrapped(f"«{card.show}»", "  ")]
        if card.meaning:
            rows.append(_wrapped(card.meaning, "  "))
        parts.append("\n".join([f"{card.headings['show']}:", *rows]))
    return "\n\n".join(parts)


def _twin_text(twin: Twin[str]) -> str:
    return twin.shown if twin.dutch is None else f"{twin.shown}\n({twin.dutch})"


def reply_text(reply: Reply, *, dutch_first: bool = False) -> str:
    """A reply as plain text, its buttons numbered.

    Whether a question may be kept is not asked here, because nothing is.
    """
    parts = ["\n".join(reply.summary)] if reply.summary else []
    parts += [_twin_text(twin) for twin in reply.says]
    if reply.card:
        shown, dutch = card_text(reply.card.shown), None
        if reply.card.dutch:
            label = f"--- {reply.in_dutch} ---" if not dutch_first else "---"
            dutch = card_text(reply.card.dutch)
            pair = (dutch, label, shown) if dutch_first else (shown, label, dutch)
            shown = "\n\n".join(pair)
        parts.extend(filter(None, (reply.notice, shown)))
    if reply.asks:
        parts.append(_twin_text(reply.asks))
    if reply.invitation:
        parts.append(f"{_twin_text(reply.invitation.title)}\n/start {reply.invitation.action}")
    if reply.buttons:
        parts.append("\n".join(f"  [{n}] {b.label}" for n, b in enumerate(reply.buttons, 1)))
    return "\n\n".join(parts)


def _card_json(card: Card) -> dict[str, Any]:
    told = (line for news in card.news for line in news.lines)
    lines: Iterable[str] = (*told, *card.statements())
    return {
        "language": card.language,
        "title": card.title,
        "lines": list(lines),
        "links": [{"url": link.url, "title": link.title} for link in card.links],
    }


def reply_json(reply: Reply) -> dict[str, Any]:
    """A reply as `ask --format json` prints it, the shown card first and its Dutch beside it."""
    cards = [card for card in (reply.card.shown, reply.card.dutch) if card] if reply.card else []
    return {
        "language": reply.language,
        "decision": reply.decision,
        "intent": reply.intent,
        "cards": [_card_json(card) for card in cards],
        "buttons": [{"label": one.label, "action": str(one.action)} for one in reply.buttons],
    }


def _question(line: str, buttons: Sequence[Button]) -> Question:
    """What a typed line means: a button's number, a command or a question."""
    if line.isascii() and line.isdecimal() and 1 <= int(line) <= len(buttons):
        return Question(action=buttons[int(line) - 1].action)
    link = line.removeprefix("/start ")
    if link != line and (action := Action.parse(link.strip())):
        return Question(action=action)
    return Question(text=line, screen=command(line))


def converse(dialogue: Dialogue, settings: Settings, source: TextIO, screen: TextIO) -> None:
    """A conversation until the input ends; nothing of it is kept."""
    dutch_first = settings.card_order == "dutch-first"
    answer = dialogue.respond(Question(screen="start"), None, settings.day())
    chat: Chat | None = answer.chat
    while True:
        screen.write(f"\n{reply_text(answer.reply, dutch_first=dutch_first)}\n\n> ")
        screen.flush()
        line = source.readline()
        if not line:
            screen.write("\n")
            return
        if line.strip():
            question = _question(line.strip(), answer.reply.buttons)
            answer = dialogue.respond(question, chat, settings.day())
            chat = answer.chat
