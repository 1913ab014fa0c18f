"""Throttling: how often something may be done, counted in the database.

So it holds across worker processes and restarts. No address of a visitor is kept: networks are
counted under pseudonyms whose key changes every day, and what no longer counts is deleted.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy.orm import Session

from portal.store.throttling import ThrottledAct, find_nth_newest, forget_acts

_IPV4_PREFIX, _IPV6_PREFIX = 24, 48
"""What one household, school or office has in common."""


class TooManyError(Exception):
    """It was done too often; ``until`` is when it may be done again."""

    def __init__(self, until: datetime) -> None:
        super().__init__("done too often")
        self.until = until


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` acts of a purpose by one subject in any ``window``, of a day or less."""

    purpose: str
    most: int
    window: timedelta


def count_act(session: Session, limit: Limit, subjects: tuple[str, ...], now: datetime) -> None:
    """Count one act of a subject, inside the caller's transaction, which makes it exact.

    ``subjects`` are the names under which its acts may be counted, the present one first. Raises
    ``TooManyError``; an act that is refused does not count.
    """
    forget_acts(session, limit.purpose, now - limit.window)
    since = now - limit.window
    last_allowed = find_nth_newest(session, limit.purpose, subjects, since, limit.most)
    if last_allowed is not None:
        raise TooManyError(last_allowed + limit.window)
    session.add(ThrottledAct(purpose=limit.purpose, subject=subjects[0], done_at=now))


def network_pseudonyms(secret: str, address: str | None, now: datetime) -> tuple[str, ...]:
    """Return what the network of an address is called today, and what it was called yesterday."""
    network = _network(address)
    return tuple(
        _pseudonym(secret, day, network) for day in (now.date(), now.date() - timedelta(days=1))
    )


def lasting_pseudonym(secret: str, address: str | None) -> str:
    """Return what the network of an address is called on every day.

    Only for the sign-in of staff, where a network is to be known again after days.
    """
    key = hmac.digest(secret.encode(), b"throttling", hashlib.sha256)
    return hmac.new(key, _network(address).encode(), hashlib.sha256).hexdigest()


def _network(address: str | None) -> str:
    """Return the network of an address; what is no address (a socket's) is one network."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return "local"
    if isinstance(known, IPv6Address) and known.ipv4_mapped is not None:
        known = known.ipv4_mapped
    prefix = _IPV4_PREFIX if known.version == 4 else _IPV6_PREFIX
    return str(ip_network((known, prefix), strict=False))


def _pseudonym(secret: str, day: date, network: str) -> str:
    key = hmac.digest(secret.encode(), f"throttling {day.isoformat()}".encode(), hashlib.sha256)
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()
