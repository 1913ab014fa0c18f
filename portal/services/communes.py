"""Communes as people look for them while they type."""

from __future__ import annotations

from portal.domain.territory import Commune
from portal.services.directory import Directory


def find_communes(directory: Directory, typed: str) -> list[Commune]:
    """Return at most ten communes whose name or postal code begins with what was typed.

    Exact names come first, then the larger population.
    """
    return [directory.territory.commune_at(row) for row in directory.suggester.suggest(typed)]
