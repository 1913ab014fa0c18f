"""Routes: what each one declares, and what every answer carries."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import app_in

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
ADDRESSES = ("/", "/lieux", "/lieux/nulle-part", "/api/v1/lieux?page=0", "/sante", "/absent")


def test_every_route_says_who_may_use_it(shared_app: Flask) -> None:
    silent = [
        rule.endpoint
        for rule in shared_app.url_map.iter_rules()
        if rule.endpoint != "static"
        and not hasattr(shared_app.view_functions[rule.endpoint], "access")
    ]
    assert silent == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_exact_policy(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.headers.getlist("Content-Security-Policy") == [POLICY]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_answer_sets_a_cookie(client: FlaskClient, address: str) -> None:
    assert "Set-Cookie" not in client.get(address).headers


def test_the_tile_server_is_the_only_other_host_of_the_policy(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    tiles = "https://tuiles.example/{z}/{x}/{y}.png"
    app = app_in(tmp_path_factory.mktemp("tiles"), map_tiles_url=tiles)
    policy = app.test_client().get("/sante").headers["Content-Security-Policy"]
    assert policy == POLICY.replace("data:;", "data: https://tuiles.example;")


def test_a_host_that_is_not_ours_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    app = app_in(tmp_path_factory.mktemp("hosts"), trusted_hosts=("parents.example",))
    assert app.test_client().get("/sante", headers={"Host": "parents.example"}).status_code == 200
    assert app.test_client().get("/sante", headers={"Host": "evil.example"}).status_code == 400


def test_a_missing_page_is_in_french_with_a_way_out_and_the_urgent_numbers(
    client: FlaskClient,
) -> None:
    answer = client.get("/absent")
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.text
    assert 'href="/"' in answer.text
    assert "tel:119" in answer.text
