"""Two people edited one listing: what goes together is put together, the rest is chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import FieldChange, SubjectKind
from portal.domain.listings.changes import Conflict, field_changes, three_way
from portal.domain.listings.content import ListingContent
from portal.domain.listings.paths import LABELS, take
from portal.domain.listings.stops import repeated_stop, settled
from portal.services.audit import changes_of
from portal.services.listings.editing import RefusedError, words_of
from portal.services.listings.reading import content_of
from portal.store.audit import list_events_of
from portal.store.listings import Listing, get_reached

SOMEBODY = "Quelqu’un"


@dataclass(frozen=True, slots=True)
class Clash:
    """What ``mine`` became next to what was saved since ``base``.

    ``mine_kept`` and ``theirs_kept`` is what goes together, ``conflicts`` what has to be chosen;
    ``who`` saved ``version``, and ``when``; None where it is its managing body alone that was told
    otherwise, from another listing.
    """

    listing_id: int
    base: ListingContent
    mine: ListingContent
    theirs: ListingContent
    version: int
    mine_kept: tuple[FieldChange, ...]
    theirs_kept: tuple[FieldChange, ...]
    conflicts: tuple[Conflict, ...]
    who: str
    when: datetime | None


def find_clash(
    session: Session, listing_id: int, base: ListingContent, mine: ListingContent, by: Actor
) -> Clash:
    """Compare what the actor wrote over ``base`` with what is saved now. ``NotFoundError``."""
    listing = get_reached(session, listing_id, by)
    theirs, words = content_of(listing), words_of(session)
    merged, conflicts = three_way(base, mine, theirs, words)
    disputed = {conflict.label for conflict in conflicts}
    last = _last_act(session, listing, base, theirs)
    return Clash(
        listing_id,
        base,
        mine,
        theirs,
        listing.version,
        mine_kept=tuple(field_changes(theirs, merged, words)),
        theirs_kept=tuple(
            change for change in field_changes(base, theirs, words) if change.field not in disputed
        ),
        conflicts=tuple(conflicts),
        who=last[0],
        when=last[1],
    )


def _last_act(
    session: Session, listing: Listing, base: ListingContent, theirs: ListingContent
) -> tuple[str, datetime | None]:
    """Return who changed a listing since ``base``, and when, as far as its history tells."""
    events = list_events_of(session, SubjectKind.LISTING, listing.id)
    told = [change.field for change in changes_of(events[0])] if events else []
    body_alone = replace(theirs, operator=base.operator) == base != theirs
    if body_alone and LABELS["operator"] not in told:
        return SOMEBODY, None
    return (events[0].actor, events[0].at) if events else (SOMEBODY, listing.updated_at)


def settle(
    base: ListingContent, mine: ListingContent, theirs: ListingContent, chosen: Collection[str]
) -> ListingContent:
    """Return ``theirs`` with what only ``mine`` changed and the disputed paths chosen from it.

    Raises ``RefusedError`` where two stops would then bear one name.
    """
    merged, conflicts = three_way(base, mine, theirs)
    wanted = {conflict.path for conflict in conflicts}.intersection(chosen)
    content = take(merged, mine, wanted)
    repeated = repeated_stop(content.sites)
    if repeated is not None:
        raise RefusedError(
            f"Nom de l’arrêt : deux adresses s’appellent «{repeated or 'sans nom'}». "
            "Revenez à la fiche pour leur donner deux noms."
        )
    return replace(content, sites=settled(content.sites, theirs.sites))
