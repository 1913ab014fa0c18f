"""The links of campaigns, by which a managing body answers without an account: once, in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.freshness import FieldGroup, Means
from portal.domain.listing import ListingStatus
from portal.domain.listings.grouped import Digests
from portal.domain.listings.proposing import visible
from portal.services.accounts.tokens import digest
from portal.services.listings.reading import content_of
from portal.services.listings.verifying import keep_verification, refuse_unseen
from portal.services.moderation.proposals import ProposalDraft, add_proposal
from portal.services.throttling import Limit, TooManyError, count_act
from portal.store.agents import Agent
from portal.store.campaigns import CampaignLink, LinkOutcome, find_link
from portal.store.db import NotFoundError, db, transaction
from portal.store.proposals import Proposal, find_proposal_by_link
from portal.store.throttling import find_nth_newest

WRONG_TRIES = Limit("confirmation:reseau", most=20, window=timedelta(hours=1))
"""How many wrong links one network may send."""

_LONGEST_NAME = 100
"""Characters of a managing body's name in history, which has room for 120."""


class LinkState(Enum):
    """What can be done with a link."""

    OPEN = auto()
    USED = auto()
    EXPIRED = auto()
    GONE = auto()
    """The listing is in the directory no more."""


class ClosedLinkError(Exception):
    """A link that cannot be used, or no longer."""


def read_link(token: str, network: tuple[str, ...], now: datetime) -> CampaignLink:
    """Return the link of a token; nothing is written.

    Raises ``NotFoundError``, ``TooManyError`` where the network sent too many wrong ones.
    """
    session = db.session()
    _refuse_guessers(session, network, now)
    return _link(session, token)


def state_of(link: CampaignLink, now: datetime) -> LinkState:
    """Return what can be done with a link."""
    if link.used_at is not None:
        return LinkState.USED
    if link.listing.status is ListingStatus.ARCHIVEE:
        return LinkState.GONE
    return LinkState.OPEN if now < link.expires_at else LinkState.EXPIRED


def confirm(token: str, seen: Digests, network: tuple[str, ...], now: datetime) -> None:
    """Record that nothing has changed: the whole listing is verified by its managing body.

    ``seen`` is what they read of it. Raises ``NotFoundError``, ``TooManyError``,
    ``ClosedLinkError``, and ``UnseenError``, after which the link can still be used.
    """
    _refuse_wrong(token, network, now)
    with transaction() as session:
        link = _use(session, token, LinkOutcome.RIEN_N_A_CHANGE, now)
        refuse_unseen(visible(content_of(link.listing)), tuple(FieldGroup), seen)
        by = _answering(link)
        keep_verification(session, link.listing, FieldGroup, Means.GESTIONNAIRE, by, now)


def propose_by_link(
    token: str, draft: ProposalDraft, network: tuple[str, ...], now: datetime
) -> None:
    """Keep the changes that a managing body proposes. As ``confirm``, and ``RefusedError``."""
    _refuse_wrong(token, network, now)
    with transaction() as session:
        link = _use(session, token, LinkOutcome.PROPOSITION, now)
        add_proposal(session, link.listing, replace(draft, author=link.mail), _answering(link), now)


def _use(session: Session, token: str, outcome: LinkOutcome, now: datetime) -> CampaignLink:
    link = _link(session, token)
    if state_of(link, now) is not LinkState.OPEN:
        raise ClosedLinkError
    link.used_at, link.outcome = now, outcome
    return link


def _link(session: Session, token: str) -> CampaignLink:
    link = find_link(session, digest(token))
    if link is None:
        raise NotFoundError("no link has this token")
    return link


def _answering(link: CampaignLink) -> Actor:
    """Return who answers as history names them: the body, never the address of a person."""
    operator = link.listing.operator
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


def proposal_of(link: CampaignLink) -> Proposal | None:
    """Return what was proposed by a link that was used so."""
    if link.used_at is None or link.outcome is not LinkOutcome.PROPOSITION:
        return None
    return find_proposal_by_link(db.session(), link.listing_id, link.used_at)


def writer_of(link: CampaignLink) -> Agent | None:
    """Return who wrote the mail of a link, while they are somebody to write to."""
    agent = db.session().get(Agent, link.campaign.agent_id or 0)
    return None if agent is None or agent.disabled_at else agent
