"""Which listings are worth comparing: those that share a number, a SIRET, a place or a name.

Comparing each with each would take minutes for the listings of a country. Everything here works on
ranks in one list of traits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from itertools import product

import numpy as np

from portal.services.listings.traits import NEAR_KM, Traits
from search_index.geo import EARTH_RADIUS_KM, unit_vectors

_CROWD = 40
"""A word that more listings of one commune share tells nothing there."""

_AROUND = tuple(product((-1, 0, 1), repeat=3))

Pair = tuple[int, int]
Cell = tuple[int, int, int]


def pairs_to_compare(all_traits: Sequence[Traits], ours: Collection[int]) -> set[Pair]:
    """Return the pairs worth comparing of which at least one is among ``ours``, in order."""
    wanted = frozenset(ours)
    pairs = set(_sharing_a_key(all_traits, wanted))
    pairs.update(_neighbours(all_traits, wanted))
    return pairs


def _sharing_a_key(all_traits: Sequence[Traits], ours: frozenset[int]) -> Iterator[Pair]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for rank, traits in enumerate(all_traits):
        for key in _keys(traits):
            groups[key].append(rank)
    for ranks in groups.values():
        if 1 < len(ranks) <= _CROWD:
            yield from _pairs_of(ranks, ours)


def _keys(traits: Traits) -> Iterator[Hashable]:
    yield from (("phone", phone) for phone in traits.phones)
    if traits.siret:
        codes = {place.code_insee for place in traits.places}
        yield from (("siret", traits.siret, code) for code in codes)
    words = frozenset[str]().union(*traits.names)
    for code in {place.code_insee for place in traits.places if place.code_insee}:
        yield from (("name", code, word) for word in words)
    if traits.siret:
        yield from (("siret and name", traits.siret, word) for word in words)


def _pairs_of(ranks: list[int], ours: frozenset[int]) -> Iterator[Pair]:
    mine = [rank for rank in ranks if rank in ours]
    for one, other in product(mine, ranks):
        if one != other:
            yield (min(one, other), max(one, other))


def _neighbours(all_traits: Sequence[Traits], ours: frozenset[int]) -> Iterator[Pair]:
    """Yield the pairs that lie in the same cube of ``NEAR_KM`` or in one beside it."""
    placed = [
        (rank, place.latitude, place.longitude)
        for rank, traits in enumerate(all_traits)
        for place in traits.places
        if place.latitude is not None and place.longitude is not None
    ]
    if not placed:
        return
    ranks, latitudes, longitudes = zip(*placed, strict=True)
    vectors = unit_vectors(latitudes, longitudes) * (EARTH_RADIUS_KM / NEAR_KM)
    cells: list[Cell] = [(x, y, z) for x, y, z in np.floor(vectors).astype(int).tolist()]
    held: dict[Cell, set[int]] = defaultdict(set)
    for rank, cell in zip(ranks, cells, strict=True):
        held[cell].add(rank)
    for rank, (x, y, z) in zip(ranks, cells, strict=True):
        if rank in ours:
            around = (held.get((x + a, y + b, z + c), ()) for a, b, c in _AROUND)
            for other in {other for found in around for other in found} - {rank}:
                yield (min(rank, other), max(rank, other))
