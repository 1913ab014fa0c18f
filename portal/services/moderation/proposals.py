"""Proposals: sent by managing bodies, decided by agents, change by change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act, SubjectKind
from portal.domain.listings.content import ListingContent, as_json, from_json
from portal.domain.listings.proposing import (
    OfferedChange,
    offered_changes,
    proposed,
    visible,
)
from portal.domain.listings.stops import repeated_stop
from portal.domain.listings.taking import Taking, with_proposed
from portal.domain.proposals import ProposalOrigin, ProposalState
from portal.services.audit import record
from portal.services.listings.editing import RefusedError, change_content, words_of
from portal.services.listings.operators import recognised
from portal.services.listings.reading import content_of
from portal.services.moderation.decisions import DecidedError, LastAct, last_act, subject
from portal.store.db import db, transaction
from portal.store.listings import Listing, get_reached
from portal.store.proposals import Proposal, get_reached_proposal

LONGEST_MESSAGE = 1000
"""Characters that go with a proposal, and of its answer."""


class ChangedError(Exception):
    """The listing changed while the proposal was being looked at."""


@dataclass(frozen=True, slots=True)
class ProposalFile:
    """A proposal, each of its changes beside what the listing says now, and who decided."""

    proposal: Proposal
    listing: Listing
    changes: list[OfferedChange]
    last: LastAct | None

    @property
    def waits(self) -> bool:
        """Whether it is still to be decided."""
        return self.proposal.state is ProposalState.EN_ATTENTE


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Which changes an agent takes, having seen the listing at a version, and the answer.

    ``texts`` are what the listing shall say instead of what is proposed, path by path.
    """

    paths: Collection[str]
    seen_version: int
    answer: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """What somebody sent: the listing as they saw it, and as they would have it.

    ``author`` is the mail of who has no account.
    """

    seen: ListingContent
    sent: ListingContent
    message: str = ""
    author: str = ""


def propose(listing_id: int, draft: ProposalDraft, by: Actor, now: datetime) -> Proposal:
    """Keep what the account of a managing body proposes for one of its listings.

    Raises ``NotFoundError`` out of its reach, ``RefusedError`` where nothing is proposed.
    """
    with transaction() as session:
        return add_proposal(session, get_reached(session, listing_id, by), draft, by, now)


def add_proposal(
    session: Session, listing: Listing, draft: ProposalDraft, by: Actor, now: datetime
) -> Proposal:
    """Keep a proposal inside the caller's transaction. ``RefusedError`` where nothing differs."""
    seen = visible(draft.seen)
    wanted = proposed(seen, draft.sent)
    if wanted == seen:
        raise RefusedError("Vous n’avez rien changé. Changez au moins une information.")
    proposal = Proposal(
        listing_id=listing.id,
        origin=ProposalOrigin.LIEN if by.agent_id is None else ProposalOrigin.COMPTE,
        author=draft.author or by.name,
        agent_id=by.agent_id,
        seen=as_json(seen),
        content=as_json(wanted),
        message=draft.message,
        state=ProposalState.EN_ATTENTE,
        created_at=now,
    )
    session.add(proposal)
    session.flush()
    about = subject(SubjectKind.PROPOSAL, proposal.id, listing)
    record(session, by, Act.PROPOSAL_SENT, about, now)
    return proposal


def read_proposal(proposal_id: int, by: Actor) -> ProposalFile:
    """Return a proposal with all that it takes to decide; ``NotFoundError`` out of reach."""
    session = db.session()
    proposal = get_reached_proposal(session, proposal_id, by)
    listing = get_reached(session, proposal.listing_id, by)
    last = last_act(session, SubjectKind.PROPOSAL, proposal.id)
    return ProposalFile(proposal, listing, _changes(session, proposal, listing), last)


def accept_proposal(proposal_id: int, acceptance: Acceptance, by: Actor, now: datetime) -> Proposal:
    """Write the changes that were taken: all of those that can be, or some of them, or corrected.

    Raises ``NotFoundError``, ``DecidedError``, ``ChangedError``, ``RefusedError``.
    """
    with transaction() as session:
        proposal = _waiting(session, proposal_id, by)
        listing = get_reached(session, proposal.listing_id, by)
        if listing.version != acceptance.seen_version:
            raise ChangedError
        able = {c.path: c.text for c in _changes(session, proposal, listing) if c.open}
        taking = _taking(able, acceptance)
        if able and not taking.paths:
            raise RefusedError("Changements : cochez au moins un changement, ou refusez.")
        whole = len(taking.paths) == len(able) and not taking.texts
        _write(session, proposal, listing, taking, by, now)
        act = Act.PROPOSAL_ACCEPTED if whole else Act.PROPOSAL_AMENDED
        state = ProposalState.ACCEPTEE if whole else ProposalState.AMENDEE
        proposal.answer = acceptance.answer
        _decide(session, proposal, state, act, by, now)
        return proposal


def refuse_proposal(proposal_id: int, answer: str, by: Actor, now: datetime) -> Proposal:
    """Refuse a proposal; the answer is the reason. As ``accept_proposal``."""
    with transaction() as session:
        proposal = _waiting(session, proposal_id, by)
        if not answer:
            raise RefusedError("Réponse : dites pourquoi la fiche ne change pas.")
        proposal.answer = answer
        _decide(session, proposal, ProposalState.REFUSEE, Act.PROPOSAL_REFUSED, by, now)
        return proposal


def _waiting(session: Session, proposal_id: int, by: Actor) -> Proposal:
    proposal = get_reached_proposal(session, proposal_id, by)
    if proposal.state is not ProposalState.EN_ATTENTE:
        raise DecidedError(last_act(session, SubjectKind.PROPOSAL, proposal.id))
    return proposal


def _changes(session: Session, proposal: Proposal, listing: Listing) -> list[OfferedChange]:
    seen, wanted = from_json(proposal.seen), from_json(proposal.content)
    return offered_changes(seen, wanted, content_of(listing), words_of(session))


def _taking(able: Mapping[str, str | None], acceptance: Acceptance) -> Taking:
    """Return what is taken of what can be; ``able`` has the text of each, None where it has none.

    What was typed for a change that is not taken, or is as it is proposed, corrects nothing.
    """
    taken = able.keys() & set(acceptance.paths)
    texts = {path: acceptance.texts[path] for path in taken & acceptance.texts.keys()}
    return Taking(taken, {p: text for p, text in texts.items() if able[p] not in (None, text)})


def _write(
    session: Session,
    proposal: Proposal,
    listing: Listing,
    taking: Taking,
    by: Actor,
    now: datetime,
) -> None:
    seen, wanted = from_json(proposal.seen), from_json(proposal.content)
    content = with_proposed(content_of(listing), seen, wanted, taking)
    if repeated_stop(content.sites) is not None:
        raise RefusedError("Changements : deux adresses auraient le même nom d’arrêt.")
    if "operator" in taking.paths:
        content = replace(content, operator=recognised(session, listing, content.operator))
    detail = f"proposition de {proposal.author}" if proposal.agent_id else "proposition reçue"
    change_content(session, listing, content, by, Act.LISTING_EDITED, now, detail)


def _decide(
    session: Session, proposal: Proposal, state: ProposalState, act: Act, by: Actor, now: datetime
) -> None:
    proposal.state, proposal.decided_at, proposal.decided_by_id = state, now, by.agent_id
    record(session, by, act, subject(SubjectKind.PROPOSAL, proposal.id, proposal.listing), now)
