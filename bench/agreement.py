"""Whether the engines answer the same: no time is shown for engines that do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bench.geometry import distances_km
from bench.model import Answer, BenchQuery
from search_index.documents import SiteDocument
from search_index.query import Position

Distances = npt.NDArray[np.float64]

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
        told = [np.array(answer.distances[:_COMPARED]) for answer in (one, other)]
        true = [self._distances(query.search.position, answer) for answer in (one, other)]
        return (
            len(one.site_ids) == len(other.site_ids)
            and _close(*told)
            and _close(told[0], true[0])
            and _close(told[1], true[1])
        )

    def _distances(self, position: Position, answer: Answer) -> Distances:
        """Return how far the page's first sites really are, those without a position left out."""
        ids = answer.site_ids[:_COMPARED]
        points = [self._positions[site_id] for site_id in ids if site_id in self._positions]
        return distances_km(position, np.array(points).reshape(-1, 2))


def _close(one: Distances, other: Distances) -> bool:
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=0, atol=_TIE_KM))
