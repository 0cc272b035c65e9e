"""Chat ids become hashes that tell nothing."""

from __future__ import annotations

from pathlib import Path

from bot.memory import ChatKeys, database_url, hash_secret
from bot.settings import Settings


def test_keys_tell_nothing(tmp_path: Path) -> None:
    """A keyed hash, different for each key and channel, the key in a file of its own."""
    settings = Settings(data=tmp_path)
    secret = hash_secret(settings)

    assert hash_secret(settings) == secret
    assert (tmp_path / "hash-key").stat().st_mode & 0o777 == 0o600
    assert ChatKeys(secret).of("telegram", 5) != ChatKeys(secret).of("web", 5)
    assert ChatKeys(secret).of("telegram", 5) != ChatKeys("other").of("telegram", 5)
    assert "memory.sqlite" in database_url(settings)
