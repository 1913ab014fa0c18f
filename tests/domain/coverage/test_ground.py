"""The ground holds every inhabitant once."""

from __future__ import annotations

import numpy as np
import pytest

from portal.domain.coverage import Ground, ground_of
from tests.domain.coverage.brute_force import DEPARTEMENTS, TERRITORY, inhabited


def _codes(ground: Ground) -> list[str]:
    return [TERRITORY.columns.code_insee[row] for row in ground.rows.tolist()]


def test_the_whole_country_counts_each_inhabitant_once() -> None:
    ground = ground_of(TERRITORY)

    assert len(ground.rows) == 34875 - 3 + 45
    assert ground.population.sum() == sum(c.population for c in TERRITORY.communes())


@pytest.mark.parametrize(
    ("departement", "city", "count"), [("75", "75056", 20), ("69", "69123", 9), ("13", "13055", 16)]
)
def test_three_cities_are_their_arrondissements(departement: str, city: str, count: int) -> None:
    ground = ground_of(TERRITORY, {departement})
    parts = {c.code_insee for c in TERRITORY.arrondissements_of(city)}

    assert city not in _codes(ground)
    assert len(parts.intersection(_codes(ground))) == count


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_a_departement_holds_its_communes(departement: str) -> None:
    ground = ground_of(TERRITORY, [departement])

    assert _codes(ground) == [c.code_insee for c in inhabited(departement)]
    assert ground.population.dtype == np.int64
    assert ground.vectors.shape == (len(ground.rows), 3)


def test_an_island_without_an_epci_is_an_area_of_its_own() -> None:
    areas = [area for area in ground_of(TERRITORY).areas if not area.is_epci]

    assert [area.code for area in areas] == ["22016", "29083", "29155", "85113"]
    assert areas[3].name == "L'Île-d'Yeu"


def test_an_epci_of_two_departements_is_in_both_with_its_own_part() -> None:
    shared = next(epci for epci in TERRITORY.epcis.values() if len(epci.departements) == 2)
    people = 0
    for departement in shared.departements:
        ground = ground_of(TERRITORY, {departement})
        line = [area.code for area in ground.areas].index(shared.code)
        assert ground.areas[line].departements == shared.departements
        people += ground.population_by_area()[line]

    assert people == sum(c.population for c in TERRITORY.communes() if c.epci == shared.code)
