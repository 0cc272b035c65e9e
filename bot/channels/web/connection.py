"""Connections that do not wait for ever for somebody who sends nothing, or a letter at a time."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

WAITING = 10.0
"""Seconds that the head of a request may take to arrive."""


class Connection(H11Protocol):
    """A connection that is closed when a request has no complete head in time.

    The server itself only closes those that are silent after an answer.
    """

    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # because the server's own does so
        """Somebody connected."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Something came in."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._await_head()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._due is None and not self.transport.is_closing():
            self._due = self.loop.call_later(WAITING, self._close)

    def _stop_waiting(self) -> None:
        if self._due:
            self._due.cancel()
            self._due = None

    def _close(self) -> None:
        self._due = None
        if not self.transport.is_closing():
            self.transport.abort()
