"""What a poster says, and where its link leads."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, Level, Municipality, load
from bot.conversation import Action, Chat, Dialogue, Question
from bot.conversation.menu import Menu
from bot.posters import Address, Brand, PosterError, PosterMaker
from bot.translation import Translations

DAY = date(2026, 11, 22)


def test_every_link_fits_telegram_and_opens_its_card(
    maker: PosterMaker,
    catalogue: Catalogue,
    translations: Translations,
    dialogue: Dialogue,
    gent: Municipality,
) -> None:
    """Every translated card: at most 64 of Telegram's characters, the card in its language."""
    for language in translations.offered():
        for intent, card in catalogue.intents.items():
            if not translations.complete(language, card):
                continue
            link = maker.poster(language, intent, gent, Level.SECUNDAIR).link
            start = link.removeprefix("https://t.me/ouder_testbot?start=")
            assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start), start
            reply = dialogue.respond(Question(action=Action.parse(start)), Chat(), DAY).reply
            assert reply.card is not None, start
            assert (reply.card.shown.intent, reply.card.shown.language) == (intent, language)


def test_without_a_question_it_opens_the_bot(
    maker: PosterMaker, translations: Translations, dialogue: Dialogue
) -> None:
    """A poster of the bot itself starts the conversation in its language."""
    for language in translations.offered():
        start = maker.poster(language).link.partition("?start=")[2]
        answer = dialogue.respond(Question(action=Action.parse(start)), Chat(), DAY)
        assert answer.reply.language == language
        assert answer.chat is not None
        assert answer.chat.language == language


def test_the_dutch_stands_beside_every_translation(maker: PosterMaker, gent: Municipality) -> None:
    """Never instead of the Dutch; and it says that a computer translated it."""
    arabic = maker.poster("ar", "aanmelden-wanneer", gent)
    assert arabic.question.dutch == "Wanneer kan ik aanmelden?"
    assert all(line.dutch for line in arabic.promise)
    assert arabic.note is not None
    assert arabic.note.dutch == "Een computer vertaalde dit uit het Nederlands."
    dutch = maker.poster("nl", "aanmelden-wanneer", gent)
    assert dutch.question.shown == "Wanneer kan ik aanmelden?"
    assert dutch.question.dutch is None
    assert dutch.note is None


def test_it_bears_the_name_of_the_lop_or_the_town(maker: PosterMaker, gent: Municipality) -> None:
    """The LOP where place and level tell which, else the town; a brand goes before both."""
    lop = maker.poster("tr", "lop-wat", gent, Level.BASIS)
    assert lop.brand == Brand("LOP Gent basisonderwijs")
    assert [part.shown for part in lop.about] == ["Gent", "ilkokul"]
    town = maker.poster("tr", "lop-wat", gent)
    assert town.brand == Brand("Gent")
    assert town.about == (), "the brand says it already"
    assert maker.poster("tr", "lop-wat").brand is None
    own = Brand("Brugfiguren Gent", contact="09 123 45 67")
    assert maker.poster("tr", "lop-wat", gent, brand=own).brand == own


def test_what_does_not_exist_is_refused_in_a_sentence(maker: PosterMaker) -> None:
    """With what was meant, or what there is."""
    with pytest.raises(PosterError, match="Did you mean `aanmelden-wanneer`"):
        maker.poster("ar", "aanmelden-waneer")
    with pytest.raises(PosterError, match="Known: ar, bg"):
        maker.poster("xx", "aanmelden-wanneer")


def test_a_poster_promises_no_card_that_is_not_there(content: Path) -> None:
    """A card that is not wholly translated gets no poster, and is left out of the common one."""
    path = content / "locales/ti/LC_MESSAGES/cards.po"
    text = path.read_text("utf-8")
    entry = 'msgctxt "tolk"\n'
    assert entry in text
    path.write_text(text.replace(entry, f"#, fuzzy\n{entry}", 1), "utf-8")
    catalogue = load(content)
    menu = Menu(catalogue, Translations(catalogue))
    maker = PosterMaker(catalogue, menu, Address("https://t.me/ouderbot?start=", "t.me/ouderbot"))

    with pytest.raises(PosterError, match="not wholly translated into Tigrinya"):
        maker.poster("ti", "tolk")
    ready, missing = maker.languages("tolk")
    assert ready[0] == "nl"
    assert "ti" in missing
    assert "ti" not in ready
