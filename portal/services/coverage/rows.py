"""The lines of a survey as people read them: zones blanches first, by rank, or by any column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.coverage import AreaCoverage, Coverage
from portal.domain.labels import LabelledEnum
from search_index.text import fold


class Sorting(LabelledEnum):
    """What the table can be sorted by; its label heads the column (those of radii are added)."""

    PRIORITY = "priorite", "Zone blanche"
    NAME = "nom", "Epci"
    POPULATION = "population", "Population"
    PLACES = "lieux", "Lieux"
    FUNDED = "finances", "Financés"
    HALF_DAYS = "demi_journees", "Demi-journées"
    STOPS = "arrets", "Arrêts"
    FIRST_SHARE = "part_1", "Part au premier rayon"
    LAST_SHARE = "part_2", "Part au second rayon"
    SOCIAL_CENTRE = "centre_social", "Centre social"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; ``rank`` is that of a zone blanche, from 1."""

    line: AreaCoverage
    rank: int | None

    @property
    def shares(self) -> tuple[float | None, ...]:
        """The share of the people within each radius, None where nobody lives."""
        people = self.line.population
        return tuple(within / people if people else None for within in self.line.within)


def rows_of(
    coverage: Coverage, sorting: Sorting = Sorting.PRIORITY, *, descending: bool = False
) -> list[Row]:
    """Return a row for each line; those with nothing to sort by come last, either way round.

    By priority: zones blanches by rank, then the others by how many live beyond the first radius.
    """
    ranks = {line.area.code: rank for rank, line in enumerate(coverage.blank_zones, start=1)}
    rows = [Row(line, ranks.get(line.area.code)) for line in coverage.lines]
    rows.sort(key=lambda row: (row.rank is None, row.rank or -row.line.uncovered))
    if sorting is Sorting.PRIORITY:
        return rows[::-1] if descending else rows
    key = _KEYS[sorting]
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=descending)
    return known + [row for row in rows if key(row) is None]


_KEYS: Mapping[Sorting, Callable[[Row], Any]] = {
    Sorting.NAME: lambda row: fold(row.line.area.name),
    Sorting.POPULATION: lambda row: row.line.population,
    Sorting.PLACES: lambda row: row.line.tally.places,
    Sorting.FUNDED: lambda row: row.line.tally.funded_places,
    Sorting.HALF_DAYS: lambda row: row.line.tally.half_days,
    Sorting.STOPS: lambda row: row.line.tally.stops,
    Sorting.FIRST_SHARE: lambda row: row.shares[0],
    Sorting.LAST_SHARE: lambda row: row.shares[-1],
    Sorting.SOCIAL_CENTRE: lambda row: row.line.social_centre,
}
