"""Whether the engines answer the same: no time is shown for engines that do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from bench.geometry import distances_km
from bench.model import Answer, BenchQuery
from search_index.documents import SiteDocument

_COMPARED = 20
_TIE_KM = 0.001


class DisagreementError(Exception):
    """Two engines gave different answers to one query."""


class Referee:
    """Compares answers: totals, facets, suggestions and the distances of the nearest."""

    def __init__(self, sites: Sequence[SiteDocument]) -> None:
        self._positions = {
            site.site_id: (site.latitude, site.longitude)
            for site in sites
            if site.latitude is not None and site.longitude is not None
        }

    def compare(self, query: BenchQuery, answers: Mapping[str, Answer]) -> None:
        """Raise ``DisagreementError`` where two engines differ."""
        for (first, one), (second, other) in pairwise(answers.items()):
            for what, agrees in (
                ("totals", one.total == other.total),
                ("facets", one.facets == other.facets),
                ("suggestions", one.suggestions == other.suggestions),
                ("nearest", self._same_distances(query, one, other)),
            ):
                if not agrees:
                    raise DisagreementError(
                        f"{first} and {second} differ in their {what}: {query}\n{one}\n{other}"
                    )

    def _same_distances(self, query: BenchQuery, one: Answer, other: Answer) -> bool:
        if query.search.position is None:
            return len(one.site_ids) == len(other.site_ids)
        here, there = (self._distances(query, answer) for answer in (one, other))
        return here.shape == there.shape and bool(np.allclose(here, there, rtol=0, atol=_TIE_KM))

    def _distances(self, query: BenchQuery, answer: Answer) -> np.ndarray:
        """Return the distances of the page's first sites, -1 for those without a position."""
        ids = answer.site_ids[:_COMPARED]
        located = np.array([site_id in self._positions for site_id in ids], dtype=bool)
        found = np.full(len(ids), -1.0)
        points = [self._positions[site_id] for site_id in ids if site_id in self._positions]
        assert query.search.position is not None
        found[located] = distances_km(query.search.position, np.array(points).reshape(-1, 2))
        return found
