"""Verifying: somebody asked, and found what the listing says to be right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.calendar import LocalZone
from portal.domain.calendar.places import zone_of_place
from portal.domain.french import NBSP, enumeration
from portal.domain.freshness import FieldGroup, LastVerified, Means, public_date
from portal.domain.history import Act, FieldChange
from portal.domain.listing import ListingStatus
from portal.domain.listings.changes import show
from portal.domain.listings.content import ListingContent
from portal.domain.listings.grouped import Digests, digests_of
from portal.services.audit import record
from portal.services.listings.editing import RefusedError
from portal.services.listings.reading import content_of, subject_of
from portal.store.db import transaction
from portal.store.listings import Listing, get_reached
from portal.store.verifications import Verification, last_verified, show_verified_on


class UnseenError(RefusedError):
    """The listing says something else than what was read: nobody found that to be right."""


def verify(
    listing_id: int,
    groups: Collection[FieldGroup],
    means: Means,
    by: Actor,
    now: datetime,
    seen: Digests,
) -> Listing:
    """Record that these groups of a listing are still right, as they were ``seen``.

    Raises ``NotFoundError`` out of the actor's reach, ``UnseenError``, ``RefusedError`` where there
    is nothing to verify.
    """
    with transaction() as session:
        listing = get_reached(session, listing_id, by)
        refuse_unseen(content_of(listing), groups, seen)
        keep_verification(session, listing, groups, means, by, now)
        return listing


def refuse_unseen(content: ListingContent, groups: Collection[FieldGroup], seen: Digests) -> None:
    """Raise ``UnseenError`` where one of these groups does not say any more what was ``seen``."""
    told = digests_of(content)
    changed = [g for g in FieldGroup if g in groups and told[g] != seen.get(g)]
    if changed:
        what = enumeration([_lower(group.label) for group in changed])
        raise UnseenError(
            f"La fiche a changé depuis que vous avez ouvert cette page ({what}). Rien n’est "
            f"enregistré{NBSP}: relisez ce qu’elle dit maintenant, puis répondez de nouveau."
        )


def keep_verification(
    session: Session,
    listing: Listing,
    groups: Iterable[FieldGroup],
    means: Means,
    by: Actor,
    now: datetime,
) -> None:
    """Record a verification and its history inside the caller's transaction.

    That the actor saw what is verified is for the caller to make sure. Nothing of the content
    changes, so the listing keeps its version. The public is told another day once every group was
    verified: see ``public_date``.
    """
    wanted = set(groups)
    chosen = [group for group in FieldGroup if group in wanted]
    if not chosen:
        raise RefusedError("Vérification : choisissez ce que vous avez vérifié.")
    if listing.status is ListingStatus.ARCHIVEE:
        raise RefusedError("Cette fiche est archivée : il n’y a rien à vérifier.")
    today = now.astimezone(ZoneInfo(zone_of(listing).time_zone)).date()
    before = last_verified(session, listing.id)
    session.add_all(_verification(listing, group, today, means, by) for group in chosen)
    told = public_date({**before, **dict.fromkeys(chosen, today)}, listing.verified_on)
    if told != listing.verified_on:
        show_verified_on(session, listing.id, told)
    record(
        session,
        by,
        Act.LISTING_VERIFIED,
        subject_of(listing),
        now,
        [_change(group, before, today, means) for group in chosen],
        _detail(chosen, means),
    )


def zone_of(listing: Listing) -> LocalZone:
    """Return the zone that a listing lives by: that of its first site."""
    for site in listing.sites:
        return zone_of_place(site.code_insee, site.departements)
    return zone_of_place(None)


def _verification(
    listing: Listing, group: FieldGroup, day: date, means: Means, by: Actor
) -> Verification:
    return Verification(
        listing_id=listing.id,
        group=group,
        verified_on=day,
        means=means,
        agent_id=by.agent_id,
        actor=by.name[:120],
    )


def _change(group: FieldGroup, before: LastVerified, day: date, means: Means) -> FieldChange:
    last = before.get(group)
    return FieldChange(
        f"{group.label} : dernière vérification",
        show(last) if last else "jamais",
        f"{show(day)}, {_lower(means.label)}",
    )


def _detail(groups: list[FieldGroup], means: Means) -> str:
    whole = len(groups) == len(FieldGroup)
    what = "toute la fiche" if whole else enumeration([_lower(group.label) for group in groups])
    return f"{what}, {_lower(means.label)}"


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
