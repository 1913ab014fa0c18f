"""Placing the addresses of a listing that is about to be saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from portal.domain.french import NBSP
from portal.domain.listing import is_placed
from portal.domain.listings.content import ListingContent, SiteContent
from portal.domain.territory import Commune, Territory
from portal.services.geocoding import TIMEOUT_SECONDS
from portal.services.listings.positions import AddressService, find_position


@dataclass(frozen=True, slots=True)
class Placed:
    """A content with the points that were found; ``said`` tells in French what has none, or ""."""

    content: ListingContent
    said: str = ""


@dataclass(slots=True)
class Placer:
    """Asks where addresses are, for no longer than one question may take, and one more.

    Who saves waits for it: what is not placed by then stands amid its commune until it is saved
    again. Ask outside of a transaction. With ``only_moved``, what stood so before is left alone.
    ``clock`` gives seconds that only grow.
    """

    territory: Territory
    geocoder: AddressService | None
    only_moved: bool = False
    clock: Callable[[], float] = time.monotonic

    def place(self, content: ListingContent, before: ListingContent) -> Placed:
        """Find the point of each address that people go to and that has none.

        Nothing is said again of an address that stood so ``before``.
        """
        deadline = self.clock() + TIMEOUT_SECONDS
        known = {_where(site) for site in before.sites}
        sites, amid = [], []
        for site in content.sites:
            stays = _where(site) in known
            asked = not (stays and self.only_moved)
            commune = self._commune_of(site, content) if asked else None
            geocoder = self.geocoder if self.clock() <= deadline else None
            placed = self._placed(site, commune, geocoder) if commune else site
            sites.append(placed)
            if commune and placed is site and not stays:
                amid.append(commune)
        return Placed(replace(content, sites=tuple(sites)), _said(amid))

    def _commune_of(self, site: SiteContent, content: ListingContent) -> Commune | None:
        """Return the commune in which the address is to be looked for, if it is."""
        wanted = site.address and site.latitude is None
        if not (wanted and is_placed(content.kind, content.modes, site.code_insee)):
            return None
        return self.territory.find_commune(site.code_insee or "")

    def _placed(
        self, site: SiteContent, commune: Commune, geocoder: AddressService | None
    ) -> SiteContent:
        found = find_position(site.address or "", commune, self.territory, geocoder)
        if not found.precise:
            return site
        return replace(site, latitude=found.latitude, longitude=found.longitude)


def _where(site: SiteContent) -> tuple[str | None, str | None, float | None]:
    return site.address, site.code_insee, site.latitude


def _said(amid: list[Commune]) -> str:
    if not amid:
        return ""
    if len(amid) > 1:
        where = f"{len(amid)} adresses sont au centre de leur commune"
        return f"Position{NBSP}: {where}{NBSP}; placez leur repère sur la carte."
    where = f"au centre de la commune de {amid[0].name}"
    return f"Position{NBSP}: {where}{NBSP}; placez le repère sur la carte."
