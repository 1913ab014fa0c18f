"""What the index holds: a listing with its sites, each site being one possible result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class SiteDocument:
    """One address, stop or remote service: one possible result.

    ``texts`` holds the words by field (see ``search_index.schema.TEXT_FIELDS``); ``facets`` the
    slugs by dimension (``type``, ``theme``, ``public``, ``departement``, ``acces``, ``gratuit``…),
    already widened by the caller where a value stands for all (``tous_parents``).
    ``schedule`` is an opaque key that the ``OpeningCalendar`` given to the index understands, empty
    when the hours are unknown; ``zone`` is an opaque key of the clock and school calendar that the
    place lives by. ``facts`` is whatever the caller wants back with a hit, as JSON values.
    """

    site_id: int
    latitude: float | None
    longitude: float | None
    texts: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    schedule: str
    zone: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListingDocument:
    """A published listing, the unit that is written, replaced and removed as a whole.

    ``facts`` are the JSON values shared by all its sites. ``sort_name`` orders results when neither
    a position nor words do.
    """

    listing_id: int
    slug: str
    sort_name: str
    sites: tuple[SiteDocument, ...]
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change with any change of the document."""
        content = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return blake2b(content.encode(), digest_size=8).hexdigest()
