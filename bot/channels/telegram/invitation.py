"""A link that somebody passes on, as a picture that a phone can scan."""

from __future__ import annotations

import io
from html import escape

import segno

from bot.channels.telegram.inline import deep_link
from bot.channels.telegram.render import Outgoing, keyboard
from bot.conversation import Reply

SCALE, BORDER = 10, 4
"""Pixels of a module, and modules of white around the code (ISO/IEC 18004 asks for four)."""


def picture(link: str) -> bytes:
    """The QR code of a link as PNG; it can be read with up to 15 % of it damaged."""
    file = io.BytesIO()
    segno.make_qr(link, error="m").save(file, kind="png", scale=SCALE, border=BORDER)
    return file.getvalue()


def invitation(reply: Reply, username: str) -> Outgoing | None:
    """The picture of a reply's link, with text to send along; None when it has no link."""
    if reply.invitation is None:
        return None
    link = deep_link(username, reply.invitation.action)
    title = reply.invitation.title
    lines = [title.shown, title.dutch, link]
    caption = "\n".join(escape(line) for line in lines if line)
    return Outgoing(caption, keyboard(reply), picture(link))
