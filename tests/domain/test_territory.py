"""A territory answers by code, by postal code and by nearness."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.territory import PointPrecision, UnknownCommuneError
from portal.store.territory import load_territory

TERRITORY = load_territory()


def test_a_commune_is_found_by_its_code() -> None:
    limoges = TERRITORY.get_commune("87085")
    assert (limoges.name, limoges.departement, limoges.region) == ("Limoges", "87", "75")
    assert limoges.precision is PointPrecision.MAIRIE
    assert limoges.epci is not None
    assert TERRITORY.epcis[limoges.epci].nature == "CU"


def test_an_unknown_code_is_refused_by_get_and_none_for_find() -> None:
    with pytest.raises(UnknownCommuneError):
        TERRITORY.get_commune("99999")
    with pytest.raises(UnknownCommuneError):
        TERRITORY.row_of("")
    assert TERRITORY.find_commune("99999") is None


def test_paris_lyon_and_marseille_are_communes_and_arrondissements() -> None:
    counts = {code: len(TERRITORY.arrondissements_of(code)) for code in ("75056", "69123", "13055")}
    assert counts == {"75056": 20, "69123": 9, "13055": 16}
    eleventh = TERRITORY.get_commune("75111")
    assert eleventh.is_arrondissement
    assert (eleventh.parent, eleventh.departement, eleventh.region) == ("75056", "75", "11")
    assert not TERRITORY.get_commune("75056").is_arrondissement


def test_the_communes_leave_out_the_arrondissements() -> None:
    assert sum(1 for _ in TERRITORY.communes()) == 34875


def test_a_postal_code_can_have_46_communes_the_largest_first() -> None:
    communes = TERRITORY.communes_of_postal_code("51300")
    assert len(communes) == 46
    assert communes[0].name == "Vitry-le-François"
    assert TERRITORY.communes_of_postal_code("00000") == ()


def test_a_departement_knows_its_region_and_its_epcis() -> None:
    assert TERRITORY.departements["87"].after_noun == "de la Haute-Vienne"
    assert TERRITORY.regions[TERRITORY.departements["87"].region].name == "Nouvelle-Aquitaine"
    assert "Limoges" in " ".join(epci.name for epci in TERRITORY.epcis_of_departement("87"))


def test_the_columns_are_ready_for_computations() -> None:
    columns = TERRITORY.columns
    assert columns.unit_vectors.shape == (len(columns), 3)
    assert columns.population.dtype == np.int32
    assert np.allclose(np.linalg.norm(columns.unit_vectors, axis=1), 1)
    assert int(columns.has_arrondissements.sum()) == 3


def test_the_nearest_commune_of_a_reference_point_is_its_own() -> None:
    for code in ("87085", "97411", "2A004", "75111", "97302"):
        commune = TERRITORY.get_commune(code)
        assert TERRITORY.nearest_commune(commune.latitude, commune.longitude) == commune


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_no_commune_is_nearer_than_the_nearest(latitude: float, longitude: float) -> None:
    found = TERRITORY.nearest_commune(latitude, longitude)
    best = _haversine(latitude, longitude, found.latitude, found.longitude)
    columns = TERRITORY.columns
    others = _haversine_to_all(latitude, longitude)[~columns.has_arrondissements]
    assert best == pytest.approx(float(others.min()), abs=1e-9)


def _haversine_to_all(latitude: float, longitude: float) -> np.ndarray:
    columns = TERRITORY.columns
    phi, other = math.radians(latitude), np.radians(columns.latitude)
    step = np.radians(columns.longitude - longitude)
    half = np.sin((other - phi) / 2) ** 2 + math.cos(phi) * np.cos(other) * np.sin(step / 2) ** 2
    return np.asarray(2 * np.arcsin(np.sqrt(np.minimum(half, 1))))


def _haversine(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    a, b = math.radians(lat), math.radians(other_lat)
    step = math.radians(other_lon - lon)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(step / 2) ** 2
    return 2 * math.asin(math.sqrt(min(half, 1)))
