"""What the index gives back of a listing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]
"""JSON values, as the caller gave them."""


@dataclass(frozen=True, slots=True)
class StoredListing:
    """A listing with the facts of all its sites. ``version`` is that of its hits."""

    listing_id: int
    slug: str
    version: str
    facts: Facts
    site_ids: tuple[int, ...]
    sites: tuple[Facts, ...]
