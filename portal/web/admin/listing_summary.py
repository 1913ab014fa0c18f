"""What the summary of a listing shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Permission
from portal.domain.calendar import SchoolCalendar
from portal.domain.days import day_in_paris
from portal.domain.history import SubjectKind
from portal.domain.listing import ListingStatus
from portal.domain.listings.proposing import visible
from portal.domain.listings.quality import Quality
from portal.domain.listings.workflow import TRANSITIONS, lacks
from portal.services.listings.duplicates import Duplicate, duplicates_of
from portal.services.listings.editing import words_of
from portal.services.listings.reading import content_of
from portal.services.listings.reviewing import quality_of
from portal.store.audit import AuditEvent, list_events_of
from portal.store.cafs import Caf, list_cafs
from portal.store.listings import Listing
from portal.store.workbench import ListingDraft, find_draft
from portal.web.admin.glimpse import Glimpse, glimpse

_STEPS: Mapping[ListingStatus, tuple[str, str]] = {
    ListingStatus.PUBLIEE: ("Publier", "badge-check"),
    ListingStatus.SUSPENDUE: ("Suspendre", "clock"),
    ListingStatus.ARCHIVEE: ("Archiver", "x"),
    ListingStatus.BROUILLON: ("Reprendre en brouillon", "list"),
}
_SEEN: Mapping[ListingStatus, str] = {
    ListingStatus.PUBLIEE: "Le public voit cette fiche.",
    ListingStatus.SUSPENDUE: "Le public ne voit plus cette fiche : elle est suspendue.",
    ListingStatus.ARCHIVEE: "Le public ne voit plus cette fiche : elle est archivée.",
    ListingStatus.BROUILLON: "Le public ne voit pas encore cette fiche.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A button that takes the listing to another status."""

    status: ListingStatus
    words: str
    icon: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A listing as one reads it at a glance; ``last`` is the newest act of its history.

    ``cafs`` are those that the reader may give it to.
    A managing body is shown neither what staff did nor what they keep to themselves.
    """

    seen: str
    public_address: str | None
    lacks: Sequence[str]
    steps: Sequence[Step]
    glimpse: Glimpse
    last: AuditEvent | None
    draft: ListingDraft | None
    quality: Quality | None
    lookalikes: Sequence[Duplicate]
    cafs: Sequence[Caf]


def summary_of(
    session: Session, listing: Listing, by: Actor, school: SchoolCalendar, now: datetime
) -> Summary:
    """Return what to show of a listing to somebody who reaches it."""
    inside = by.may(Permission.READ_HISTORY)
    content = content_of(listing) if inside else visible(content_of(listing))
    public = listing.status is ListingStatus.PUBLIEE
    events = list_events_of(session, SubjectKind.LISTING, listing.id) if inside else ()
    editing = by.may(Permission.EDIT_LISTINGS)
    return Summary(
        seen=_SEEN[listing.status],
        public_address=f"/lieux/{listing.slug}" if public else None,
        lacks=lacks(content),
        steps=_steps(listing.status) if by.may(Permission.PUBLISH_LISTINGS) else (),
        glimpse=glimpse(content, words_of(session), school, now),
        last=events[0] if events else None,
        draft=find_draft(session, by.agent_id, listing.id) if by.agent_id else None,
        quality=quality_of(session, listing, day_in_paris(now), school) if inside else None,
        lookalikes=duplicates_of(listing.id, by) if editing else (),
        cafs=list_cafs(session) if by.may(Permission.MOVE_LISTINGS) else (),
    )


def _steps(status: ListingStatus) -> tuple[Step, ...]:
    return tuple(Step(wanted, *_STEPS[wanted]) for wanted in TRANSITIONS[status])
