"""What the benchmark asks of an engine and what it wants back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search_index.documents import ListingDocument, SiteDocument
from search_index.query import SearchQuery


@dataclass(frozen=True, slots=True)
class BenchQuery:
    """One measured search, or ``typed``: the beginning of a commune's name."""

    query_class: str
    search: SearchQuery = field(default_factory=SearchQuery)
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine answers: all matches counted, one page of sites with distances, facets.

    ``distances`` are kilometres, for the sites of the page that have a position; those come first.
    ``suggestions`` are rows of ``communes()``.
    """

    total: int
    site_ids: tuple[int, ...] = ()
    distances: tuple[float, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestions: tuple[int, ...] = ()


class Engine(Protocol):
    """A search engine that takes part."""

    name: str
    query_limit: int | None
    """How many queries of a class it can be asked in reasonable time; None for all."""
    unsupported: frozenset[str]
    """The query classes that it cannot do."""

    def build(self, documents: Sequence[ListingDocument]) -> None:
        """Index the documents, or open the index kept from an earlier run."""

    def search(self, query: BenchQuery) -> Answer:
        """Answer one query."""


def all_sites(documents: Sequence[ListingDocument]) -> list[SiteDocument]:
    """Return the sites of the documents by ``site_id``."""
    sites = [site for listing in documents for site in listing.sites]
    return sorted(sites, key=lambda site: site.site_id)
