"""The table of coverage ends on the whole territory, which places that roam keep from adding up."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.listing import ListingKind, ListingStatus
from portal.store.db import transaction
from portal.store.listings import Listing
from portal.store.sites import Site
from tests.domain.coverage.brute_force import TERRITORY
from tests.staff import StaffBrowser, add_agent, sign_in
from tests.web.admin.coverage_pages import figures_in, rows_in, total_in

PAGE = "/gestion/couverture"
STOPS = {"87146": "week 01-53/2 Mo 09:00-12:00", "87011": "week 02-52/2 Tu 09:00-12:00"}
"""Two communes where a place comes every other week, never the same: a half-day a week in all."""
AREAS = {TERRITORY.get_commune(code).epci for code in STOPS}


@pytest.fixture
def agent(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


def _roam() -> None:
    """Publish that place."""
    sites = [Site(code_insee=code, stop=code, hours=hours) for code, hours in STOPS.items()]
    place = Listing(
        slug="roulotte",
        kind=ListingKind.LIEU_RESSOURCE,
        status=ListingStatus.PUBLIEE,
        name="Roulotte",
        itinerant=True,
        sites=sites,
    )
    with transaction() as session:
        session.add(place)


def test_the_last_row_says_the_total_of_the_figures_above(agent: StaffBrowser) -> None:
    page = agent.get(PAGE).text
    figures, total = dict(figures_in(page)), total_in(page)
    assert total[0] == "Total"
    assert total[1] == figures["zones blanches"]
    assert total[2] == figures["habitants"]
    assert total[3] == figures["lieux"]
    assert total[7] == figures["à moins de 15 km d’un lieu ouvert, à vol d’oiseau"]


def test_a_place_that_roams_is_once_in_the_total_and_the_page_says_why(
    agent: StaffBrowser,
) -> None:
    before = agent.get(PAGE).text
    _roam()
    after = agent.get(PAGE).text
    lines = [sum(row.places for row in rows_in(page)) for page in (before, after)]
    totals = [int(total_in(page)[3]) for page in (before, after)]
    known = [
        int(dict(figures_in(page))["demi-journées connues par semaine"]) for page in (before, after)
    ]

    assert (totals[1] - totals[0], lines[1] - lines[0]) == (1, 2)
    assert known[1] - known[0] == 1
    assert {row.cells[5] for row in rows_in(after) if row.code in AREAS} == {"0"}
    assert "Un lieu itinérant compte dans chaque Epci" in after
    assert "arrêt d’un lieu itinérant" in after


def test_where_no_place_roams_nothing_is_said_of_them(app: Flask) -> None:
    page = sign_in(app, add_agent(Role.CNAF)).get(f"{PAGE}?territoire=23").text
    assert total_in(page)[6] == "0"
    assert "itinérant compte" not in page
    assert "arrêt d’un lieu itinérant" not in page
