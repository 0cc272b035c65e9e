"""`ouderbot poster`, as it is typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.fakes.fonts import needs_font
from tests.fakes.programs import needs
from tests.fakes.scanner import scanned

LINK = "https://t.me/ouder_testbot?start=a_aanmelden-wanneer_44021_b_ar"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUDERBOT_TELEGRAM_NAME", "ouder_testbot")


def poster(*arguments: str) -> Result:
    """Types a command line."""
    done = CliRunner().invoke(main, ["poster", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


ARABIC = (
    "--language",
    "ar",
    "--intent",
    "aanmelden-wanneer",
    "--place",
    "gand",
    "--level",
    "basis",
)


def test_it_writes_a_pdf_that_can_be_scanned(tmp_path: Path) -> None:
    """And says where it is and what it opens."""
    needs("chromium", "chromium", "chromium-browser", "google-chrome")
    needs_font("fonts-noto-core", "Noto Sans Arabic")
    done = poster(*ARABIC)
    path = tmp_path / "poster-aanmelden-wanneer-ar-Gent-basis-a4.pdf"

    assert done.exit_code == 0
    assert f"{path.name} is ready." in done.stdout
    assert LINK in done.stdout
    assert scanned(path) == [[LINK]]


def test_without_chromium_the_page_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It prints well by itself; the PDF that could not be made is not there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    done = poster("--all-languages", "--format", "a5", "--output", "blad.pdf")

    assert done.exit_code == 0
    assert "No PDF: there is no Chromium or Chrome here." in done.stderr
    assert "blad.html is ready instead. Open it in a browser" in done.stdout
    assert not (tmp_path / "blad.pdf").exists()
    html = (tmp_path / "blad.html").read_text("utf-8")
    assert "@page { size: A5 portrait" in html
    assert html.count('class="segno"') >= 24


def test_without_fonts_the_page_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty boxes look like letters to who cannot read them, so they are never printed."""
    needs("fontconfig", "fc-list")
    none = tmp_path / "fonts.conf"
    none.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(none))
    done = poster("--language", "ti")

    assert "lack letters of Tigrinya" in done.stderr
    assert "apt-get install fonts-noto-core fonts-noto-cjk" in done.stderr
    assert [path.name for path in tmp_path.glob("poster*")] == ["poster-ouderbot-ti-a4.html"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--language", "xx"), "`xx` is no language of the bot. Known: ar"),
        (("--all-languages", "--intent", "tolkk"), "Did you mean `tolk`?"),
        (("--language", "ar", "--place", "Parijs"), "Parijs is no municipality of Flanders"),
        (("--language", "ar", "--place", "Nieuwkerken"), "Give the postcode."),
        (("--language", "ar", "--format", "a3"), "'a3' is not one of"),
        (("--language", "ar", "--output", "x.png"), "x.png must end in .pdf or .html."),
        (("--language", "ar", "--output", "no/x.html"), "no/x.html cannot be written (No such"),
        (("--language", "ar", "--all-languages"), "Give --language, such as --language ar, or"),
        ((), "Give --language, such as --language ar, or --all-languages."),
    ],
)
def test_wrong_use_is_a_sentence(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """What is wrong and what is allowed; exit 2, and no file."""
    done = poster(*arguments)

    assert done.exit_code == 2
    assert words in " ".join(done.stderr.split())
    assert not list(tmp_path.iterdir())


def test_without_an_address_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither Telegram's name nor the web's address is set."""
    monkeypatch.delenv("OUDERBOT_TELEGRAM_NAME")
    done = poster("--language", "ar")

    assert done.exit_code == 2
    assert "Set OUDERBOT_TELEGRAM_NAME" in done.stderr


def test_the_web_chat_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Telegram the code opens the web chat."""
    monkeypatch.delenv("OUDERBOT_TELEGRAM_NAME")
    monkeypatch.setenv("OUDERBOT_PUBLIC_URL", "https://ouderbot.example.org")
    done = poster("--language", "fr", "--intent", "lop-wat", "--output", "x.html")

    assert "https://ouderbot.example.org/?start=a_lop-wat___fr" in done.stdout
    assert "ouderbot.example.org</p>" in (tmp_path / "x.html").read_text("utf-8")


def test_what_is_not_translated_is_named(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet of all languages says which it lacks."""
    shutil.rmtree(content / "locales/ti/LC_MESSAGES")
    monkeypatch.setenv("OUDERBOT_CONTENT", str(content))
    done = poster("--all-languages", "--output", "x.html")

    assert done.exit_code == 0
    assert "Left out, because not wholly translated yet: Tigrinya." in done.stderr
    assert "ትግርኛ" not in (tmp_path / "x.html").read_text("utf-8")
