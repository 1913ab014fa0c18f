"""Where a listing may go from where it stands, and what it lacks to be published."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.history import Act
from portal.domain.listing import ListingStatus
from portal.domain.listings.content import ListingContent

TRANSITIONS: Mapping[ListingStatus, tuple[ListingStatus, ...]] = {
    ListingStatus.BROUILLON: (ListingStatus.PUBLIEE, ListingStatus.ARCHIVEE),
    ListingStatus.PUBLIEE: (ListingStatus.SUSPENDUE, ListingStatus.ARCHIVEE),
    ListingStatus.SUSPENDUE: (ListingStatus.PUBLIEE, ListingStatus.ARCHIVEE),
    ListingStatus.ARCHIVEE: (ListingStatus.BROUILLON,),
}
"""Every step that there is. A published listing never becomes a draft again: it is suspended."""

ACTS: Mapping[ListingStatus, Act] = {
    ListingStatus.BROUILLON: Act.LISTING_REOPENED,
    ListingStatus.PUBLIEE: Act.LISTING_PUBLISHED,
    ListingStatus.SUSPENDUE: Act.LISTING_SUSPENDED,
    ListingStatus.ARCHIVEE: Act.LISTING_ARCHIVED,
}
"""What history calls the step to each status."""


def lacks(content: ListingContent) -> list[str]:
    """Return, in French, what a listing needs before people can use it; nothing: it is ready."""
    placed = any(site.code_insee or site.departements for site in content.sites)
    reachable = any(contact.is_public for contact in content.contacts) or any(
        site.address for site in content.sites
    )
    missing = {
        "une commune, ou les départements servis": placed,
        "un téléphone, un courriel, un site web ou une adresse": reachable,
    }
    return [what for what, there in missing.items() if not there]


def loses(before: ListingContent, after: ListingContent) -> list[str]:
    """Return, as ``lacks``, what people could use before a change and no longer after it.

    What was published without it (imports do) may still be edited: it gets no worse.
    """
    known = lacks(before)
    return [what for what in lacks(after) if what not in known]
