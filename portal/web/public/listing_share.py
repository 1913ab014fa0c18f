"""Ways to take a listing along: by text message, by mail, on paper with a QR code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import segno
from markupsafe import Markup

from portal.services.calendar_feed import line, where
from search_index.stored import StoredListing

_QUIET_ZONE = 2
"""Modules of white around the code; the paper gives the rest."""


@dataclass(frozen=True, slots=True)
class Share:
    """The address of the page, links that open a message ready to send, and the code to scan."""

    address: str
    sms: str
    mail: str
    code: Markup


def share(found: StoredListing, address: str) -> Share:
    """Return the links of a listing; whatever its facts hold is percent-encoded."""
    text = "\n".join(_lines(found.facts, found.sites[0] if found.sites else None, address))
    subject, mail_body = quote(line(found.facts["nom"]), safe=""), text.replace("\n", "\r\n")
    return Share(
        address=address,
        sms=f"sms:?&body={quote(text, safe='')}",
        mail=f"mailto:?subject={subject}&body={quote(mail_body, safe='')}",
        code=qr_code(address),
    )


def _lines(facts: Mapping[str, Any], site: Mapping[str, Any] | None, address: str) -> list[str]:
    """Return the name, the address where there is only one, the phone and the page."""
    place = where(site) if site and not facts["itinerant"] else ""
    return [t for t in (line(facts["nom"]), place, line(facts["telephone"]), address) if t]


@lru_cache(maxsize=256)
def qr_code(address: str) -> Markup:
    """Return the QR code of an address as inline SVG; the address stands beside it as text."""
    made = segno.make(address, error="m", micro=False)
    drawn = made.svg_inline(border=_QUIET_ZONE, svgclass="qr", lineclass=None, omitsize=True)
    drawn = drawn.replace("<svg ", '<svg aria-hidden="true" ', 1)
    return Markup(drawn)  # noqa: S704 - drawn by us, out of squares


@dataclass(frozen=True, slots=True)
class Links:
    """Where to write and what to read; an address that is not of the web gives no link."""

    mail: str
    site: str
    networks: tuple[str, ...]
    source: str


def links(facts: Mapping[str, Any]) -> Links:
    """Return the addresses of a listing that are safe to follow."""
    mail = facts["courriel"]
    return Links(
        mail=f"mailto:{quote(mail, safe='@')}" if mail else "",
        site=_web(facts["site_web"]),
        networks=tuple(filter(None, map(_web, facts["reseaux_sociaux"]))),
        source=_web(facts["source_url"]),
    )


def _web(address: str | None) -> str:
    return address if address and address.startswith(("https://", "http://")) else ""
