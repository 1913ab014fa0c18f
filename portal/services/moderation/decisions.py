"""What reports and proposals have in common: one decision each, which everybody can know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.history import Act, Subject, SubjectKind
from portal.store.audit import AuditEvent, list_events_of
from portal.store.listings import Listing


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last thing that an agent did to a report or a proposal, as history tells it."""

    actor: str
    sentence: str
    at: datetime


class DecidedError(Exception):
    """Somebody else dealt with it since it was read; ``last`` is what they did, where known."""

    def __init__(self, last: LastAct | None) -> None:
        super().__init__("somebody else dealt with it")
        self.last = last


def last_act(session: Session, kind: SubjectKind, subject_id: int) -> LastAct | None:
    """Return the last thing that an agent did to it, None while nobody did anything."""
    return next(
        (
            _told(event)
            for event in list_events_of(session, kind, subject_id)
            if event.act != Act.PROPOSAL_SENT
        ),
        None,
    )


def subject(kind: SubjectKind, subject_id: int, listing: Listing) -> Subject:
    """Return a report or a proposal as history names it: by the listing that it is about."""
    return Subject(kind, subject_id, listing.name, listing.caf_id)


def _told(event: AuditEvent) -> LastAct:
    return LastAct(event.actor, event.sentence, event.at)
