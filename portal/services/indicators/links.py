"""The links by which managing bodies enter indicators: until they expire or all is validated."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.indicators.states import ReportSource, ReportState
from portal.services.accounts.tokens import digest
from portal.services.indicators.entering import Entry, keep_entry
from portal.services.indicators.reading import Sheet, sheet_of
from portal.services.throttling import Limit, TooManyError, count_act
from portal.store.db import NotFoundError, db, transaction
from portal.store.indicators import IndicatorLink, find_link
from portal.store.listings import Listing
from portal.store.throttling import find_nth_newest

WRONG_TRIES = Limit("indicateurs:reseau", most=20, window=timedelta(hours=1))
"""How many wrong links one network may send."""

SAVES = Limit("indicateurs:lien", most=60, window=timedelta(hours=1))
"""How often one link may be used to save."""

_LONGEST_NAME = 100


class LinkState(Enum):
    """What can be done with a link."""

    OPEN = auto()
    VALIDATED = auto()
    """The Caf validated the figures: they are read, and change no more."""
    EXPIRED = auto()
    """It is too old, or a newer one was sent."""
    GONE = auto()
    """The listing was merged into another."""


class ClosedLinkError(Exception):
    """A link that cannot be used, or no longer."""


def read_link(token: str, network: tuple[str, ...], now: datetime) -> IndicatorLink:
    """Return the link of a token; nothing is written.

    Raises ``NotFoundError``, ``TooManyError`` where the network sent too many wrong ones.
    """
    session = db.session()
    _refuse_guessers(session, network, now)
    return _link(session, token)


def posted_link(token: str, network: tuple[str, ...], now: datetime) -> IndicatorLink:
    """Return the link that something was posted to; a token that is nobody's is counted.

    Raises as ``read_link``.
    """
    _refuse_wrong(token, network, now)
    return _link(db.session(), token)


def state_of(link: IndicatorLink, now: datetime) -> LinkState:
    """Return what can be done with a link."""
    if link.report.listing.merged_into_id is not None:
        return LinkState.GONE
    if now >= link.expires_at:
        return LinkState.EXPIRED
    validated = link.report.state is ReportState.VALIDE
    return LinkState.VALIDATED if validated else LinkState.OPEN


def sheet_by_link(link: IndicatorLink) -> Sheet:
    """Return the sheet that a link is about, and nothing else of the place."""
    return sheet_of(db.session(), link.report.listing, link.report.year)


def enter_by_link(token: str, entry: Entry, network: tuple[str, ...], now: datetime) -> None:
    """Keep what a managing body entered by its link.

    Raises ``NotFoundError``, ``TooManyError``, ``ClosedLinkError`` and what ``keep_entry`` raises.
    """
    _refuse_wrong(token, network, now)
    with transaction() as session:
        link = _link(session, token)
        if state_of(link, now) is not LinkState.OPEN:
            raise ClosedLinkError
        count_act(session, SAVES, (link.digest,), now)
        link.used_at = now
        listing = link.report.listing
        sheet = sheet_of(session, listing, link.report.year)
        keep_entry(session, sheet, entry, _answering(listing), ReportSource.LIEN, now)


def _link(session: Session, token: str) -> IndicatorLink:
    link = find_link(session, digest(token))
    if link is None:
        raise NotFoundError("no link has this token")
    return link


def _answering(listing: Listing) -> Actor:
    """Return who answers as history names them: the body, never the address of a person."""
    operator = listing.operator
    name = operator.name[:_LONGEST_NAME] if operator else "Le gestionnaire"
    return Actor(None, f"{name} (lien par courriel)")


def _refuse_wrong(token: str, network: tuple[str, ...], now: datetime) -> None:
    """Count a post with a token that is nobody's. Reading counts nothing: no GET writes."""
    session = db.session()
    _refuse_guessers(session, network, now)
    if find_link(session, digest(token)) is None:
        with transaction() as writing:
            count_act(writing, WRONG_TRIES, network, now)
        raise NotFoundError("no link has this token")


def _refuse_guessers(session: Session, network: tuple[str, ...], now: datetime) -> None:
    since = now - WRONG_TRIES.window
    last = find_nth_newest(session, WRONG_TRIES.purpose, network, since, WRONG_TRIES.most)
    if last is not None:
        raise TooManyError(last + WRONG_TRIES.window)
