"""The web chat gives the days of a card as a file for a calendar."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import icalendar
import pytest

from bot.channels.web.calendar import FILES
from tests.fakes.browser import chromium
from tests.fakes.program import Program

SCHOOL = "a_aanmelden-wanneer_44021_s_en"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("calendar"))
    program.start()
    yield program
    assert program.stop() == 0


def get(program: Program, start: str) -> httpx.Response:
    return httpx.get(f"{program.url}/calendar", params={"start": start})


def asked(program: Program, text: str) -> str:
    return httpx.post(program.url, data={"question": text}).text


def test_a_parent_downloads_the_days(program: Program) -> None:
    """One tap below the card, in the parent's language, with the script and its strict policy."""
    with chromium() as browser:
        page = browser.new_context(locale="en-GB").new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(program.url)
        page.fill("#question", "when can I apply for secondary in Ghent")
        page.keyboard.press("Enter")
        link = page.get_by_role("link", name="Put in my calendar")
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == "aanmelden.ics"
        file = download.value.path().read_bytes()
        assert complaints == []

    assert len(list(icalendar.Calendar.from_ical(file).walk("VEVENT"))) == 3
    assert "Aanmelden (saying which schools you want)" in file.decode()


def test_only_cards_with_a_coming_date_have_the_link(program: Program) -> None:
    """Not where the date is not known, nor on other cards; and no button that could not work."""
    known = asked(program, "wanneer aanmelden eerste middelbaar in Gent")
    assert "/calendar?start=a_aanmelden-wanneer_44021_s1_nl" in known
    assert "Herinner mij" not in known
    for text in ("wanneer aanmelden kleuter in Gent", "wat is een LOP"):
        assert "/calendar" not in asked(program, text)


def test_it_is_a_file_and_nothing_else(program: Program) -> None:
    """Typed, named and never run; no cookie."""
    found = get(program, SCHOOL)

    assert found.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert found.headers["Content-Disposition"] == 'attachment; filename="aanmelden.ics"'
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in found.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in found.headers


@pytest.mark.parametrize(
    "start",
    ["", "a", "nonsense %0d%0a", "a_aanmelden-wanneer_99999_s", "a_aanmelden-wanneer_44021_k_nl",
     "a_<script>_44021_s", "x" * 5000],
)  # fmt: skip
def test_addresses_made_by_hand_find_nothing(program: Program, start: str) -> None:
    """404, without a word of what was asked."""
    found = get(program, start)

    assert found.status_code == 404
    assert found.text == "No day to come is known here.\n"


def test_a_language_that_does_not_exist_gets_dutch(program: Program) -> None:
    """As everywhere."""
    assert "Vandaag begint het aanmelden." in get(program, SCHOOL.replace("_en", "_xx")).text


def test_a_flood_is_refused(program: Program) -> None:
    """With how long to wait; this stands last, because it uses the address up."""
    found = [get(program, SCHOOL) for _ in range(FILES.messages + 1)]

    assert found[-1].status_code == 429
    assert int(found[-1].headers["Retry-After"]) >= 1
