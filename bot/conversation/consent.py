"""May a question that the bot could not place be kept? Asked with the text as it would be kept.

Nothing is stored for it before the yes: the channel shows the text and gives it back with the
button. What it gives back is outside data, so all that is cut out is cut out again.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.catalogue import NOOD, Message
from bot.conversation.action import Action, Kind
from bot.conversation.chat import Answer, Kept
from bot.conversation.menu import Menu
from bot.conversation.reply import Button, Consent
from bot.conversation.speaker import Speaker
from bot.understanding import Engine
from bot.understanding.normalise import clean

ANSWERS: frozenset[Kind] = frozenset({"agree", "refuse"})
_BUTTONS: tuple[tuple[Message, Kind], ...] = (
    (Message.CONSENT_YES, "agree"),
    (Message.CONSENT_NO, "refuse"),
)
LONGEST = 300
"""Characters of a text that is kept; who writes more tells a story, which is nobody's phrase."""
LETTERS = 3
"""So many letters are left in a text that says anything."""
GONE = "…"
"""What stands where something was cut out."""
_STAND_IN = "□"
"""Stands for `…` while a text is cleaned, which would make three dots of it."""
_KNOWN_ENDS = "com|org|net|edu|gov|info|biz|app|dev|online|site|brussels|vlaanderen|gent"
_PERSONAL = re.compile(
    r"\w*://\S*|\bwww\.\S*"
    r"|[\w.+-]+ ?(?:@|[(\[]at[)\]]) ?[\w-]+\.[\w.-]+|\S*@\S*"
    rf"|(?:[\w-]+\.)+(?:[a-z]{{2}}|[A-Z]{{2}}|(?i:{_KNOWN_ENDS}))\b(?:[/?#:]\S*)?"
    rf"|[+(]*\d(?:(?:[^\w{GONE}]|_){{0,3}}\d){{4,}}|[+(]*\d{{3,}}"
)
"""Links, e-mail addresses, @names, and numbers: of 3 digits or more, or of 5 in groups, such as
04 70 and so on, or a day of birth."""
_RUN = re.compile(rf"{GONE}(?:\s*{GONE})+")


def cut_out(text: str) -> str | None:
    """A text as it may be kept: without numbers, e-mail addresses, links and @names.

    None when it is too long or says nothing any more. A text that was cut out stays as it is.
    """
    plain = clean(text.replace(GONE, _STAND_IN)).replace(_STAND_IN, GONE)
    kept = _RUN.sub(GONE, _PERSONAL.sub(GONE, plain))
    says = sum(letter.isalpha() for letter in kept) >= LETTERS
    return kept if says and len(kept) <= LONGEST else None


class Consenting:
    """Asks whether a question may be kept, and hears the answer.

    Args:
        engine: knows danger, which is never kept.
        menu: sentences and buttons.
        speaker: says what follows.
    """

    def __init__(self, engine: Engine, menu: Menu, speaker: Speaker) -> None:
        self._engine = engine
        self._menu = menu
        self._speaker = speaker

    def asked(self, answer: Answer, text: str) -> Answer:
        """An answer, with the question whether the text may be kept where there is one.

        There is one, once a day, when the text could not be placed and the answer names a person.
        """
        reply, chat, kept = answer.reply, answer.chat, cut_out(text)
        names_a_person = reply.decision == "none" and reply.card is not None
        today = self._speaker.today
        if not names_a_person or chat is None or chat.asked == today or kept is None:
            return answer
        language = reply.language
        consent = Consent(
            self._menu.say(language, Message.CONSENT_ASK),
            kept,
            self._menu.say(language, Message.CONSENT_NOTE),
            tuple(
                Button(self._menu.word(language, message), Action(kind, language=language))
                for message, kind in _BUTTONS
            ),
        )
        return Answer(replace(reply, consent=consent), replace(chat, asked=today))

    def heard(self, action: Action, kept: str | None) -> Answer:
        """What follows a yes or a no; the text goes into the inbox after a yes alone.

        A yes to what was never asked counts for nothing.
        """
        self._speaker.language = action.language or self._speaker.language
        text = cut_out(kept or "") if self._speaker.chat.asked else None
        if action.kind != "agree" or text is None:
            answer = self._speaker.topics()
            return replace(answer, reply=replace(answer.reply, in_place=True))
        if self._engine.understand(text, today=self._speaker.today).intent == NOOD:
            return self._speaker.show(Action("ask", NOOD))
        thanks = self._menu.say(self._speaker.language, Message.CONSENT_THANKS)
        answer = self._speaker.done(thanks, in_place=True)
        return replace(answer, inbox=Kept(self._speaker.language, text))
