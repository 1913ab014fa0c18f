"""An address under a former slug leads to the present one, for ever and without the database."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.listing import ListingStatus
from portal.services.projection import Projection
from portal.services.slugs import rename_slug
from portal.store.db import db, transaction
from portal.store.listings import get_listing
from tests.conftest import app_in
from tests.web.public.report_forms import saved, token

SLUG = "espace-familles-de-limoges"


@pytest.fixture
def renamed(app: Flask, projection: Projection) -> FlaskClient:
    """Rename a listing twice and give a visitor's browser."""
    _rename(SLUG, "espace-des-familles-limoges", projection)
    _rename("espace-des-familles-limoges", "maison-des-familles-limoges", projection)
    return app.test_client(use_cookies=False)


def _rename(former: str, slug: str, projection: Projection) -> None:
    with transaction() as session:
        rename_slug(session, get_listing(session, former), slug)
    projection.catch_up(db.session())


@pytest.mark.parametrize("former", [SLUG, "espace-des-familles-limoges"])
@pytest.mark.parametrize(
    "address",
    [
        "/lieux/{}",
        "/lieux/{}?moment=soir&x=%C3%A9",
        "/en/lieux/{}",
        "/lieux/{}/signaler",
        "/ar/lieux/{}/signaler",
        "/api/v1/lieux/{}",
        "/api/v1/lieux/{}?moment=2026-11-25T10:00",
    ],
)
def test_a_former_slug_leads_to_the_present_one_in_one_step(
    renamed: FlaskClient, address: str, former: str
) -> None:
    answer = renamed.get(address.format(former))
    assert answer.status_code == 301
    assert answer.location == address.format("maison-des-familles-limoges")
    assert renamed.get(answer.location).status_code in (200, 400)


def test_the_redirect_needs_no_database(renamed: FlaskClient, tmp_path: Path) -> None:
    del renamed
    app = app_in(tmp_path, database_url=f"postgresql+psycopg://nobody@/x?host={tmp_path}/none")
    assert app.test_client().get(f"/lieux/{SLUG}").status_code == 301


def test_other_origins_may_follow_the_redirect_of_the_api(renamed: FlaskClient) -> None:
    answer = renamed.get(f"/api/v1/lieux/{SLUG}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_caches_ask_again_since_a_slug_may_be_taken_back(
    renamed: FlaskClient, projection: Projection
) -> None:
    assert "no-cache" in renamed.get(f"/lieux/{SLUG}").headers["Cache-Control"]
    _rename("maison-des-familles-limoges", SLUG, projection)
    assert renamed.get(f"/lieux/{SLUG}").status_code == 200
    assert renamed.get("/lieux/maison-des-familles-limoges").location == f"/lieux/{SLUG}"


def test_a_form_open_while_the_slug_changed_can_still_be_sent(
    app: Flask, projection: Projection
) -> None:
    browser = app.test_client(use_cookies=False)
    form = f"/lieux/{SLUG}/signaler"
    data = {"motif": "autre", "jeton": token(browser, form)}
    _rename(SLUG, "espace-des-familles-limoges", projection)
    answer = browser.post(form, data=data)
    assert (answer.status_code, answer.location) == (
        308,
        "/lieux/espace-des-familles-limoges/signaler",
    )
    assert browser.post(answer.location, data=data).status_code == 303
    assert len(saved()) == 1


def test_the_former_slug_of_a_listing_no_longer_published_is_a_404(
    renamed: FlaskClient, projection: Projection
) -> None:
    with transaction() as session:
        get_listing(session, "maison-des-familles-limoges").status = ListingStatus.ARCHIVEE
    projection.catch_up(db.session())
    assert renamed.get(f"/lieux/{SLUG}").status_code == 404


def test_the_former_slug_of_an_invented_listing_is_a_404_without_demonstration(
    app: Flask, projection: Projection, tmp_path: Path
) -> None:
    invented = app.test_client().get("/api/v1/lieux?q=mirabelles").json["resultats"][0]["slug"]
    _rename(invented, "invente", projection)
    real = app_in(tmp_path, demo=False)
    with real.app_context():
        real.extensions["portal.projection"].catch_up(db.session())
    assert real.test_client().get(f"/lieux/{invented}").status_code == 404


def test_a_rebuilt_index_knows_the_former_slugs(
    renamed: FlaskClient, projection: Projection
) -> None:
    projection.rebuild(db.session())
    assert renamed.get(f"/lieux/{SLUG}").status_code == 301
    assert list(projection.differences(db.session())) == []


def test_a_slug_that_nobody_had_is_a_404(renamed: FlaskClient) -> None:
    assert renamed.get("/lieux/nulle-part").status_code == 404
    assert renamed.get("/api/v1/lieux/nulle-part").status_code == 404


def test_every_route_that_names_a_listing_is_redirected(shared_app: Flask) -> None:
    rules = [rule.rule for rule in shared_app.url_map.iter_rules() if "slug" in rule.arguments]
    of_listings = [rule for rule in rules if "/lieux/" in rule]
    assert [rule for rule in of_listings if "/lieux/<slug>" not in rule] == []
