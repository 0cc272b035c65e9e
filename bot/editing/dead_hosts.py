"""Hosts of links that are known to be dead: `intents/facts/dead-hosts.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field

from bot.catalogue import Catalogue, Finding
from bot.catalogue.document import Part
from bot.catalogue.slot import slots
from bot.catalogue.source import Checked, Urls
from bot.editing.placed_phrase import announcement_path, intent_path
from bot.editing.survey import Survey

FILE = Path("intents", "facts", "dead-hosts.yaml")
_REASONS = {
    "gone": "does not answer any more",
    "replaced": "was replaced",
}


class DeadHost(Part):
    """A host that parents must not be sent to.

    Args:
        host: its name; its subdomains are meant too.
        state: `gone` (no answer), `replaced` (by another site), or `redirects` (it still sends
            people on, so links to it are no mistake; `check --links` says where they end).
        now: the host that took its place, as far as it is known.
        source: who says so.
        checked: when that was seen.
        note: for editors, never shown.
    """

    host: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
    state: Literal["gone", "replaced", "redirects"]
    now: str | None = None
    source: Urls
    checked: Checked
    note: str | None = None


class DeadHostFile(Part):
    """`intents/facts/dead-hosts.yaml`.

    Args:
        hosts: those that are dead or have moved.
    """

    hosts: tuple[DeadHost, ...]


@dataclass(frozen=True)
class PlacedLink:
    """A web address that parents can see, and where it stands."""

    url: str
    path: str
    place: tuple[str | int, ...]

    @property
    def host(self) -> str:
        """The host, in lower case."""
        return (urlsplit(self.url).hostname or "").lower()


def placed_links(catalogue: Catalogue) -> Iterator[PlacedLink]:
    """Every web address that a card can show; sources are not shown."""
    for intent in catalogue.intents.values():
        path = intent_path(intent)
        for number, link in enumerate(intent.card.links):
            if not slots(link.url):
                yield PlacedLink(link.url, path, ("card", "links", number, "url"))
    for name, announcement in catalogue.announcements.items():
        if announcement.link:
            path = announcement_path(name)
            yield PlacedLink(announcement.link.url, path, ("link", "url"))
    for number, lop in enumerate(catalogue.lops):
        if lop.shown and lop.website:
            yield PlacedLink(lop.website, "intents/facts/lops.yaml", ("lops", number, "website"))
    path = "intents/facts/enrolment.yaml"
    yield PlacedLink(catalogue.enrolment.official_page, path, ("official_page",))
    for number, area in enumerate(catalogue.enrolment.areas):
        if area.shown and area.site:
            yield PlacedLink(area.site, path, ("areas", number, "site"))


def dead_hosts(survey: Survey) -> Iterator[Finding]:
    """A warning for each link to a host that is known to be dead, and errors of the file itself."""
    name = FILE.as_posix()
    if not (survey.catalogue.folder / FILE).exists():
        return
    document = survey.document(name)
    file = document.read(DeadHostFile)
    if survey.covers(name):
        yield from document.findings
    if file is None:
        return
    dead = {one.host: (number, one) for number, one in enumerate(file.hosts)}
    for link in placed_links(survey.catalogue):
        labels = link.host.split(".")
        found = next(
            (dead[host] for n in range(len(labels)) if (host := ".".join(labels[n:])) in dead), None
        )
        if found and found[1].state in _REASONS and survey.covers(link.path):
            number, one = found
            remedy = f"Link to {one.now}" if one.now else "Look for its new address"
            yield survey.warning(
                link.path,
                link.place,
                f"{link.host} {_REASONS[one.state]} ({survey.at(name, ('hosts', number))}). "
                f"{remedy}, or take the link out.",
            )
