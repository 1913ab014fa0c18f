"""The committed files hold the whole of France, each place with all that the portal needs."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest

from portal.domain.territory import Commune
from portal.domain.territory.audit import EXPECTED, find_differences, territory_figures
from portal.store.territory import (
    TERRITORY_FOLDER,
    departements_outline_path,
    epci_outlines_path,
    load_figures,
    load_territory,
)

TERRITORY = load_territory()


def _features(path: Path) -> dict[str, list[list[list[list[float]]]]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return {f["properties"]["code"]: f["geometry"]["coordinates"] for f in content["features"]}


def test_there_are_34875_communes_and_45_arrondissements_without_any_fault() -> None:
    assert (EXPECTED["communes"], EXPECTED["arrondissements"]) == (34875, 45)
    assert find_differences(TERRITORY, EXPECTED) == []


def test_the_figures_are_those_that_the_build_script_printed() -> None:
    figures, built = territory_figures(TERRITORY), load_figures()
    assert figures["population"] == built["population"]
    assert {k: figures[f"points_{k}"] for k in built["points"]} == built["points"]
    assert sum(built["points"].values()) == 34875 + 45


def test_the_town_halls_used_are_those_in_or_near_their_commune() -> None:
    built = load_figures()
    town_halls = built["town_halls"]
    assert town_halls["inside"] + town_halls["near"] == built["points"]["mairie"]
    assert town_halls["rejected"] > 200
    assert sum(town_halls.values()) == 34875 + 45


@pytest.mark.parametrize(
    ("code", "name", "postal_code", "departement", "latitude", "longitude"),
    [
        ("87085", "Limoges", "87000", "87", 45.83, 1.26),
        ("76351", "Le Havre", "76600", "76", 49.49, 0.11),
        ("93066", "Saint-Denis", "93200", "93", 48.94, 2.36),
        ("97411", "Saint-Denis", "97400", "974", -20.88, 55.45),
        ("97611", "Mamoudzou", "97600", "976", -12.78, 45.23),
        ("2A004", "Ajaccio", "20000", "2A", 41.92, 8.74),
        ("2B033", "Bastia", "20200", "2B", 42.70, 9.45),
        ("94038", "L'Haÿ-les-Roses", "94240", "94", 48.78, 2.34),
        ("17300", "La Rochelle", "17000", "17", 46.16, -1.15),
        ("97302", "Cayenne", "97300", "973", 4.94, -52.33),
        ("97105", "Basse-Terre", "97100", "971", 16.00, -61.73),
        ("97209", "Fort-de-France", "97200", "972", 14.60, -61.07),
        ("75056", "Paris", "75004", "75", 48.86, 2.34),
        ("75111", "Paris 11e Arrondissement", "75011", "75", 48.86, 2.38),
        ("69383", "Lyon 3e Arrondissement", "69003", "69", 45.76, 4.85),
        ("13213", "Marseille 13e Arrondissement", "13013", "13", 43.34, 5.42),
        ("27676", "Les Trois Lacs", "27700", "27", 49.20, 1.32),
        ("60694", "Les Hauts-Talican", "60390", "60", 49.34, 2.03),
    ],
)
def test_known_towns_are_where_they_are(
    code: str, name: str, postal_code: str, departement: str, latitude: float, longitude: float
) -> None:
    town = TERRITORY.get_commune(code)
    assert (town.name, town.departement) == (name, departement)
    assert postal_code in town.postal_codes
    assert town.latitude == pytest.approx(latitude, abs=0.05)
    assert town.longitude == pytest.approx(longitude, abs=0.05)


def test_only_four_islands_have_no_epci() -> None:
    alone = {c.name for c in TERRITORY.communes() if c.epci is None}
    assert alone == {"Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L'Île-d'Yeu"}


def test_a_merged_commune_keeps_the_postal_codes_of_the_former_ones() -> None:
    assert "93380" in TERRITORY.get_commune("93066").postal_codes


def test_only_the_six_villages_that_died_for_france_have_no_inhabitant() -> None:
    empty = [c for c in TERRITORY.communes() if c.population == 0]
    assert len(empty) == 6
    assert {c.departement for c in empty} == {"55"}


def test_an_epci_has_the_population_of_its_communes() -> None:
    members: dict[str, int] = {}
    for commune in TERRITORY.communes():
        if commune.epci:
            members[commune.epci] = members.get(commune.epci, 0) + commune.population
    assert members == {code: epci.population for code, epci in TERRITORY.epcis.items()}


def test_the_communes_are_sorted_by_code_so_that_changes_can_be_read() -> None:
    lines = (TERRITORY_FOLDER / "communes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert all(one.split("\t")[0] < other.split("\t")[0] for one, other in pairwise(lines))


def test_the_outlines_of_the_departements_weigh_45_kb_compressed_at_most() -> None:
    path = departements_outline_path()
    assert len(gzip.compress(path.read_bytes(), 9)) <= 45_000
    assert set(_features(path)) == set(TERRITORY.departements)


def test_every_ring_is_closed_and_every_departement_drawn_around_its_towns() -> None:
    outlines = _features(departements_outline_path())
    assert all(
        len(ring) >= 4 and ring[0] == ring[-1]
        for polygons in outlines.values()
        for rings in polygons
        for ring in rings
    )
    boxes = {code: _box(polygons) for code, polygons in outlines.items()}
    big_towns = [c for c in TERRITORY.communes() if c.population > 20_000]
    assert [c.name for c in big_towns if not _is_in(boxes[c.departement], c)] == []


def test_neighbouring_departements_share_their_border_point_for_point() -> None:
    outlines = _features(departements_outline_path())
    haute_vienne = {tuple(xy) for rings in outlines["87"] for ring in rings for xy in ring}
    others = {
        tuple(xy)
        for code in ("16", "19", "23", "24", "36", "86")
        for rings in outlines[code]
        for ring in rings
        for xy in ring
    }
    assert haute_vienne <= others


def test_each_departement_has_the_outlines_of_its_epci() -> None:
    for departement in TERRITORY.departements:
        expected = {epci.code for epci in TERRITORY.epcis_of_departement(departement)}
        assert set(_features(epci_outlines_path(departement))) == expected


def _box(polygons: list[list[list[list[float]]]]) -> tuple[float, float, float, float]:
    points = [xy for rings in polygons for xy in rings[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_in(box: tuple[float, float, float, float], commune: Commune) -> bool:
    west, south, east, north = box
    margin = 0.02
    return (
        west - margin <= commune.longitude <= east + margin
        and south - margin <= commune.latitude <= north + margin
    )
