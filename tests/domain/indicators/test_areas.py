"""Areas and the places that belong to them."""

from __future__ import annotations

from portal.domain.indicators.areas import Area, AreaKind, Place, areas_of
from portal.domain.listing import ListingKind

FRANCE = Area(AreaKind.TOUT, "", "France")
CAF = Area(AreaKind.CAF, "87", "Caf de la Haute-Vienne")
HERE = Area(AreaKind.DEPARTEMENT, "87", "Haute-Vienne")
PLACE = Place(1, "Un lieu", ListingKind.REP, "Limoges", (CAF, HERE))
REMOTE = Place(2, "Une écoute", ListingKind.ECOUTE_DISTANCE, "", (CAF,))


def test_an_area_is_its_kind_and_code_whatever_its_name() -> None:
    assert Area(AreaKind.CAF, "87", "Autrement dite") == CAF
    assert CAF != HERE
    assert (CAF.slug, FRANCE.slug) == ("caf-87", "tout")


def test_every_place_is_in_the_whole() -> None:
    assert PLACE.is_in(FRANCE)
    assert REMOTE.is_in(FRANCE)


def test_a_place_without_a_commune_is_in_no_departement() -> None:
    assert PLACE.is_in(HERE)
    assert not REMOTE.is_in(HERE)
    assert (PLACE.name_of(AreaKind.DEPARTEMENT), REMOTE.name_of(AreaKind.EPCI)) == (HERE.name, "")


def test_the_areas_of_places_are_told_once_by_name() -> None:
    other = Place(3, "Trois", ListingKind.REP, "", (Area(AreaKind.CAF, "33", "Caf de la Gironde"),))
    names = [area.name for area in areas_of([PLACE, REMOTE, other], AreaKind.CAF)]
    assert names == ["Caf de la Gironde", "Caf de la Haute-Vienne"]
