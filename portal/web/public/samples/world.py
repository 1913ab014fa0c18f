"""The world of the samples: the rules and words of the portal, at an instant that never moves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from portal.domain.freshness import is_to_confirm
from portal.services.directory import Directory
from portal.services.projection.documents import DocumentMaker
from portal.services.search import NOW, Origin, Result, opening_facts
from portal.store.listings import Listing
from portal.web.public.labels import Labels
from portal.web.public.listing_sites import SiteView, site_views
from portal.web.public.rendering import Rendering
from search_index.hits import Hit
from search_index.stored import StoredListing

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday at ten in Paris, outside school holidays."""


@dataclass(frozen=True, slots=True)
class World:
    """What samples are made with: the directory at that instant, and what pages share.

    Nothing of the listings of the directory is used, only its words, territory and calendar.
    """

    directory: Directory
    shared: Rendering

    @property
    def labels(self) -> Labels:
        """The labels, in the language that is spoken."""
        return self.shared.labels

    def found(self, listing: Listing) -> StoredListing:
        """Return a listing as the index gives it back."""
        directory = self.directory
        document = DocumentMaker(directory.vocabulary, directory.territory).document(listing)
        return StoredListing(
            listing_id=document.listing_id,
            slug=document.slug,
            version=document.digest,
            facts=_stored(document.facts),
            site_ids=tuple(site.site_id for site in document.sites),
            sites=tuple(_stored(site.facts) for site in document.sites),
        )

    def result(self, listing: Listing, km: float | None = None) -> Result:
        """Return the first site of a listing as a search finds it, ``km`` away."""
        found = self.found(listing)
        site = found.sites[0]
        hit = Hit(found.site_ids[0], found.listing_id, int(found.version, 16), km, row=0)
        opening = opening_facts(self.directory, site, NOW, AT)
        to_confirm = is_to_confirm(found.facts["a_revoir_le"], AT.date())
        return Result(hit, found.facts, site, opening, to_confirm)

    def sites(self, listing: Listing, origin: Origin | None = None) -> tuple[SiteView, ...]:
        """Return the sites of a listing as its page shows them."""
        return site_views(self.directory, self.found(listing), NOW, origin)

    def cards(self, *results: Result) -> Markup:
        """Return cards as lists hold them."""
        return self.shared.cards.all(results, self.labels)


def world_of(directory: Directory, shared: Rendering) -> World:
    """Return the world of the samples for the words and rules of a directory."""
    return World(replace(directory, clock=lambda: AT), shared)


def _stored(facts: Mapping[str, object]) -> Mapping[str, Any]:
    """Return facts as they come back from the index, where they are kept as JSON."""
    stored: Mapping[str, Any] = json.loads(json.dumps(facts))
    return stored
