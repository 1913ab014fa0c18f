"""Communes as people look for them while they type."""

from __future__ import annotations

from collections.abc import Collection

from portal.domain.territory import Commune
from portal.services.directory import Directory
from search_index.suggest import LIMIT


def find_communes(
    directory: Directory, typed: str, departements: Collection[str] | None = None
) -> list[Commune]:
    """Return at most ten communes whose name or postal code begins with what was typed.

    Those of the ``departements`` come first where some are given, then exact names, then the larger
    population.
    """
    rows = directory.suggester.suggest(typed)
    if departements is not None:
        # What was found is all over the country: those of a name in one département may lack.
        rows = list(dict.fromkeys([*rows, *directory.suggester.starting_with(typed)]))
        its = directory.territory.columns.departement
        rows.sort(key=lambda row: its[row] not in departements)
    return [directory.territory.commune_at(row) for row in rows[:LIMIT]]
