"""What robots read: the map of the site and what is not for them."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest
from flask.testing import FlaskClient

SPACE = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
CHILDREN = ("pages", "themes", "departements", "lieux", "communes")


def _map(client: FlaskClient, path: str) -> Element:
    answer = client.get(path)
    assert answer.mimetype == "application/xml"
    return fromstring(answer.data)  # noqa: S314 - ours


def _addresses(client: FlaskClient, path: str) -> list[str]:
    return [found.text or "" for found in _map(client, path).iterfind(".//m:loc", SPACE)]


def test_the_index_names_a_map_for_each_sort_of_page(client: FlaskClient) -> None:
    names = _addresses(client, "/sitemap.xml")
    assert names == [f"http://localhost/sitemap-{name}-1.xml" for name in CHILDREN]


@pytest.mark.parametrize("name", CHILDREN)
def test_a_map_holds_at_most_fifty_thousand_different_absolute_addresses(
    client: FlaskClient, name: str
) -> None:
    addresses = _addresses(client, f"/sitemap-{name}-1.xml")
    assert 0 < len(addresses) <= 50_000
    assert len(set(addresses)) == len(addresses)
    assert all(address.startswith("http://localhost/") for address in addresses)


def test_every_commune_and_departement_is_on_the_map(client: FlaskClient) -> None:
    assert len(_addresses(client, "/sitemap-communes-1.xml")) == 34_875
    assert len(_addresses(client, "/sitemap-departements-1.xml")) == 101


def test_every_listing_of_the_map_answers(client: FlaskClient) -> None:
    for address in _addresses(client, "/sitemap-lieux-1.xml")[:20]:
        assert client.get(address.removeprefix("http://localhost")).status_code == 200


def test_addresses_follow_the_host_that_was_asked(client: FlaskClient) -> None:
    answer = client.get("/sitemap.xml", base_url="https://parents.example")
    assert "https://parents.example/sitemap-pages-1.xml" in answer.text


def test_the_maps_are_as_old_as_the_data(client: FlaskClient) -> None:
    dates = _map(client, "/sitemap-lieux-1.xml").iterfind(".//m:lastmod", SPACE)
    built = client.get("/api/v1/lieux").json["donnees_du"]
    assert {date.text for date in dates} == {built[:10]}


@pytest.mark.parametrize("path", ["pages-2", "pages-0", "communes-2", "secrets-1"])
def test_a_map_that_is_not_in_the_index_does_not_exist(client: FlaskClient, path: str) -> None:
    assert client.get(f"/sitemap-{path}.xml").status_code == 404


def test_robots_learn_where_the_map_is_and_what_is_not_for_them(client: FlaskClient) -> None:
    answer = client.get("/robots.txt", base_url="https://parents.example")
    assert answer.mimetype == "text/plain"
    lines = answer.text.splitlines()
    assert "Sitemap: https://parents.example/sitemap.xml" in lines
    for path in ("/gestion", "/signalements", "/quitter"):
        assert f"Disallow: {path}" in lines
