"""Nearest is exact: the API against a great-circle sort done the slow way."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.domain.territory import Territory

RADIUS_KM = 6371.0088
POINTS = 2_000


@pytest.fixture(scope="module")
def all_sites(shared_app: Any) -> list[dict[str, Any]]:
    client = shared_app.test_client()
    first = client.get("/api/v1/lieux?par_page=100").json
    pages = range(2, -(-first["total"] // 100) + 1)
    rest = [client.get(f"/api/v1/lieux?par_page=100&page={page}").json for page in pages]
    return [place for answer in (first, *rest) for place in answer["resultats"]]


def great_circle_km(lat: float, lon: float, place: dict[str, Any]) -> float:
    p, q = math.radians(lat), math.radians(place["latitude"])
    dlon = math.radians(place["longitude"] - lon)
    y = math.hypot(
        math.cos(q) * math.sin(dlon),
        math.cos(p) * math.sin(q) - math.sin(p) * math.cos(q) * math.cos(dlon),
    )
    x = math.sin(p) * math.sin(q) + math.cos(p) * math.cos(q) * math.cos(dlon)
    return RADIUS_KM * math.atan2(y, x)


def random_points(territory: Territory) -> list[tuple[float, float]]:
    """Return points near communes of every département, a few kilometres around borders too."""
    draw = random.Random(20261124)
    communes = [territory.commune_at(row) for row in range(len(territory.columns))]
    chosen = draw.choices(communes, k=POINTS - 100)
    near = [(c.latitude + draw.gauss(0, 0.05), c.longitude + draw.gauss(0, 0.05)) for c in chosen]
    return near + [(draw.uniform(-90, 90), draw.uniform(-180, 180)) for _ in range(100)]


def test_the_first_twenty_of_two_thousand_points_are_the_nearest(
    client: FlaskClient, all_sites: list[dict[str, Any]], territory: Territory
) -> None:
    placed = [place for place in all_sites if place["latitude"] is not None]
    for lat, lon in random_points(territory):
        answer = client.get(f"/api/v1/lieux?lat={lat}&lon={lon}").json
        expected = sorted(great_circle_km(lat, lon, place) for place in placed)[:20]
        found = [great_circle_km(lat, lon, place) for place in answer["resultats"]]
        assert found == pytest.approx(expected, abs=1e-6)


def test_the_distance_told_is_that_of_the_position_told(client: FlaskClient) -> None:
    lat, lon = 45.8336, 1.2611
    for place in client.get(f"/api/v1/lieux?lat={lat}&lon={lon}&par_page=50").json["resultats"]:
        assert place["distance_km"] == round(great_circle_km(lat, lon, place), 2)


def test_sites_at_the_same_distance_come_by_number(client: FlaskClient) -> None:
    places = client.get("/api/v1/lieux?code_insee=87085&par_page=100").json["resultats"]
    placed = [(p["distance_km"], p["site_id"]) for p in places if p["distance_km"] is not None]
    same_point = [pair for pair in placed if pair[0] == placed[0][0]]
    assert len(same_point) > 1
    assert same_point == sorted(same_point)


def test_services_without_a_position_come_last_and_serve_the_departement(
    client: FlaskClient,
) -> None:
    first = client.get("/api/v1/lieux?code_insee=87085&par_page=100").json
    pages = range(1, -(-first["total"] // 100) + 1)
    places = [
        place
        for page in pages
        for place in client.get(f"/api/v1/lieux?code_insee=87085&par_page=100&page={page}").json[
            "resultats"
        ]
    ]
    distances = [place["distance_km"] for place in places]
    placed = distances.index(None)
    assert all(distance is None for distance in distances[placed:])
    served = {code for place in places[placed:] for code in place["departement"].split("|")}
    assert all({"87", "france"} & set(p["departement"].split("|")) for p in places[placed:])
    assert "france" in served
    assert len(places) == first["total"] == len({place["site_id"] for place in places})


def test_a_radius_keeps_only_what_is_within(client: FlaskClient) -> None:
    answer = client.get("/api/v1/lieux?code_insee=87085&rayon_km=20&par_page=100").json
    assert answer["total"] == len(answer["resultats"]) > 0
    assert all(place["distance_km"] <= 20 for place in answer["resultats"])
