"""nginx as a load balancer on loopback, in front of several programs."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.fakes.program import free_port
from tests.fakes.programs import needs

_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_CONFIGURATION = """\
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log crit;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    {temporary}
    upstream replicas {{ {servers} }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://replicas;
            proxy_connect_timeout 2s;
            proxy_read_timeout 75s;
        }}
    }}
}}
"""


class Nginx:
    """One server that gives each call to the next of some programs that is up.

    A call that a program has begun to read is given to no other one, as nginx does with POST.

    Skips the test where nginx is not installed, and fails it there with CI=true.

    Args:
        folder: empty, for its configuration.
        ports: of the programs.
    """

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        self._program = needs("nginx", "nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        self._configuration = folder / "nginx.conf"
        self._folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._configuration.write_text(
            _CONFIGURATION.format(
                user="user root;" if os.geteuid() == 0 else "",
                folder=folder,
                temporary=" ".join(f"{one}_temp_path {folder}/{one};" for one in _TEMPORARY),
                servers=" ".join(f"server 127.0.0.1:{one} fail_timeout=1s;" for one in ports),
                port=self.port,
            ),
            encoding="utf-8",
        )

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Serves."""
        process = subprocess.Popen(  # noqa: S603  # because it is nginx
            [self._program, "-c", self._configuration, "-p", self._folder, "-e", "stderr"],
            stdin=subprocess.DEVNULL,
        )
        try:
            self._wait(process)
            yield
        finally:
            process.terminate()
            process.wait(10)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise TimeoutError(f"nginx does not answer, see {self._folder / 'nginx.log'}")
