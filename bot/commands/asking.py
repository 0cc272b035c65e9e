"""Commands that ask: a conversation, one question, and questions as JSON lines."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import click

from bot.catalogue import Level, load
from bot.channels.terminal import converse, reply_json, reply_text
from bot.commands.friendly import friendly
from bot.conversation import Chat, Controller, Dialogue, Question
from bot.settings import Settings, read_settings
from bot.translation import Translations
from bot.understanding import Engine, Understanding
from bot.understanding.semantic import open_semantic


def make_dialogue(settings: Settings) -> Dialogue:
    """The whole street behind the channels, from the content folder.

    Raises:
        ContentError: the content has mistakes.
    """
    with ThreadPoolExecutor(1) as pool:
        # The encoder takes the longest, and needs nothing of what is read meanwhile.
        semantic = pool.submit(open_semantic, settings.content).result
        catalogue = load(settings.content)
        translations = Translations(catalogue)
        engine = Engine(catalogue, semantic=semantic)
    return Dialogue(catalogue, translations, engine, controller_of(settings))


def controller_of(settings: Settings) -> Controller | None:
    """Who runs the bot; None unless both the name and the contact are set."""
    name, contact = settings.operator_name, settings.operator_contact
    return Controller(name, contact) if name and contact else None


@click.command()
@friendly
def chat() -> None:
    """Talk with the bot in this terminal; nothing is kept."""
    settings = read_settings()
    converse(make_dialogue(settings), settings, sys.stdin, sys.stdout)


def _place(dialogue: Dialogue, name: str | None) -> str | None:
    if name is None:
        return None
    found = dialogue.engine.find_place(name)
    if found is None:
        raise click.BadParameter(f"{name} is no municipality of Flanders or Brussels.")
    return found.municipality.nis


@click.command()
@click.argument("text")
@click.option("--language", help="The language of the chat so far, such as tr.")
@click.option("--place", help="A town that the chat already knows.")
@click.option("--level", type=click.Choice([level.value for level in Level]))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="A day, instead of today.")
@click.option("--why", is_flag=True, help="Show how the question was understood.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@friendly
def ask(  # noqa: PLR0913  # because each is an option of the command
    text: str,
    language: str | None,
    place: str | None,
    level: str | None,
    today: datetime | None,
    *,
    why: bool,
    form: str,
) -> None:
    """Ask one question and show the reply."""
    settings = read_settings()
    dialogue = make_dialogue(settings)
    if language is not None and language not in dialogue.catalogue.languages:
        known = ", ".join(dialogue.catalogue.languages)
        raise click.BadParameter(f"{language} is no language of the bot. Known: {known}.")
    before = Chat(language, _place(dialogue, place), Level(level) if level else None)
    day = today.date() if today else settings.day()
    reply = dialogue.respond(Question(text=text), before, day).reply
    if form == "json":
        click.echo(json.dumps(reply_json(reply), ensure_ascii=False, indent=2))
    else:
        click.echo(reply_text(reply, dutch_first=settings.card_order == "dutch-first"))
    if why:
        meant = dialogue.engine.understand(text, today=day, chat_language=language)
        click.echo(_why(meant), err=form == "json")


def _why(meant: Understanding) -> str:
    place = meant.place
    ranking = ", ".join(f"{intent} {share:.2f}" for intent, share in meant.candidates)
    named = f"{place.name} ({place.municipality.name}, sure: {place.sure})" if place else "-"
    heard = "heard" if meant.language.heard else "not heard, taken from before"
    return "\n".join(
        (
            "",
            f"decision  {meant.decision}",
            f"ranking   {ranking or '-'}",
            f"phrase    {meant.phrase or '-'}",
            f"language  {meant.language.code} {meant.language.probability:.2f} ({heard})",
            f"place     {named}",
            f"level     {meant.level or '-'} {meant.year or ''}".rstrip(),
        )
    )


@click.command()
@friendly
def understand() -> None:
    """Read questions as JSON lines, write what they mean as JSON lines.

    In: {"text": "...", "app_language": "en"}, the second key optional.
    """
    settings = read_settings()
    engine = Engine(load(settings.content))
    wrong = False
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        given = _given(line)
        if given is None:
            click.echo(f'line {number}: not of the form {{"text": "..."}}. Mend it.', err=True)
            click.echo(json.dumps({"error": f"line {number} is not of the form"}))
            wrong = True
            continue
        text, app = given
        meant = engine.understand(text, today=settings.day(), app_language=app)
        click.echo(json.dumps(_meaning(text, meant), ensure_ascii=False))
        sys.stdout.flush()
    sys.exit(2 if wrong else 0)


def _given(line: str) -> tuple[str, str | None] | None:
    """Text and language of the app of one line of input, or None when it is not of the form."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        return None
    app = given.get("app_language")
    return given["text"], app if isinstance(app, str) else None


def _meaning(text: str, meant: Understanding) -> dict[str, object]:
    return {
        "text": text.encode("utf-8", "replace").decode("utf-8"),
        "language": meant.language.code,
        "decision": meant.decision,
        "intent": meant.intent,
        "candidates": [
            {"intent": intent, "probability": round(share, 4)} for intent, share in meant.candidates
        ],
        "place": meant.place.municipality.name if meant.place else None,
        "level": meant.level,
    }


COMMANDS = (chat, ask, understand)
