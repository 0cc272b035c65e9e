"""What Prometheus reads: what the process did, and nothing about anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.channels.metrics import Metrics
from bot.conversation import Reply
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.parent import TODAY
from tests.fakes.program import Program

CHAT = 987654321


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as running:
        yield running


def values(text: str) -> dict[str, float]:
    """Every number by its name and labels in their order, such as `ouderbot_queue web`."""
    return {
        " ".join(
            (sample.name, *(value for _, value in sorted(sample.labels.items())))
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_what_the_program_did(api: FakeBotApi, tmp_path: Path) -> None:
    """Updates, replies by decision and language, seconds, errors of Telegram; no text and no id."""
    program = Program(tmp_path, OUDERBOT_TELEGRAM_TOKEN=TOKEN, OUDERBOT_TELEGRAM_API=api.base)
    program.start()
    api.fail("sendMessage", 502, 1)
    api.say(CHAT, "wat is een lop blauwebes")
    api.say(CHAT, "aanmelden")
    api.press(CHAT, "c_tolk")
    api.say(CHAT, "mijn man slaat mij")
    page = f"{program.url}/metrics"
    noted = "ouderbot_reply_seconds_count telegram"
    api.wait_for(lambda: values(httpx.get(page).text).get(noted) == 4)
    jar = {"ouderbot": "c" * 32}
    httpx.post(program.url, data={"question": "çocuğum evde Türkçe konuşsa olur mu"}, cookies=jar)
    answer = httpx.get(page)
    program.stop()
    found = values(answer.text)

    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert found["ouderbot_updates_total telegram"] == 4
    assert found["ouderbot_updates_total web"] == 1
    assert found["ouderbot_queue telegram"] == 0
    for decision in ("answer", "clarify", "tapped", "other"):
        assert found[f"ouderbot_replies_total telegram {decision} nl"] == 1, decision
    assert found["ouderbot_replies_total web answer tr"] == 1
    assert found["ouderbot_understanding_seconds_count"] == 5
    assert found["ouderbot_reply_seconds_sum telegram"] > 0.4  # because one was sent again
    assert found["ouderbot_telegram_errors_total 502 sendMessage"] == 1
    assert all(found[f"ouderbot_ready {part}"] == 1 for part in ("database", "telegram"))
    for secret in ("blauwebes", str(CHAT), "nood", "lop-wat", TOKEN, "cccc"):
        assert secret not in answer.text


def test_what_fails_has_no_reply_and_waits_no_longer() -> None:
    """The queue holds what is under way; a failure is no answering time."""
    metrics = Metrics()

    def fails() -> None:
        with metrics.answering("web"):
            assert values(metrics.text({}).decode())["ouderbot_queue web"] == 1
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011  # because the kind is all that matters
        fails()
    found = values(metrics.text({"database": False}).decode())

    assert found["ouderbot_queue web"] == 0
    assert found["ouderbot_updates_total web"] == 1
    assert "ouderbot_reply_seconds_count web" not in found
    assert found["ouderbot_ready database"] == 0


def test_metrics_of_two_programs_are_two() -> None:
    """Nothing is shared below the surface, as it is with the library's own registry."""
    one, other = Metrics(), Metrics()
    one.replied("web", Reply("nl", "ltr"), None)

    assert "ouderbot_replies_total web other nl" in values(one.text({}).decode())
    assert "ouderbot_replies_total web other nl" not in values(other.text({}).decode())
    assert re.search(rb"process_resident_memory_bytes \S+", other.text({}))
    assert str(TODAY).encode() not in one.text({})
