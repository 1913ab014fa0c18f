"""The outlines that maps draw: light, kept by browsers, each area once."""

from __future__ import annotations

import gzip
import json

import pytest
from flask.testing import FlaskClient

from portal.store.territory import load_territory

TERRITORY = load_territory()


def _codes(content: bytes) -> list[str]:
    return [area["properties"]["code"] for area in json.loads(content)["features"]]


@pytest.mark.parametrize("code", ["87", "2A", "974"])
def test_a_departement_has_the_outlines_of_its_epci(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/carte/epci/{code}.geojson")
    expected = {epci.code for epci in TERRITORY.epcis_of_departement(code)}

    assert answer.mimetype == "application/geo+json"
    assert set(_codes(answer.data)) == expected
    assert "max-age=86400" in answer.headers["Cache-Control"]


def test_the_country_has_every_epci_once_in_less_than_a_megabyte(client: FlaskClient) -> None:
    answer = client.get("/carte/epci/france.geojson", headers={"Accept-Encoding": "gzip"})
    codes = _codes(gzip.decompress(answer.data))

    assert len(answer.data) < 1_000_000
    assert len(codes) == len(set(codes))
    assert set(codes) == set(TERRITORY.epcis)


def test_a_browser_that_has_them_is_sent_nothing(client: FlaskClient) -> None:
    first = client.get("/carte/epci/87.geojson")
    again = client.get("/carte/epci/87.geojson", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("code", ["99", "France", "..%2fdepartements", "87.geojson"])
def test_what_is_no_departement_has_none(client: FlaskClient, code: str) -> None:
    assert client.get(f"/carte/epci/{code}.geojson").status_code == 404
