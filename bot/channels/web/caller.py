"""Who asks: where a request comes from, and in which language."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import Request

NEAR = (
    "127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7",
)  # fmt: skip
"""Networks in which a proxy stands. What it says of the caller (`X-Forwarded-For`, `-Proto`) is
believed; who calls from anywhere else speaks for itself alone."""


def caller_of(request: Request) -> str:
    """The address of who asks; of IPv6 the network (/64), which one household has alone."""
    host = request.client.host if request.client else ""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host
    if found.version == 4:  # noqa: PLR2004  # because it is the name of a protocol
        return host
    return str(ipaddress.ip_network((int(found), 64), strict=False))


def language_of(request: Request) -> str | None:
    """The first language of the browser, as a two-letter code."""
    first = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0]
    code = first.strip().split("-")[0].lower()
    return code if code.isascii() and code.isalpha() else None


def same_site(request: Request) -> bool:
    """Whether a form comes from the page itself, not from another site (CSRF)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    try:
        return origin is None or urlsplit(origin).netloc == request.headers.get("Host")
    except ValueError:
        return False
