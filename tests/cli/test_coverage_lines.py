"""Every figure of each line of flask coverage --json is what plain loops over listings give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.listing import ListingKind, ListingStatus
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.sites import Site
from tests.cli.coverage_loops import is_open, point_of, seeded_sites, served_departement
from tests.cli.half_day_loops import half_days
from tests.conftest import close_database
from tests.domain.coverage.brute_force import DEPARTEMENTS, TERRITORY, covered, inhabited

Line = dict[str, Any]


@pytest.fixture
def read_app(shared_app: Flask) -> Iterator[Flask]:
    with shared_app.app_context():
        yield shared_app
        close_database()


def _area(code: str | None) -> str:
    commune = TERRITORY.get_commune(code or "")
    return commune.epci or commune.code_insee


def _half_days(sites: list[Site], day: str) -> int | None:
    """Return the half-days of some stops of a place, by plain loops."""
    return half_days(sites, served_departement(sites[0]), date.fromisoformat(day))


def _places(sites: list[Site], day: str) -> Line:
    """Return the figures of some sites, place by place."""
    lists = {
        each.listing_id: [s for s in sites if s.listing_id == each.listing_id] for each in sites
    }
    counts = [_half_days(stops, day) for stops in lists.values()]
    return {
        "lieux": len(lists),
        "lieux_ouverts": sum(any(map(is_open, stops)) for stops in lists.values()),
        "demi_journees": None if None in counts else sum(each or 0 for each in counts),
        "demi_journees_connues": sum(each or 0 for each in counts),
        "demi_journees_inconnues": counts.count(None),
        "arrets_itinerants": sum(each.listing.itinerant for each in sites),
    }


def _social_centres() -> set[str]:
    query = (
        select(Site)
        .join(Listing)
        .where(Listing.kind == ListingKind.CENTRE_SOCIAL, Listing.status == ListingStatus.PUBLIEE)
    )
    return {_area(each.code_insee) for each in db.session.scalars(query) if each.code_insee}


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_each_line_is_what_loops_count(read_app: Flask, departement: str) -> None:
    command = ["coverage", "--departement", departement, "--json"]
    content: Line = json.loads(read_app.test_cli_runner().invoke(args=command).stdout)
    day, sites, social = content["calcule_pour"], seeded_sites(), _social_centres()
    here = [each for each in sites if served_departement(each) == departement]

    assert {key: content["total"][key] for key in _places([], day)} == _places(here, day)
    areas = {commune.epci or commune.code_insee for commune in inhabited(departement)}
    assert {line["code"] for line in content["epci"]} == areas
    for line in content["epci"]:
        inside = [each for each in here if _area(each.code_insee) == line["code"]]
        beyond = {s.listing_id for s in sites if _area(s.code_insee) == line["code"]}
        assert {key: line[key] for key in _places([], day)} == _places(inside, day)
        assert line["lieux_ailleurs"] == len(beyond - {each.listing_id for each in inside})
        assert line["centre_social"] is (line["code"] in social)


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_blank_zones_come_in_the_order_of_l15(read_app: Flask, departement: str) -> None:
    command = ["coverage", "--departement", departement, "--json"]
    content: Line = json.loads(read_app.test_cli_runner().invoke(args=command).stdout)
    sites, social = seeded_sites(), _social_centres()
    points = [point_of(each) for each in sites if is_open(each)]

    blank = {_area(c.code_insee) for c in inhabited(departement)}
    blank -= {_area(each.code_insee) for each in sites}
    beyond = dict.fromkeys(blank, 0)
    for code in blank:
        own = [c for c in inhabited(departement) if _area(c.code_insee) == code]
        beyond[code] = sum(c.population for c in own) - covered(own, points, 15)
    order = sorted(blank, key=lambda code: (code in social, -beyond[code], code))

    assert content["zones_blanches"] == order
