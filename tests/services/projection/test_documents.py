"""What documents hold for professionals, and what happens when that changes."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.services.directory import Directory
from portal.services.projection import Projection, following
from portal.services.search import PlaceSearch, search_places
from portal.store.db import db


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
