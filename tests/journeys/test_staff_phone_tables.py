"""On a phone no column of a table is out of sight: each line is a card with its words."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser

from portal.domain.access import Role
from portal.domain.dossiers.states import DossierState
from tests.dossiers import place_in
from tests.finances import Filed, file_of
from tests.journeys.staff import staff_page
from tests.staff import add_agent

pytestmark = pytest.mark.browser

CUT = "all => all.map(each => each.scrollWidth - each.clientWidth)"


@pytest.mark.parametrize(
    "address",
    [
        "/gestion/couverture?insee=87146",
        "/gestion/dossiers/echeances",
        "/gestion/financements",
    ],
)
def test_no_table_is_cut_on_a_phone(browser: Browser, app: Flask, address: str) -> None:
    file_of(place_in(), Filed(DossierState.PIECES_DEMANDEES, since=date(2026, 1, 5)))
    file_of(place_in(), Filed(DossierState.ACCORDEE, "1234.56"))
    with staff_page(browser, app, add_agent(Role.INSTRUCTEUR), width=360) as page:
        page.goto(address)
        cut = page.locator(".staff-table").evaluate_all(CUT)
        assert cut
        assert set(cut) == {0}


def test_the_way_to_a_reminder_is_in_sight_on_a_phone(browser: Browser, app: Flask) -> None:
    file_of(place_in(), Filed(DossierState.PIECES_DEMANDEES, since=date(2026, 1, 5)))
    with staff_page(browser, app, add_agent(Role.INSTRUCTEUR), width=360) as page:
        page.goto("/gestion/dossiers/echeances")
        way = page.get_by_role("link", name="Relancer le gestionnaire").first
        box = way.bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + box["width"] <= 360
