"""A PostgreSQL server of the tests' own, from the programs that the machine has installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from tests.fakes.programs import needs

OWNER = "postgres"
"""As root the server runs as this user, because PostgreSQL refuses root."""
CRASH_SAFE = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200")
"""No test takes the power away, so nothing needs to wait for the disk."""


class PostgresServer:
    """One server in a temporary folder, reached through a socket in it, by nobody else.

    Args:
        folder: short, because the path of a socket holds 107 characters at most.
        programs: where `initdb`, `pg_ctl` and `createdb` are.
    """

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._bin = programs
        self._user = OWNER if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._run(
            "initdb", "--auth=trust", f"--username={OWNER}", "--encoding=UTF8", "--no-locale",
            "--no-sync", f"--pgdata={self._data}",
        )  # fmt: skip

    @staticmethod
    def in_a_new_folder() -> PostgresServer:
        """A server that is not started yet.

        Skips the test where none is installed, and fails it there with CI=true.
        """
        installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
        path = os.pathsep.join([*map(str, installed), os.environ.get("PATH", "")])
        programs = Path(needs("postgresql", "pg_ctl", path=path)).parent
        return PostgresServer(Path(tempfile.mkdtemp(prefix="ouderbot-", dir="/tmp")), programs)

    def start(self) -> None:
        """Starts it and waits until it answers."""
        options = ["-c", "listen_addresses=", "-k", str(self._folder), *CRASH_SAFE]
        self._run("pg_ctl", "start", "--wait", "--options", " ".join(f"'{o}'" for o in options))

    def crash(self) -> None:
        """Stops it at once, as a crash would; every connection breaks."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Lets it take connections and say nothing, as a machine that hangs; Linux only."""
        server = (self._data / "postmaster.pid").read_text(encoding="utf-8").split()[0]
        children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii")
        numbers = [int(number) for number in (server, *children.split())]
        for number in numbers:
            os.kill(number, signal.SIGSTOP)
        try:
            yield
        finally:
            for number in reversed(numbers):
                os.kill(number, signal.SIGCONT)

    def remove(self) -> None:
        """Stops it and removes its folder."""
        try:
            self.crash()
        finally:
            shutil.rmtree(self._folder)

    def new_database(self) -> str:
        """An empty database; its address in SQLAlchemy's async form."""
        name = f"test_{uuid.uuid4().hex}"
        self._run("createdb", f"--host={self._folder}", f"--username={OWNER}", name)
        return self.url(name)

    def url(self, database: str) -> str:
        """The address of a database, whether it exists or not."""
        return f"postgresql+asyncpg://{OWNER}@/{database}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        environment = {**os.environ, "PGDATA": str(self._data), "LC_ALL": "C.UTF-8"}
        log = self._folder / "log.txt"
        with log.open("ab") as out:
            code = subprocess.run(  # noqa: S603  # because the commands are the tests' own
                [self._bin / program, *arguments],
                env=environment,
                user=self._user,
                group=self._user,
                extra_groups=[] if self._user else None,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                check=False,
            ).returncode
        if code:
            raise RuntimeError(f"{program}: {log.read_text()}")


def _version(folder: Path) -> float:
    """The version of `/usr/lib/postgresql/<version>/bin`."""
    return float(folder.parent.name)
