"""Cards into any chat: `@bot aanmelden gent tr`, and the share button below a card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.channels.telegram.render import passed_on
from bot.conversation import Action, Asked, Offer
from bot.memory import Count

CACHED = 60
"""Seconds that Telegram may show the same results to the same person; dates change at midnight."""
START = str(Action("start"))
THUMBNAIL = "/static/card.png"


def asked_of(counts: Mapping[Count, int]) -> Asked:
    """What was asked most, from the counts of some days."""
    intents: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for count, number in counts.items():
        if count.intent:
            intents[count.intent] += number
        languages[count.language] += number
    return Asked(
        [intent for intent, _ in intents.most_common()],
        [code for code, _ in languages.most_common()],
    )


def deep_link(username: str, action: Action) -> str:
    """The address that opens a card in the bot."""
    return f"https://t.me/{username}?start={action}"


def articles(
    offers: Sequence[Offer], username: str, ask: dict[str, str], picture: str | None
) -> list[InlineQueryResultArticle]:
    """Cards as Telegram lists them; each is complete without its button.

    Args:
        offers: the cards, 50 at most.
        username: the bot's own, without `@`.
        ask: the label of the button to the bot, by language.
        picture: address of the small picture beside each, if there is one.
    """
    found = []
    for offer in offers:
        link = deep_link(username, offer.action)
        label = ask[offer.reply.language]
        found.append(
            InlineQueryResultArticle(
                id=str(offer.action),
                title=offer.title,
                description=f"{offer.language}: {offer.line}",
                input_message_content=InputTextMessageContent(
                    passed_on(offer.reply, label, link),
                    parse_mode=ParseMode.HTML,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                ),
                reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(label, url=link)]]),
                thumbnail_url=picture,
            )
        )
    return found


def way_in(label: str) -> InlineQueryResultsButton:
    """The button above the results that opens the bot, for who finds nothing."""
    return InlineQueryResultsButton(label, start_parameter=START)
