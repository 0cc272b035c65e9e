"""No parent is sent to a host that is known to be dead."""

from __future__ import annotations

from pathlib import Path

from bot.catalogue import Catalogue, load
from bot.editing.dead_hosts import FILE, dead_hosts, placed_links
from bot.editing.survey import Survey
from tests.fakes.parent import TODAY

CLB = "intents/hulp/clb.yaml"


def told(content: Path) -> list[str]:
    return [str(one) for one in dead_hosts(Survey(load(content), TODAY))]


def linked(content: Path, url: str) -> None:
    file = content / CLB
    file.write_text(file.read_text("utf-8").replace("https://www.clbchat.be/", url), "utf-8")


def test_no_card_links_to_a_dead_host(catalogue: Catalogue) -> None:
    """Of the content as it is; and the file of dead hosts is in order."""
    assert [str(one) for one in dead_hosts(Survey(catalogue, TODAY))] == []
    assert len(list(placed_links(catalogue))) > 150


def test_a_link_to_a_dead_host_names_what_is_known_of_it(content: Path) -> None:
    """Its subdomains too; with the line of who says so, and the new host where there is one."""
    linked(content, "https://WWW.agodi.be/zoek-lop")
    (gone,) = told(content)
    linked_again = (content / CLB).read_text("utf-8")
    (content / CLB).write_text(linked_again.replace("WWW.agodi.be", "meldjeaan.gent.be"), "utf-8")
    (replaced,) = told(content)

    line = linked_again[: linked_again.index("WWW.agodi.be")].count("\n") + 1
    assert gone.startswith(f"{CLB}:{line}: warning: www.agodi.be does not answer any more (")
    assert f"{FILE.as_posix()}:" in gone
    assert "Link to meldjeaanbasis.stad.gent" in replaced


def test_other_hosts_are_no_subdomains(content: Path) -> None:
    """`data-onderwijs.vlaanderen.be` is not below `onderwijs.vlaanderen.be`, which redirects."""
    linked(content, "https://notagodi.be/x")
    assert told(content) == []
    linked(content, "https://onderwijs.vlaanderen.be/x")
    assert told(content) == []


def test_mistakes_in_the_file_have_their_line(content: Path) -> None:
    """A host without a source is refused; a content folder without the file has no dead hosts."""
    (content / FILE).write_text("hosts:\n  - {host: x.be, state: dead, checked: 2026-01}\n")
    found = told(content)
    assert len(found) == 2
    assert all(one.startswith(f"{FILE.as_posix()}:2: error:") for one in found)
    (content / FILE).unlink()
    assert told(content) == []
