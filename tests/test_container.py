"""The container runs as nobody, and needs to write nowhere but in its data folder."""

from __future__ import annotations

import os
import re
from pathlib import Path

import httpx

from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.program import ROOT, Program

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
LAST = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
"""The stage that runs."""
WATCHED = """
import os, sys
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
def tell(event, arguments):
    path = arguments[0] if arguments else None
    changes = event in {"os.mkdir", "os.remove", "os.rename", "os.symlink", "os.link", "os.chmod",
                        "os.truncate", "shutil.copyfile", "sqlite3.connect"}
    if event == "open" and isinstance(arguments[2], int):
        changes = bool(arguments[2] & writing)
    if changes and not isinstance(path, int):
        os.write(2, f"WRITES {os.path.abspath(os.fsdecode(path))}\\n".encode())
sys.addaudithook(tell)
from bot.cli import main
main()
"""
"""The program, which says of every file that it changes or makes where that is."""


def instructions(name: str) -> list[str]:
    """What follows an instruction of the last stage, such as USER."""
    return re.findall(rf"^{name} (.*)", LAST, re.MULTILINE)


def test_it_runs_as_nobody() -> None:
    """A number, which Kubernetes can check; not root, and nobody becomes root again."""
    *_, user = instructions("USER")

    assert int(user) >= 10_000
    assert LAST.rindex("USER") > LAST.rindex("RUN")
    assert not re.search(r"\b(sudo|setcap|chmod \S*[su]\+s)\b", DOCKERFILE)


def test_only_what_was_locked_is_installed() -> None:
    """Each package is the one whose hash was written down, and nothing is fetched by hand."""
    locked = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    packages = [line for line in locked.splitlines() if re.match(r"[a-z]", line)]

    assert "pip install --no-cache-dir --require-hashes" in DOCKERFILE
    assert "--no-deps" in DOCKERFILE
    assert packages
    assert all("==" in one and "--hash=sha256:" in one for one in packages)
    assert not re.search(r"^ADD |curl|wget|git clone", DOCKERFILE, re.MULTILINE)


def test_no_secret_is_in_the_image() -> None:
    """Settings come when it is started; only named folders are copied."""
    assert not re.search(r"TOKEN|SECRET|PASSWORD|HASH_KEY", DOCKERFILE)
    assert not re.search(r"^COPY \. ", DOCKERFILE, re.MULTILINE)
    assert instructions("VOLUME") == ["/data"]
    assert "PYTHONDONTWRITEBYTECODE=1" in LAST


def test_the_program_writes_in_its_data_folder_alone(tmp_path: Path) -> None:
    """So that the file system can be read-only (`docker run --read-only`)."""

    class Watched(Program):
        python = ("-c", WATCHED)

    with FakeBotApi().running() as api:
        program = Watched(
            tmp_path,
            OUDERBOT_TELEGRAM_TOKEN=TOKEN,
            OUDERBOT_TELEGRAM_API=api.base,
            PYTHONDONTWRITEBYTECODE="1",
        )
        program.start()
        api.say(5, "wanneer aanmelden in gent")
        api.wait_for(lambda: api.to(5))
        for path in ("/", "/metrics", "/readyz", "/poster", "/static/chat.js"):
            assert httpx.get(f"{program.url}{path}").status_code == 200
        httpx.post(program.url, data={"question": "/vergeet"})
        assert program.stop() == 0
    written = set(re.findall(r"^WRITES (.*)", program.log.read_text(), re.MULTILINE))
    outside = {one for one in written if not one.startswith((f"{tmp_path / 'data'}", os.devnull))}

    assert f"{tmp_path / 'data' / 'memory.sqlite'}" in written
    assert outside == set()
