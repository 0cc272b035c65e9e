"""What the process did since it began, for Prometheus: numbers, without a text, a name or an id."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from bot.conversation import Reply
from bot.memory import Count

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the histograms; an answer is promised within 0.25."""
NO_QUESTION = "other"
"""The decision of a reply that counts nowhere: screens, what completes a question, danger."""


class Metrics:
    """The metrics of one program; they begin at zero with it."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._updates = Counter(
            "ouderbot_updates", "Messages and buttons that came in, repeats and retries included.",
            ["channel"], registry=self._registry,
        )  # fmt: skip
        self._queue = Gauge(
            "ouderbot_queue", "Updates that came in and have no answer yet.",
            ["channel"], registry=self._registry,
        )  # fmt: skip
        self._replies = Counter(
            "ouderbot_replies", "Replies by what was decided and by language.",
            ["channel", "decision", "language"], registry=self._registry,
        )  # fmt: skip
        self.understanding = Histogram(
            "ouderbot_understanding_seconds", "From a question to what is to be said.",
            buckets=SECONDS, registry=self._registry,
        )  # fmt: skip
        self._answering = Histogram(
            "ouderbot_reply_seconds", "From what came in to its reply, sent and remembered.",
            ["channel"], buckets=SECONDS, registry=self._registry,
        )  # fmt: skip
        self._telegram_errors = Counter(
            "ouderbot_telegram_errors", "Calls of the Bot API that failed, tries included.",
            ["method", "error"], registry=self._registry,
        )  # fmt: skip
        self._reminders = Counter(
            "ouderbot_reminders", "Reminders that were sent, by their kind.",
            ["what"], registry=self._registry,
        )  # fmt: skip
        self._ready = Gauge(
            "ouderbot_ready", "1 when this part works, as /readyz says, else 0.",
            ["part"], registry=self._registry,
        )  # fmt: skip

    @contextlib.contextmanager
    def answering(self, channel: str) -> Iterator[None]:
        """Lasts from what came in to its reply; one that raises has none."""
        begun = time.perf_counter()
        self._updates.labels(channel).inc()
        with self._queue.labels(channel).track_inprogress():
            yield
        self._answering.labels(channel).observe(time.perf_counter() - begun)

    def replied(self, channel: str, reply: Reply, count: Count | None) -> None:
        """A reply was sent; `count` is what it adds to in the memory."""
        decision = count.outcome if count else NO_QUESTION
        self._replies.labels(channel, decision, reply.language).inc()

    def telegram_failed(self, method: str, error: str) -> None:
        """A call of the Bot API failed; `error` is an HTTP status or the kind of a fault."""
        self._telegram_errors.labels(method, error).inc()

    def reminded(self, what: str) -> None:
        """A reminder was sent; `what` is a part of it, or news."""
        self._reminders.labels(what).inc()

    def text(self, ready: Mapping[str, bool]) -> bytes:
        """Everything in the text format of Prometheus; `ready` says which parts work now."""
        for part, works in ready.items():
            self._ready.labels(part).set(works)
        return generate_latest(self._registry)
