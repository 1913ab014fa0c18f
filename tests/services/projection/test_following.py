"""The projection follows the database, and mends itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from portal.domain.listing import ListingStatus
from portal.services.projection import Projection
from portal.services.projection.follower import follow
from portal.services.search import PlaceSearch, find_listing, search_places
from portal.store.db import db, transaction
from portal.store.listings import Listing, get_listing
from portal.store.revisions import Revision, get_revision
from search_index.manifest import read_manifest
from tests.conftest import NOW

SLUG = "espace-familles-de-limoges"


def rename(name: str) -> None:
    with transaction() as session:
        get_listing(session, SLUG).name = name


def found_name(app: Flask) -> str | None:
    found = find_listing(app.extensions["portal.directory"], SLUG)
    return None if found is None else found.facts["nom"]


def test_an_edit_is_seen_after_catching_up(app: Flask, projection: Projection) -> None:
    rename("Espace Familles renommé")
    assert projection.catch_up(db.session()) == 1
    assert found_name(app) == "Espace Familles renommé"
    directory = app.extensions["portal.directory"]
    assert search_places(directory, PlaceSearch(words="renommé")).total == 1


def test_catching_up_twice_does_nothing_more(projection: Projection) -> None:
    rename("Espace Familles renommé")
    projection.catch_up(db.session())
    assert projection.catch_up(db.session()) == 0


@pytest.mark.parametrize("status", [ListingStatus.SUSPENDUE, ListingStatus.ARCHIVEE])
def test_a_listing_that_is_no_longer_published_disappears(
    app: Flask, projection: Projection, status: ListingStatus
) -> None:
    with transaction() as session:
        get_listing(session, SLUG).status = status
    projection.catch_up(db.session())
    assert found_name(app) is None
    assert list(projection.differences(db.session())) == []


def test_a_deleted_listing_disappears(app: Flask, projection: Projection) -> None:
    with transaction() as session:
        session.delete(get_listing(session, SLUG))
    projection.catch_up(db.session())
    assert found_name(app) is None


def test_index_and_database_are_compared_row_by_row(projection: Projection) -> None:
    assert list(projection.differences(db.session())) == []
    rename("Autre nom")
    with transaction() as session:
        other = session.scalars(select(Listing).where(Listing.slug != SLUG)).first()
        assert other is not None
        gone = other.slug
        session.execute(delete(Listing).where(Listing.id == other.id))
    told = "\n".join(projection.differences(db.session()))
    assert f"la fiche {SLUG} n’est pas la même dans l’index" in told
    assert gone not in told
    assert "dans l’index mais n’est plus publiée" in told
    assert "révision" in told


def test_an_index_of_another_database_is_built_anew(
    app: Flask, projection: Projection, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction() as session:
        session.execute(update(Revision).values(lineage="another"))
    projection.catch_up(db.session())
    assert "belongs to another database" in caplog.text
    assert app.extensions["portal.directory"].index.meta["lineage"] == "another"


def test_a_missing_index_is_built_at_first_use_and_the_log_says_so(
    app: Flask, remove_index: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    remove_index()
    assert app.test_client().get("/lieux").status_code == 200
    assert "search index rebuilt" in caplog.text


def test_a_damaged_index_is_built_anew_at_start(
    app: Flask, damage_index: Callable[[], None], projection: Projection
) -> None:
    damage_index()
    assert app.test_client().get("/lieux").status_code == 200
    assert list(projection.differences(db.session())) == []


def test_an_index_removed_while_serving_is_healed_without_a_wrong_answer(
    app: Flask, remove_index: Callable[[], None], projection: Projection
) -> None:
    before = app.test_client().get("/api/v1/lieux").json
    remove_index()
    after = app.test_client().get("/api/v1/lieux").json
    assert after["total"] == before["total"]
    assert list(projection.differences(db.session())) == []


def test_the_public_is_answered_while_the_database_is_gone(app: Flask) -> None:
    client = app.test_client()
    client.get("/lieux")
    database = app.extensions["portal.settings"].instance / "portal.db"
    db.session.remove()
    db.engine.dispose()
    database.unlink()
    for address in ("/", "/lieux?lieu=Limoges", f"/lieux/{SLUG}", "/api/v1/lieux?q=parents"):
        assert client.get(address).status_code == 200
    state = client.get("/pret").json
    assert (state["pret"], state["base"], state["index"]) == (True, "injoignable", "ok")


def test_the_follower_catches_what_another_process_left(app: Flask) -> None:
    stop = threading.Event()
    thread = follow(app.extensions["portal.projection"], app.app_context, stop)
    rename("Vu par le suiveur")
    for _ in range(100):
        if found_name(app) == "Vu par le suiveur":
            break
        stop.wait(0.05)
    stop.set()
    thread.join(timeout=5)
    assert found_name(app) == "Vu par le suiveur"


def test_readiness_tells_both_revisions(app: Flask) -> None:
    state = app.test_client().get("/pret").json
    revision, _lineage = get_revision(db.session())
    assert state["revision_base"] == state["revision_index"] == revision


def test_a_facts_file_cut_while_serving_is_healed_without_a_wrong_answer(
    app: Flask, damage_index: Callable[[], None], projection: Projection
) -> None:
    client = app.test_client()
    before = client.get("/api/v1/lieux?lieu=Brest").json
    damage_index()
    after = client.get("/api/v1/lieux?lieu=Lyon")
    assert after.status_code == 200
    assert client.get("/api/v1/lieux?lieu=Brest").json["resultats"] == before["resultats"]
    assert list(projection.differences(db.session())) == []


def test_the_coming_days_are_prepared_anew_when_the_day_changes(
    app: Flask, projection: Projection
) -> None:
    projection.clock = lambda: NOW + timedelta(days=1)
    projection.catch_up(db.session())
    manifest = read_manifest(app.extensions["portal.settings"].index_folder)
    assert manifest.first_day == NOW.date()


def test_invented_listings_are_hidden_where_demonstration_is_off(
    app: Flask, projection: Projection
) -> None:
    projection.demo = False
    projection.catch_up(db.session())
    places = app.test_client().get("/api/v1/lieux?par_page=100").json
    assert places["total"] == 170
    assert not any(place["demonstration"] for place in places["resultats"])
    assert list(projection.differences(db.session())) == []
