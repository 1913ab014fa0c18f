"""How often somebody may try to prove who they are, counted across workers and restarts.

An attempt is counted before it is looked at, in one transaction, so that many at once cannot pass
together; one that turns out right is taken back. Three limits hold at the same time:

- one network may fail for all accounts together (an office of agents fits in, a robot does not);
- one account may fail from one network;
- one account may fail from all networks together, except from those where the account signed in
  within 30 days. So whoever tries passwords from anywhere in the world never locks out the owner
  in their office or at home; from a network of their own, nobody waits for more than a quarter of
  an hour.

Accounts are counted by what was typed, whether they exist or not: refusals tell nothing either.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from portal.services.throttling import Limit, count_act
from portal.store.throttling import (
    ThrottledAct,
    find_nth_newest,
    forget_acts,
    forget_newest,
    forget_subject,
)

SHORT = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=30)
"""For so long, the network of a sign-in stays one of the account's own."""

_KNOWN = "reseau_connu"


class Proof(StrEnum):
    """What is tried; each has its own count."""

    PASSWORD = "mot_de_passe"  # noqa: S105 - the name of a count
    CODE = "code"


MOST_OF_A_NETWORK = 50
MOST_HERE = 8
MOST_ANYWHERE = 80
"""Failures per quarter of an hour for a network, for an account on it; per day for an account."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt that was counted: where, and what to take back if it was right."""

    account: str
    network: str
    counted: tuple[tuple[str, str], ...]


def count_attempt(
    session: Session, proof: Proof, account: str, network: str, now: datetime
) -> Attempt:
    """Count an attempt inside the caller's transaction, or raise ``TooManyError``.

    ``network`` is what ``lasting_pseudonym`` gave.
    """
    limits = [
        (Limit(f"{proof}:reseau", MOST_OF_A_NETWORK, SHORT), network),
        (Limit(f"{proof}:ici", MOST_HERE, SHORT), _both(account, network)),
    ]
    if not knows_network(session, account, network, now):
        anywhere = Limit(f"{proof}:compte", MOST_ANYWHERE, timedelta(days=1))
        limits.append((anywhere, _digest(account)))
    for limit, subject in limits:
        count_act(session, limit, (subject,), now)
    return Attempt(account, network, tuple((limit.purpose, who) for limit, who in limits))


def take_back(session: Session, attempt: Attempt) -> None:
    """Forget an attempt that was right, inside the caller's transaction."""
    for purpose, subject in attempt.counted:
        forget_newest(session, purpose, subject)


def know_network(session: Session, account: str, network: str, now: datetime) -> None:
    """Remember that an account signed in from this network."""
    forget_acts(session, _KNOWN, now - KNOWN_FOR)
    subject = _both(account, network)
    forget_subject(session, _KNOWN, subject)
    session.add(ThrottledAct(purpose=_KNOWN, subject=subject, done_at=now))


def knows_network(session: Session, account: str, network: str, now: datetime) -> bool:
    """Tell whether an account signed in from this network lately."""
    since = now - KNOWN_FOR
    return find_nth_newest(session, _KNOWN, (_both(account, network),), since, 1) is not None


def _both(account: str, network: str) -> str:
    return _digest(f"{account} {network}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
