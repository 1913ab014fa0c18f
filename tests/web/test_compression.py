"""Public answers travel compressed, in the lightest way that the client reads."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.web.compression import set_up_compression


@pytest.mark.parametrize(
    ("read", "chosen"),
    [("gzip, deflate, br, zstd", "zstd"), ("gzip, deflate, br", "br"), ("gzip", "gzip")],
)
def test_a_page_comes_as_the_client_can_read_it(
    client: FlaskClient, read: str, chosen: str
) -> None:
    plain = client.get("/lieux?lieu=Limoges")
    packed = client.get("/lieux?lieu=Limoges", headers={"Accept-Encoding": read})

    assert packed.headers["Content-Encoding"] == chosen
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 4


def test_unpacked_it_is_the_same_page(client: FlaskClient) -> None:
    plain = client.get("/lieux?lieu=Limoges")
    packed = client.get("/lieux?lieu=Limoges", headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize(
    "address", ["/api/v1/lieux?lieu=Limoges", "/urgence", "/sitemap.xml", "/themes"]
)
def test_pages_and_interfaces_alike_are_compressed(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"


def test_who_reads_nothing_packed_gets_it_plain(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Encoding": "identity"})

    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_view_that_is_not_public_is_never_compressed() -> None:
    app = Flask("staff")
    set_up_compression(app)
    app.add_url_rule("/fiche", view_func=lambda: "secret " * 1000)

    answer = app.test_client().get("/fiche", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers
