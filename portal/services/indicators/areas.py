"""Which areas somebody may read the indicators of, and to which of them places belong."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.indicators.areas import Area, AreaKind, Place
from portal.domain.territory import Territory
from portal.store.agent_reach import list_reached_cafs
from portal.store.cafs import Caf
from portal.store.db import NotFoundError
from portal.store.indicator_totals import PlaceRow


def reached_area(session: Session, territory: Territory, by: Actor, slug: str) -> Area:
    """Return the area of an address; where it is empty, the widest that the actor sees.

    ``NotFoundError`` where it is out of reach, as if there were no such area. A département or an
    EPCI is within reach where one of the actor's Caf serves it: what is added up there is still
    only what the actor may read.
    """
    cafs = list_reached_cafs(session, by)
    if not slug:
        return _widest(cafs, by)
    kind, _, code = slug.partition("-")
    if kind == AreaKind.TOUT and not code:
        return _everything(by)
    found = _of(territory, kind, code, cafs)
    if found is None:
        raise NotFoundError(f"no area «{slug}» within reach")
    return found


def place_of(row: PlaceRow, territory: Territory) -> Place:
    """Return a place with the areas that it belongs to."""
    commune = territory.find_commune(row.commune) if row.commune else None
    areas = [Area(AreaKind.CAF, *row.caf)] if row.caf else []
    departement = commune.departement if commune else _only(row.departements)
    if departement in territory.departements:
        name = territory.departements[departement].name
        areas.append(Area(AreaKind.DEPARTEMENT, departement, name))
    if commune and commune.epci:
        areas.append(Area(AreaKind.EPCI, commune.epci, territory.epcis[commune.epci].name))
    name = commune.name if commune else ""
    return Place(row.listing_id, row.name, row.kind, name, tuple(areas))


def _widest(cafs: Sequence[Caf], by: Actor) -> Area:
    if by.sees_everything or len(cafs) != 1:
        return _everything(by)
    return Area(AreaKind.CAF, cafs[0].code, cafs[0].name)


def _everything(by: Actor) -> Area:
    return Area(AreaKind.TOUT, "", "France" if by.sees_everything else "Vos Caf")


def _of(territory: Territory, kind: str, code: str, cafs: Sequence[Caf]) -> Area | None:
    served = {departement for caf in cafs for departement in caf.departements}
    if kind == AreaKind.CAF:
        return next((Area(AreaKind.CAF, c.code, c.name) for c in cafs if c.code == code), None)
    if kind == AreaKind.DEPARTEMENT and code in territory.departements and code in served:
        return Area(AreaKind.DEPARTEMENT, code, territory.departements[code].name)
    epci = territory.epcis.get(code) if kind == AreaKind.EPCI else None
    if epci and served.intersection(epci.departements):
        return Area(AreaKind.EPCI, code, epci.name)
    return None


def _only(departements: Sequence[str]) -> str:
    """Return the département that a service without a commune serves, "" where it is not one."""
    return departements[0] if len(departements) == 1 else ""
