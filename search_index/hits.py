"""The results of a search, kept as columns and read as hits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray


def version_of(digest: int) -> str:
    """Return the number of a document's digest as ``ListingDocument.digest`` shows it."""
    return f"{digest:016x}"


class Hit(NamedTuple):
    """One result."""

    site_id: int
    listing_id: int
    digest: int
    distance_km: float | None
    row: int

    @property
    def version(self) -> str:
        """What changes with every new version of the document: its ``digest`` (a cache key)."""
        return version_of(self.digest)


class Hits(Sequence[Hit]):
    """A page of results. Each is made when it is read: who wants only a column gets it faster."""

    __slots__ = ("_digest", "_identity", "_rows", "distances_km")

    def __init__(
        self,
        rows: NDArray[np.intp],
        distances_km: Sequence[float],
        identity: NDArray[np.int64],
        digest: NDArray[np.uint64],
    ) -> None:
        """Take the rows in order, of which the first have distances.

        ``identity`` (3, n: site, listing and row number) and ``digest`` (n) are of all the rows of
        the index; they must never change.
        """
        self.distances_km = distances_km
        """Of the results that have a position, which come first."""
        self._rows, self._identity, self._digest = rows, identity, digest

    @property
    def site_ids(self) -> list[int]:
        """The site of each result."""
        sites: list[int] = self._identity[0].take(self._rows).tolist()
        return sites

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Hit]:
        sites, listings, numbers = self._identity.take(self._rows, axis=1).tolist()
        digests = self._digest[self._rows].tolist()
        return map(Hit, sites, listings, digests, self._all_distances(), numbers)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hits) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _all_distances(self) -> list[float | None]:
        return [*self.distances_km, *[None] * (len(self._rows) - len(self.distances_km))]
