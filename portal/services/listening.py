"""Listening services: who answers now, else who answers next."""

from __future__ import annotations

from datetime import UTC, datetime

from portal.domain.hours import OpeningState
from portal.domain.listing import NATIONAL, ListingKind
from portal.services.directory import Directory
from portal.services.search import PlaceSearch, Result, search_places

_MOST = 1000
"""More than the lines of the whole country."""
_NEVER = datetime.max.replace(tzinfo=UTC)


def listening_services(directory: Directory, departement: str | None = None) -> tuple[Result, ...]:
    """Return the listening services of a département and of all France, or of every département.

    The open ones come first, then those that open next, then those whose hours are not known. Among
    equals, those of the département come before those of all France; without one, the other way.
    """
    filters = {"type": frozenset({str(ListingKind.ECOUTE_DISTANCE)})}
    if departement is not None:
        filters["departement"] = frozenset({departement, NATIONAL})
    found = search_places(directory, PlaceSearch(filters=filters, per_page=_MOST)).places

    def order(service: Result) -> tuple[int, datetime, bool, str]:
        national = NATIONAL in (service.site["departement"] or "").split("|")
        first = national if departement is None else not national
        return (*_when(service), not first, service.listing["nom"])

    return tuple(sorted(found, key=order))


def is_open(service: Result) -> bool:
    """Tell whether a service answers now."""
    return bool(service.opening["etat"] == OpeningState.OUVERT)


def opens_later(service: Result) -> bool:
    """Tell whether a service is closed and it is known when it opens."""
    return not is_open(service) and service.opening["prochaine_ouverture"] is not None


def answers_by_phone(service: Result) -> bool:
    """Tell whether there is a number to call, and somebody who speaks at its end."""
    modes = service.listing["modes"]
    return bool(service.listing["telephone"]) and (not modes or "telephone" in modes)


def _when(service: Result) -> tuple[int, datetime]:
    """Return how soon somebody answers: the rank of the state, then the next opening."""
    if is_open(service):
        return 0, _NEVER
    if opens_later(service):
        return 1, datetime.fromisoformat(service.opening["prochaine_ouverture"])
    closed = service.opening["etat"] == OpeningState.FERME
    return 3 if closed else 2, _NEVER
