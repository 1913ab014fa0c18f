"""What is open when a place is not, and how far stops are."""

from __future__ import annotations

import pytest

from portal.domain.moments import parse_moment
from portal.services.directory import Directory
from portal.services.nearby import Alternatives, distance_km, open_instead
from portal.services.search import NOW as AT_ONCE
from portal.services.search import Origin, find_listing
from tests.conftest import NOW

LIMOGES = Origin(45.8336, 1.2611, "87")
RECORDED = "espace-familles-de-limoges"


def _instead(directory: Directory, slug: str, when: str = "maintenant") -> Alternatives:
    found = find_listing(directory, slug)
    assert found is not None
    moment = AT_ONCE if when == "maintenant" else parse_moment(when, NOW.date())
    return open_instead(directory, found, moment)


def test_three_other_open_listings_at_most_within_thirty_kilometres(directory: Directory) -> None:
    places = _instead(directory, RECORDED).places
    assert 1 <= len(places) <= 3
    assert {place.opening["etat"] for place in places} == {"ouvert"}
    assert all((place.distance_km or 0) <= 30 for place in places)
    assert RECORDED not in {place.listing["slug"] for place in places}


def test_listening_services_answer_when_nothing_is_open_nearby(directory: Directory) -> None:
    night = _instead(directory, RECORDED, "2026-11-24T23:30")
    assert night.places == ()
    assert night.lines
    assert {line.listing["type"] for line in night.lines} == {"ecoute_distance"}
    assert {line.opening["etat"] for line in night.lines} == {"ouvert"}


def test_a_remote_service_is_replaced_by_services_of_its_departements(
    directory: Directory,
) -> None:
    lines = _instead(directory, "parents-de-nuit-demonstration").lines
    served = {code for line in lines for code in line.site["departement"].split("|")}
    assert lines
    assert served & {"75", "92", "93", "94", "france"}


def test_the_distance_is_the_great_circle() -> None:
    site = {"latitude": 45.8336, "longitude": 1.2611}
    paris = Origin(48.8566, 2.3522, "75")
    assert distance_km(LIMOGES, site) == 0
    assert distance_km(paris, site) == pytest.approx(346, abs=2)
    assert distance_km(paris, {"latitude": None, "longitude": None}) is None
