"""Chat ids as keyed hashes, and the key."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets

from bot.settings import Settings


class ChatKeys:
    """Turns chat ids into keyed hashes: without the key nobody can tell whose row it is.

    Args:
        secret: any text; the same one after every restart, or all chats are strangers again.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def of(self, channel: str, chat_id: object) -> str:
        """The hash of a chat, 64 hexadecimal digits (HMAC-SHA-256)."""
        return hmac.new(self._secret, f"{channel}:{chat_id}".encode(), hashlib.sha256).hexdigest()


def hash_secret(settings: Settings) -> str:
    """The key from the settings, or from a file in the data folder that is made once."""
    if settings.hash_key:
        return settings.hash_key.get_secret_value()
    path = settings.data / "hash-key"
    settings.data.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
