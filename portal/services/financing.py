"""Whether listings are funded on the day of whoever asks, from the periods that the index carries.

The index holds days, never «oui»: the day after a convention ends, badge, filter and counts are
right without anything having been written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from portal.domain.days import day_in_paris
from portal.domain.dossiers.funding import FundedPeriod, funds_on
from search_index.query import SearchQuery
from search_index.view import SearchView

_FACET, _YES = "finance", "oui"
_NONE = frozenset({""})
"""A value that no place has."""


def with_funding(facts: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    """Return the facts of a listing with ``financement`` as it is on the day of ``now``."""
    periods = [
        FundedPeriod(date.fromisoformat(p["du"]), date.fromisoformat(p["au"]), p["caf"])
        for p in facts.get("financements", ())
    ]
    found = funds_on(periods, _day(now))
    if found is None:
        return facts
    return {**facts, "financement": {"soutenu": True, "caf": found.caf}}


def filters_on(
    view: SearchView, filters: Mapping[str, frozenset[str]], now: datetime
) -> Mapping[str, frozenset[str]]:
    """Return the filters with ``finance`` as the periods of the index that cover the day."""
    if _YES not in filters.get(_FACET, ()):
        return filters
    known = view.search(SearchQuery(limit=1, facets=(_FACET,))).facets.get(_FACET, {})
    return {**filters, _FACET: frozenset(_covering(known, _day(now))) or _NONE}


def facets_on(
    facets: Mapping[str, Mapping[str, int]], now: datetime
) -> Mapping[str, Mapping[str, int]]:
    """Return the counts with those of ``finance`` under «oui».

    The periods of one place never overlap, so that none is counted twice.
    """
    if _FACET not in facets:
        return facets
    counts = facets[_FACET]
    total = sum(counts[period] for period in _covering(counts, _day(now)))
    return {**facets, _FACET: {_YES: total} if total else {}}


def _covering(periods: Iterable[str], day: date) -> list[str]:
    """Return the periods, two ISO days, that cover a day."""
    wanted = day.isoformat()
    return [p for p in periods if p.partition("/")[0] <= wanted <= p.partition("/")[2]]


def _day(now: datetime) -> date:
    return day_in_paris(now)
