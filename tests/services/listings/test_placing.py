"""Addresses are placed while their listing is saved, in the time that people can wait for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from portal.domain.listing import ListingKind, Mode
from portal.domain.listings.content import ListingContent, SiteContent
from portal.domain.territory import Territory
from portal.services.geocoding import TIMEOUT_SECONDS, GeocodedAddress
from portal.services.listings.placing import Placer

BELLAC = SiteContent(1, "Halle", address="3 rue du Pont", commune="Bellac", code_insee="87011")
STATION = replace(BELLAC, id=2, stop="Gare", address="1 place de la Gare")
CONTENT = ListingContent(ListingKind.LAEP, "Les Tilleuls", sites=(BELLAC,))
NOTHING = replace(CONTENT, sites=())


@dataclass
class Finder:
    """A geocoder that finds addresses of Bellac, each after some seconds."""

    takes: float = 0.0
    answers: bool = True
    time: float = 0.0
    asked: list[str] = field(default_factory=list)

    def find_address(self, text: str) -> GeocodedAddress | None:
        """Give the address, unless the service is away."""
        self.asked.append(text)
        self.time += self.takes
        return GeocodedAddress(46.12, 1.05, text, "87011", 0.9) if self.answers else None


def _placer(territory: Territory, finder: Finder) -> Placer:
    return Placer(territory, finder, clock=lambda: finder.time)


def test_an_address_without_a_point_is_asked_for(territory: Territory) -> None:
    placed = _placer(territory, Finder()).place(CONTENT, NOTHING)
    (site,) = placed.content.sites
    assert (site.latitude, site.longitude, placed.said) == (46.12, 1.05, "")


@pytest.mark.parametrize(
    "content",
    [
        replace(CONTENT, sites=(replace(BELLAC, latitude=46.1, longitude=1.0),)),
        replace(CONTENT, sites=(replace(BELLAC, address=None),)),
        replace(CONTENT, sites=(replace(BELLAC, code_insee=None),)),
        replace(CONTENT, kind=ListingKind.ECOUTE_DISTANCE, modes=(Mode.TELEPHONE,)),
    ],
)
def test_nothing_is_asked_of_what_has_a_point_or_needs_none(
    territory: Territory, content: ListingContent
) -> None:
    finder = Finder()
    placed = _placer(territory, finder).place(content, NOTHING)
    assert (placed.content, placed.said, finder.asked) == (content, "", [])


def test_what_is_not_found_is_amid_its_commune_and_that_is_said_once(territory: Territory) -> None:
    placer = _placer(territory, Finder(answers=False))
    placed = placer.place(CONTENT, NOTHING)
    assert placed.content == CONTENT
    assert "au centre de la commune de Bellac" in placed.said
    assert placer.place(CONTENT, CONTENT).said == ""


def test_what_stood_so_before_is_left_alone_where_only_moves_count(territory: Territory) -> None:
    placer = Placer(territory, Finder(), only_moved=True)
    both = replace(CONTENT, sites=(BELLAC, STATION))
    assert [site.latitude for site in placer.place(both, CONTENT).content.sites] == [None, 46.12]


def test_several_addresses_without_a_point_are_counted(territory: Territory) -> None:
    stops = replace(CONTENT, sites=(BELLAC, STATION))
    said = _placer(territory, Finder(answers=False)).place(stops, NOTHING).said
    assert "2 adresses sont au centre de leur commune" in said


def test_who_saves_does_not_wait_for_a_slow_service_again_and_again(territory: Territory) -> None:
    finder = Finder(takes=TIMEOUT_SECONDS + 0.1)
    stops = tuple(replace(BELLAC, id=n, stop=f"Arrêt {n}") for n in range(5))
    placed = _placer(territory, finder).place(replace(CONTENT, sites=stops), NOTHING)
    assert [site.latitude for site in placed.content.sites] == [46.12, None, None, None, None]
    assert len(finder.asked) == 1
