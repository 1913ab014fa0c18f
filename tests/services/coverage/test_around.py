"""Reading only what is around a territory loses nothing that counts."""

from __future__ import annotations

from math import isfinite

import pytest
from flask import Flask

from portal.domain.coverage import ground_of, nearest_km
from portal.domain.listing import ListingKind
from portal.domain.territory import Territory
from portal.services.coverage.around import around
from portal.services.coverage.stops import placed_stops, vectors_of
from portal.store.db import db
from portal.store.sites import Site
from tests.domain.coverage.brute_force import DEPARTEMENTS
from tests.services.coverage.world import LIMOGES, PARIS_11, publish, survey_of

EVERY_KIND = frozenset(ListingKind)


@pytest.mark.parametrize("departement", [*DEPARTEMENTS, "974", "973"])
@pytest.mark.parametrize("radius", [1.0, 30.0, 200.0])
def test_every_stop_that_counts_is_read(
    app: Flask, territory: Territory, departement: str, radius: float
) -> None:
    del app
    ground = ground_of(territory, {departement})
    areas = {area.code for area in ground.areas}
    everywhere = placed_stops(db.session(), territory, EVERY_KIND, demonstration=True)
    near = around(territory, ground, radius)
    read = placed_stops(db.session(), territory, EVERY_KIND, demonstration=True, around=near)
    distances = nearest_km(vectors_of(everywhere), ground.vectors, radius)

    assert set(read) <= set(everywhere)
    for stop, far in zip(everywhere, distances, strict=True):
        if isfinite(far) or stop.area in areas:
            assert stop in read


def test_what_is_far_away_is_not_read(app: Flask, territory: Territory) -> None:
    del app
    near = around(territory, ground_of(territory, {"87"}), 30)
    read = placed_stops(db.session(), territory, EVERY_KIND, demonstration=True, around=near)

    assert {stop.departement for stop in read} <= near.departements
    assert not near.departements & {"75", "69", "2A", "974"}


@pytest.mark.usefixtures("empty_app")
def test_a_stop_covers_the_people_around_where_it_stands(territory: Territory) -> None:
    limoges = territory.get_commune(LIMOGES)
    here = {"latitude": limoges.latitude, "longitude": limoges.longitude}
    publish(Site(code_insee=PARIS_11, hours="Mo 09:00-12:00", **here))
    found = survey_of(territory).coverage

    assert found.total.places == 0
    assert found.within[0] > limoges.population
