"""What no card and no part of the program reads is found."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from bot.catalogue import Catalogue, load
from bot.editing import unused as module
from bot.editing.survey import Survey
from bot.editing.unused import unused
from tests.fakes.parent import TODAY


def told(content: Path, *only: str) -> list[str]:
    return [str(one) for one in unused(Survey(load(content), TODAY, only))]


def test_nothing_of_the_content_is_left_over(catalogue: Catalogue) -> None:
    """Every file, fact and message in the tree is used."""
    assert not [str(one) for one in unused(Survey(catalogue, TODAY))]


def test_files_that_nothing_reads(content: Path) -> None:
    """A wrong ending, a folder too deep, or a file of another program."""
    (content / "intents/geld/oud").mkdir()
    for name in ("intents/geld/x.yml", "intents/geld/oud/x.yaml", "locales/tr/words.yaml~",
                 "intents/facts/old.yaml"):  # fmt: skip
        (content / name).write_text("id: x\n")

    assert [one.split(":")[0] for one in told(content)] == [
        "intents/facts/old.yaml", "intents/geld/oud/x.yaml", "intents/geld/x.yml",
        "locales/tr/words.yaml~",
    ]  # fmt: skip


def test_an_intent_outside_the_menu(content: Path) -> None:
    """A folder that is no topic: parents cannot choose what is in it."""
    (content / "intents/gelt").mkdir()
    (content / "intents/geld/laptop.yaml").rename(content / "intents/gelt/laptop.yaml")

    (found,) = told(content, "intents/gelt/laptop.yaml")
    assert found.startswith("intents/gelt/laptop.yaml:2: warning: the menu has no topic `gelt`")


def test_a_message_that_no_part_of_the_program_says(catalogue: Catalogue) -> None:
    """At its line; those that the program puts together, such as `holiday-…`, are said."""
    whole, beginnings = module._said()  # noqa: SLF001  # because a message cannot be added from outside

    assert "holiday-" in beginnings
    assert "web-question" in whole
    assert "i-am-a-machine" not in whole
    assert catalogue.messages


def test_facts_that_others_hide(content: Path) -> None:
    """Of two entries for the same, editors see which one parents get."""
    catalogue = load(content)
    lop, area = catalogue.lops[0], catalogue.enrolment.areas[0]
    year = catalogue.calendar.holidays[0]
    doubled = dataclasses.replace(
        catalogue,
        lops=(*catalogue.lops, lop.model_copy()),
        enrolment=catalogue.enrolment.model_copy(
            update={
                "areas": (*catalogue.enrolment.areas, area.model_copy()),
                "timelines": (
                    *catalogue.enrolment.timelines,
                    catalogue.enrolment.timelines[0].model_copy(),
                ),
            }
        ),
        calendar=catalogue.calendar.model_copy(
            update={"holidays": (*catalogue.calendar.holidays, year.model_copy())}
        ),
    )
    found = [str(one) for one in unused(Survey(doubled, TODAY))]

    assert len(found) == 4
    assert all("another for the same goes before it" in one for one in found)
