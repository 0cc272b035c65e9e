"""The one mark-up that is sent is the bot's own; what others write is letters in it."""

from __future__ import annotations

import re

from bot.catalogue import Catalogue
from bot.channels.telegram.render import messages
from bot.conversation import Chat, Controller, Dialogue, Question
from bot.translation import Translations
from bot.understanding import Engine
from tests.fakes.bench import Bench
from tests.fakes.parent import TODAY

EVIL = '<b onclick=alert(1)>LOP</b> & "co" *_[x](http://evil.example)'
OWN = {"b", "i", "blockquote", "blockquote expandable"}
"""The tags of the bot itself, without an attribute that could carry an address."""


def tags(html: str) -> set[str]:
    """What Telegram would take for tags."""
    return set(re.findall(r"<(?!/)([^>]*)>", html))


def test_the_name_of_the_operator_is_text(
    catalogue: Catalogue, translations: Translations, engine: Engine
) -> None:
    """In every language, whatever they call themselves."""
    named = Dialogue(catalogue, translations, engine, Controller(EVIL, EVIL))
    for language in catalogue.languages:
        answer = named.respond(Question(screen="privacy"), Chat(language), TODAY)
        for one in messages(answer.reply):
            assert tags(one.html) <= OWN, language


async def test_markdown_and_html_of_a_parent_reach_telegram_as_letters(bench: Bench) -> None:
    """Typed, forwarded, in a name: no link, no bold, no mention that the bot did not make."""
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": EVIL}
    for text in (EVIL, "[lop](tg://user?id=1) __x__", "</blockquote><a href='http://x'>lop</a>"):
        await bench.says(text)
        await bench.says(text, forward_origin=origin)
        await bench.says(f"welke film {text}")
    for sent in bench.request.sent():
        assert sent.get("parse_mode", "HTML") == "HTML"
        assert tags(sent["text"]) <= OWN
        assert "evil.example" not in re.sub(r"<blockquote>.*?</blockquote>", "", sent["text"])
