"""What can be asked of the index, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from search_index.hits import Hits

MinuteRange = tuple[int, int]
"""A half-open range [start, end) of minutes since 1970-01-01T00:00Z."""


class OpeningCalendar(Protocol):
    """Turns an opaque schedule key into opening intervals."""

    def openings(self, schedule: str, first: date, last: date) -> list[MinuteRange]:
        """Return when the place is open on the UTC days first to last: sorted, disjoint."""


@dataclass(frozen=True, slots=True)
class Position:
    """A point on Earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search. Values of one facet are alternatives, different facets must all hold.

    ``open_during`` gives for each zone the ranges of which at least one must meet an opening (an
    instant is a range of one minute); a zone that it does not name keeps nothing. With a position,
    results come by distance then ``site_id``, followed by the sites without a position whose
    ``departement`` facet holds one of ``remote_departements`` (none others), by ``sort_name``;
    ``radius_km`` keeps only sites within it, so none without a position. Without a position they
    come by relevance when there are words, else by ``sort_name``; ties by ``site_id``. ``facets``
    names the dimensions to count.
    """

    words: str = ""
    position: Position | None = None
    radius_km: float | None = None
    remote_departements: frozenset[str] = frozenset()
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    open_during: Mapping[str, tuple[MinuteRange, ...]] | None = None
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ("type", "theme", "public", "departement")


class SearchPage(NamedTuple):
    """A page of hits, the number of all matches, and how many of them hold each facet value.

    Only values with at least one match are in ``facets`` (dimension → slug → count).
    """

    total: int
    hits: Hits
    facets: Mapping[str, Mapping[str, int]]
