"""An address is where the geocoder says, if it can be believed, else amid its commune."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from portal.domain.territory import Commune, Territory
from portal.services.geocoding import GeocodedAddress
from portal.services.listings.positions import find_position


@dataclass
class Finder:
    """A geocoder that always gives one answer, and remembers what it was asked."""

    answer: GeocodedAddress | None
    answers: bool = True
    asked: list[str] = field(default_factory=list)

    def find_address(self, text: str) -> GeocodedAddress | None:
        """Remember the question and give the answer."""
        self.asked.append(text)
        return self.answer


@pytest.fixture
def bellac(territory: Territory) -> Commune:
    return territory.get_commune("87011")


def _found(code_insee: str | None) -> GeocodedAddress:
    return GeocodedAddress(46.12, 1.05, "3 rue du Pont", code_insee, 0.9)


def test_an_address_that_is_found_in_its_commune_is_placed_there(
    territory: Territory, bellac: Commune
) -> None:
    finder = Finder(_found("87011"))
    position = find_position("3 rue du Pont", bellac, territory, finder)
    assert finder.asked == ["3 rue du Pont 87300 Bellac"]
    assert (position.latitude, position.longitude, position.precise) == (46.12, 1.05, True)


@pytest.mark.parametrize("code", ["87085", None, "00000"])
def test_an_address_that_is_found_elsewhere_is_not_believed(
    territory: Territory, bellac: Commune, code: str | None
) -> None:
    position = find_position("3 rue du Pont", bellac, territory, Finder(_found(code)))
    assert not position.precise
    assert "ailleurs" in position.sentence


@pytest.mark.parametrize("finder", [None, Finder(None)])
def test_without_an_answer_the_centre_of_the_commune_stands_for_the_address(
    territory: Territory, bellac: Commune, finder: Finder | None
) -> None:
    position = find_position("3 rue du Pont", bellac, territory, finder)
    assert position.sentence.endswith("la fiche sera au centre de la commune de Bellac.")
    assert position.latitude == pytest.approx(bellac.latitude, abs=1e-6)
    assert not position.precise


@pytest.mark.parametrize(
    ("answers", "said"),
    [(True, "L’adresse n’a pas été trouvée."), (False, "Le service d’adresses ne répond pas")],
)
def test_a_service_that_does_not_answer_is_not_an_address_that_does_not_exist(
    territory: Territory, bellac: Commune, *, answers: bool, said: str
) -> None:
    position = find_position("3 rue du Pont", bellac, territory, Finder(None, answers))
    assert position.sentence.startswith(said)


def test_an_arrondissement_is_within_its_city(territory: Territory) -> None:
    paris = territory.get_commune("75056")
    assert find_position("3 rue du Pont", paris, territory, Finder(_found("75111"))).precise
