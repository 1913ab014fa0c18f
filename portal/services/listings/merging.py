"""Merging two listings of one place: one is kept, the other is archived and leads to it.

What goes along to the kept listing: every address of the other (``map_former_slugs``), the reports
that nobody decided on yet, the links of campaigns that nobody used, and every funding file with its
trail. What stays: decided reports and proposals, as the history of the other; its verifications,
which tell of what it said and not of what is said now. A proposal that waits must be decided first:
it is a whole listing, written for the other one. Files and yearly reports never go to another Caf:
who reads and pays them is told by the Caf of their listing.

A merge is undone with what there is already: the kept listing goes back to its version before, and
the other is reopened, with everything that it said and its own address. The funding files stay with
the kept one: their history tells what was decided for which place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.dossiers.states import AXES
from portal.domain.french import NBSP
from portal.domain.history import Act, FieldChange
from portal.domain.listing import ListingStatus
from portal.domain.listings.changes import field_changes
from portal.domain.listings.content import ListingContent
from portal.domain.listings.workflow import loses
from portal.services.listings.combining import Choice, Part, combine, parts_of
from portal.services.listings.editing import (
    RefusedError,
    StaleError,
    change_content,
    keep_history,
    words_of,
)
from portal.services.listings.reading import content_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing, get_reached
from portal.store.merging import (
    count_pending_proposals,
    has_files_or_years,
    lead_on,
    list_axes,
)

Choices = Mapping[str, Choice]


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Two listings, what they say differently, and why they cannot be merged so ("" if they can).

    ``changes`` is what the choices would change in the kept one.
    """

    kept: Listing
    other: Listing
    parts: list[Part]
    changes: list[FieldChange]
    refusal: str


def plan_merge(kept_id: int, other_id: int, by: Actor, choices: Choices) -> MergePlan:
    """Return what a merge would do. Raises ``NotFoundError`` where one is out of reach."""
    session = db.session()
    kept, other = _both(session, kept_id, other_id, by)
    before, words = content_of(kept), words_of(session)
    result = combine(before, content_of(other), choices)
    return MergePlan(
        kept,
        other,
        parts_of(before, content_of(other), words),
        field_changes(before, result, words),
        _refusal(session, kept, other, result),
    )


def merge(
    kept_id: int,
    other_id: int,
    seen_versions: tuple[int, int],
    choices: Choices,
    by: Actor,
    now: datetime,
) -> Listing:
    """Merge the other listing into the kept one and return it.

    Raises ``NotFoundError`` out of reach, ``StaleError`` when somebody saved one of them since,
    ``RefusedError`` where a merge would lose something.
    """
    with transaction() as session:
        kept, other = _both(session, kept_id, other_id, by)
        if (kept.version, other.version) != seen_versions:
            raise StaleError(content_of(kept), kept.version)
        content = combine(content_of(kept), content_of(other), choices)
        refusal = _refusal(session, kept, other, content)
        if refusal:
            raise RefusedError(refusal)
        detail = f"«{other.name}», fiche n°{NBSP}{other.id}"
        if not change_content(session, kept, content, by, Act.LISTING_MERGED, now, detail):
            keep_history(session, kept, by, Act.LISTING_MERGED, now, detail=detail)
        _archive(session, other, kept, by, now)
        lead_on(session, other.id, kept.id)
        return kept


def _both(session: Session, kept_id: int, other_id: int, by: Actor) -> tuple[Listing, Listing]:
    if kept_id == other_id:
        raise NotFoundError(f"listing {kept_id} cannot be merged with itself")
    return get_reached(session, kept_id, by), get_reached(session, other_id, by)


def _archive(session: Session, other: Listing, kept: Listing, by: Actor, now: datetime) -> None:
    before = other.status
    other.status, other.merged_into_id = ListingStatus.ARCHIVEE, kept.id
    change = FieldChange("Statut", before.label, other.status.label)
    detail = f"fusionnée dans «{kept.name}», fiche n°{NBSP}{kept.id}"
    keep_history(session, other, by, Act.LISTING_ARCHIVED, now, [change], detail)


def _refusal(session: Session, kept: Listing, other: Listing, result: ListingContent) -> str:
    """Return why the two cannot be merged so, in French, or ""."""
    if ListingStatus.ARCHIVEE in (kept.status, other.status):
        return "Une de ces fiches est archivée : il n’y a rien à fusionner."
    if other.status is ListingStatus.PUBLIEE and kept.status is not ListingStatus.PUBLIEE:
        return "Gardez la fiche publiée : sinon, le lieu disparaîtrait du site."
    if count_pending_proposals(session, other.id):
        return f"Une proposition attend pour «{other.name}». Traitez-la, puis fusionnez."
    if kept.caf_id != other.caf_id and has_files_or_years(session, other.id):
        return (
            "Ces fiches relèvent de deux Caf. Les dossiers de financement et les indicateurs de"
            f" «{other.name}» ne changent pas de Caf."
        )
    if list_axes(session, (kept.id, other.id)) - {AXES.get(result.kind)}:
        return "Des dossiers de financement demandent un autre type. Choisissez-le, puis fusionnez."
    lost = loses(content_of(kept), result) if kept.status is ListingStatus.PUBLIEE else []
    return f"Il manquerait à la fiche gardée : {' ; '.join(lost)}." if lost else ""
