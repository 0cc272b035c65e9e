"""Really opens every link that a card can show (`ouderbot check --links`).

At most eight pages at a time and one of each host, HEAD before GET, under the project's own name.
What was found holds for seven days, so that nobody's server is asked more than that. Only what is
certain is a finding: the page is not there (404, 410), or the host has no address (DNS). A server
that is slow, refuses programs or is broken today is named in a note.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot import __version__
from bot.catalogue import Finding
from bot.editing.dead_hosts import PlacedLink, placed_links
from bot.editing.survey import Survey

CACHE = Path(".cache", "links.json")
"""What was found, in the content folder; may be deleted at any time."""
HOLDS = timedelta(days=7)
AT_ONCE = 8
TIMEOUT = 10.0
"""Seconds until a server must have answered."""
AGENT = f"Ouderbot/{__version__} (checks the links of a school chatbot once a week)"
GONE = {404, 410}
_BETTER_ASKED = 400
"""From this status a HEAD is followed by a GET: some servers know no HEAD."""
_MOST_REDIRECTS = 10


@dataclass(frozen=True)
class Opened:
    """What became of a link.

    Args:
        status: of HTTP, of the last page; 0 where there was none.
        problem: why there was none: `dns`, or a few words.
        final: the address where it ended.
    """

    status: int
    problem: str
    final: str

    @property
    def dead(self) -> str | None:
        """Why it is certainly dead, or None."""
        if self.problem == "dns":
            return "its host has no address (DNS)"
        return f"there is no such page ({self.status})" if self.status in GONE else None

    @property
    def doubtful(self) -> str | None:
        """Why nobody knows whether a parent can open it, or None."""
        if self.dead:
            return None
        return self.problem or (f"answers {self.status}" if self.status >= _BETTER_ASKED else None)


def open_links(survey: Survey) -> Iterator[Finding]:
    """Warnings for dead links; notes for those of which nothing is certain, or that moved away."""
    links = [one for one in placed_links(survey.catalogue) if survey.covers(one.path)]
    opened = opened_links((one.url for one in links), survey.catalogue.folder, survey.today)
    for link in links:
        found = opened[link.url]
        if found.dead:
            sentence = f"{link.url} cannot be opened: {found.dead}. Look for the new address."
            yield survey.warning(link.path, link.place, sentence)
        elif found.doubtful:
            survey.note(f"{_at(survey, link)}: {link.url} {found.doubtful}. Open it yourself.")
        elif urlsplit(found.final).hostname != urlsplit(link.url).hostname:
            survey.note(f"{_at(survey, link)}: {link.url} ends at {found.final}. Link to that.")


def _at(survey: Survey, link: PlacedLink) -> str:
    return survey.at(link.path, link.place)


def opened_links(urls: Iterable[str], folder: Path, today: date) -> dict[str, Opened]:
    """What became of each address; from the folder's cache where that is young enough."""
    wanted = set(urls)
    kept = {
        url: row
        for url, row in _kept(folder / CACHE).items()
        if today - HOLDS < date.fromisoformat(row["day"]) <= today
    }
    found = asyncio.run(_all(sorted(wanted - kept.keys())))
    for url, one in found.items():
        if not one.doubtful:
            kept[url] = {"day": today.isoformat(), **one.__dict__}
    path = folder / CACHE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    known = {url: Opened(row["status"], row["problem"], row["final"]) for url, row in kept.items()}
    return {url: found.get(url) or known[url] for url in wanted}


def _kept(path: Path) -> dict[str, dict[str, Any]]:
    """The rows of a cache; none when it is missing or is not what was written."""
    try:
        found = json.loads(path.read_text("utf-8"))
        return {
            str(url): {
                "day": date.fromisoformat(row["day"]).isoformat(),
                "status": int(row["status"]),
                "problem": str(row["problem"]),
                "final": str(row["final"]),
            }
            for url, row in found.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


async def _all(urls: list[str]) -> dict[str, Opened]:
    """Opens addresses, some at a time and one of each host."""
    places = asyncio.Semaphore(AT_ONCE)
    hosts: dict[str | None, asyncio.Lock] = defaultdict(asyncio.Lock)
    async with httpx.AsyncClient(
        follow_redirects=True,
        headers={"User-Agent": AGENT, "Accept": "text/html,*/*"},
        max_redirects=_MOST_REDIRECTS,
        timeout=TIMEOUT,
    ) as client:

        async def one(url: str) -> Opened:
            async with hosts[urlsplit(url).hostname], places:
                return await _opened(client, url)

        return dict(zip(urls, await asyncio.gather(*map(one, urls)), strict=True))


async def _opened(client: httpx.AsyncClient, url: str) -> Opened:
    """What became of one address."""
    try:
        async with asyncio.timeout(2 * TIMEOUT):
            response = await client.head(url)
            if response.status_code >= _BETTER_ASKED:
                async with client.stream("GET", url) as whole:
                    response = whole
        return Opened(response.status_code, "", str(response.url))
    except (httpx.TimeoutException, TimeoutError):
        return Opened(0, f"gave no answer in {TIMEOUT:.0f} seconds", url)
    except httpx.TooManyRedirects:
        return Opened(0, "sends in circles", url)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return Opened(0, "dns" if _of_dns(error) else f"does not answer ({_said(error)})", url)


def _of_dns(error: BaseException | None) -> bool:
    """Whether the name of a host has no address, rather than that nobody could be asked."""
    while error is not None:
        if isinstance(error, socket.gaierror):
            return error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)}
        error = error.__cause__ or error.__context__
    return False


def _said(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0] or type(error).__name__
