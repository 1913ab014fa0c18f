"""What a listing says of each group that is verified together, and what changed in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from portal.domain.freshness import FieldGroup, group_of
from portal.domain.listing import Precision, is_placed
from portal.domain.listings.changes import Words, show
from portal.domain.listings.content import ListingContent, SiteContent
from portal.domain.listings.paths import differing, flat, label

Line = tuple[str, str]
"""A field under its French name, and what it says."""

Digests = Mapping[FieldGroup, str]
"""What each group said when it was read, as one short text for each."""

_TOLD_OTHERWISE = frozenset({"latitude", "longitude", "code_insee", "hours"})
"""Fields that nobody reads as they are written: a position is said, hours are sentences."""

_DIGEST = 32
"""Characters of a digest; nobody gains anything by making two of them alike."""


def lines_of(content: ListingContent, group: FieldGroup, words: Words = str) -> list[Line]:
    """Return what is filled in a group, in the order in which listings are shown.

    The weekly hours are left to who has a calendar to tell them with.
    """
    lines = [
        (label(path, content), _said(value, words))
        for path, value in flat(content).items()
        if group_of(path) is group and not _is_left_out(path, value)
    ]
    if group is FieldGroup.ADRESSE:
        lines += positions(content)
    return [line for line in lines if line[1]]


def positions(content: ListingContent) -> list[Line]:
    """Return how exactly each site that people can go to is placed."""
    placed = [
        site for site in content.sites if is_placed(content.kind, content.modes, site.code_insee)
    ]
    return [(_named("Sur la carte", site, content.sites), _precision(site)) for site in placed]


def edited_groups(before: ListingContent, after: ListingContent) -> frozenset[FieldGroup]:
    """Return the groups in which two contents of a listing differ."""
    groups = (group_of(path) for path in differing(before, after))
    return frozenset(group for group in groups if group is not None)


def digests_of(content: ListingContent) -> dict[FieldGroup, str]:
    """Return a text for each group that is another one as soon as the group says something else.

    A site that came or went counts in each group of which it says something: nobody who read the
    groups before read its hours.
    """
    said: dict[FieldGroup, list[Line]] = {group: [] for group in FieldGroup}
    for path, value in flat(content).items():
        group, words = group_of(path), show(value)
        if group is not None and words:
            said[group].append((path, words))
    return {
        group: sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()[:_DIGEST]
        for group, lines in said.items()
    }


def site_name(site: SiteContent) -> str:
    """Return what a site goes by among others."""
    return site.stop or site.address or site.commune or "adresse"


def _said(value: object, words: Words) -> str:
    """Return a part in words; contacts, services and exceptions stand on lines of their own."""
    if isinstance(value, tuple) and not all(isinstance(item, str) for item in value):
        return "\n".join(show(item, words) for item in value)
    return show(value, words)


def _is_left_out(path: str, value: object) -> bool:
    return path.rsplit(":", 1)[-1] in _TOLD_OTHERWISE or (path == "itinerant" and not value)


def _named(words: str, site: SiteContent, sites: Sequence[SiteContent]) -> str:
    return f"{words} ({site_name(site)})" if len(sites) > 1 else words


def _precision(site: SiteContent) -> str:
    own = site.latitude is not None and site.longitude is not None
    return (Precision.ADRESSE if own else Precision.COMMUNE).label
