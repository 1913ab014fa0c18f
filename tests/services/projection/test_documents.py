"""What documents hold for professionals, and what happens when that changes."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.services.directory import Directory
from portal.services.projection import Projection, following
from portal.services.search import PlaceSearch, find_listing, search_places
from portal.store.db import db, transaction
from portal.store.listings import get_listing

SLUG = "espace-familles-de-limoges"


@pytest.mark.parametrize(
    ("facet", "value"),
    [("mode", "sans_rendez_vous"), ("frais", "participation"), ("langue", "LSF")],
)
def test_modes_cost_and_languages_are_facets(directory: Directory, facet: str, value: str) -> None:
    every = search_places(directory, PlaceSearch(facets=(facet,)))
    one = search_places(directory, PlaceSearch(filters={facet: frozenset({value})}))
    assert one.total == every.facets[facet][value] > 0


def test_an_index_made_of_other_documents_is_built_anew(
    app: Flask, projection: Projection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert projection.catch_up(db.session()) == 0
    monkeypatch.setattr(following, "FORM", following.FORM + 1)
    assert projection.catch_up(db.session()) > 200
    assert projection.catch_up(db.session()) == 0
    del app


def test_a_document_tells_until_when_a_verification_holds_and_who_comes(
    app: Flask, projection: Projection
) -> None:
    with transaction() as session:
        listing = get_listing(session, SLUG)
        listing.verified_on, listing.review_months = date(2026, 8, 31), 6
        listing.offers[0].partner, listing.offers[0].schedule = "Relais des Lilas", "le jeudi"
        listing.sites[0].directions = "Bus 4"
    projection.catch_up(db.session())
    found = find_listing(app.extensions["portal.directory"], SLUG)
    assert found
    assert found.facts["a_revoir_le"] == "2027-02-28"
    theme = found.facts["themes"][0]
    visit = {"theme": theme, "partenaire": "Relais des Lilas", "quand": "le jeudi"}
    assert found.facts["permanences"] == [visit]
    assert found.sites[0]["comment_venir"] == "Bus 4"


def test_what_is_new_in_documents_is_not_in_the_api(app: Flask) -> None:
    answer = app.test_client().get(f"/api/v1/lieux/{SLUG}").json
    assert {"a_revoir_le", "permanences", "comment_venir"}.isdisjoint(answer)
    assert set(answer["offres"][0]) == {"theme", "publics", "precisions"}
