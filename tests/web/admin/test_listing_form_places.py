"""Where a listing is on the map follows its address when it is saved."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Role
from portal.domain.listings.content import SiteContent, from_json
from portal.services.geocoding import GeocodedAddress, Geocoder
from portal.services.listings.reading import content_of
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.proposals import Proposal
from tests.moderation import operated_listing
from tests.staff import StaffBrowser, add_agent, sign_in
from tests.web.admin.listing_pages import Fields, edit_address, fields_on, submit

NEW = "/gestion/fiches/nouvelle"
FOUND = (46.12, 1.05)
TYPED = {"adresses-0-latitude": "46,2", "adresses-0-longitude": "1,1"}


@dataclass
class Finder:
    """A geocoder that finds every address in Bellac, and sees whether the database waits for it."""

    answers = True
    waited_for = False

    def find_address(self, text: str) -> GeocodedAddress | None:
        """Give the address."""
        self.waited_for = self.waited_for or db.session().in_transaction()
        return GeocodedAddress(*FOUND, text, "87011", 0.9)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    """Return the browser of an agent."""
    return sign_in(app, add_agent(Role.AGENT))


@pytest.fixture
def finder(app: Flask) -> Finder:
    """Give the application a geocoder."""
    app.extensions["portal.directory"].geocoder = finder = Finder()
    return finder


def _new(browser: StaffBrowser, **more: str) -> Fields:
    fields = fields_on(browser, NEW)
    fields["identite-nom"] = "La Roulotte"
    fields["adresses-0-adresse"], fields["adresses-0-commune"] = "3 rue du Pont", "Bellac"
    for name, value in more.items():
        fields[name] = value
    return fields


def _listing() -> Listing:
    db.session().rollback()
    return db.session().scalars(select(Listing).where(Listing.name == "La Roulotte")).one()


def _site() -> SiteContent:
    return content_of(_listing()).sites[0]


def _point() -> tuple[float | None, float | None]:
    return _site().latitude, _site().longitude


def _edit(browser: StaffBrowser, **changes: str) -> str:
    address = edit_address(_listing().id)
    fields = fields_on(browser, address)
    for name, value in changes.items():
        fields[f"adresses-0-{name}"] = value
    return submit(browser, address, fields, follow_redirects=True).text


@pytest.fixture
def in_limoges(app: Flask, browser: StaffBrowser) -> None:
    """Save a listing with a point of its own."""
    del app
    more = {"adresses-0-commune": "Limoges"} | TYPED
    assert submit(browser, NEW, _new(browser, **more)).status_code == 303


def test_an_address_that_is_typed_is_placed_when_it_is_saved(
    browser: StaffBrowser, finder: Finder
) -> None:
    assert submit(browser, NEW, _new(browser)).status_code == 303
    assert _point() == FOUND
    assert not finder.waited_for


def test_a_point_that_is_typed_stays(browser: StaffBrowser, finder: Finder) -> None:
    submit(browser, NEW, _new(browser, **TYPED))
    assert _point() == (46.2, 1.1)
    del finder


def test_without_a_geocoder_saving_tells_that_the_commune_stands_for_the_address(
    browser: StaffBrowser,
) -> None:
    page = submit(browser, NEW, _new(browser), follow_redirects=True).text
    assert "La fiche est enregistrée en brouillon. Position" in page
    assert "au centre de la commune de Bellac" in page
    assert _point() == (None, None)


def test_saving_does_not_fail_with_a_geocoder_that_is_away(
    app: Flask, browser: StaffBrowser
) -> None:
    app.extensions["portal.directory"].geocoder = Geocoder("http://127.0.0.1:9/")
    page = submit(browser, NEW, _new(browser), follow_redirects=True).text
    assert "placez le repère sur la carte" in page


@pytest.mark.usefixtures("in_limoges")
def test_a_place_that_moves_is_placed_anew(browser: StaffBrowser, finder: Finder) -> None:
    _edit(browser, commune="Bellac", code_postal="")
    assert (_site().code_insee, _point()) == ("87011", FOUND)
    assert not finder.waited_for


@pytest.mark.usefixtures("in_limoges")
@pytest.mark.parametrize("moved", [{"commune": "Bellac"}, {"adresse": "9 rue Neuve"}])
def test_a_place_that_moves_without_a_geocoder_leaves_its_point(
    browser: StaffBrowser, moved: dict[str, str]
) -> None:
    page = _edit(browser, code_postal="", **moved)
    assert _point() == (None, None)
    assert "placez le repère sur la carte" in page


@pytest.mark.usefixtures("in_limoges")
@pytest.mark.parametrize(
    ("changes", "point"),
    [
        ({"commune": "Bellac", "latitude": "46,3", "longitude": "1,2"}, (46.3, 1.2)),
        ({"adresse": "3, RUE du Pont"}, (46.2, 1.1)),
        ({"acces": "Au fond de la cour."}, (46.2, 1.1)),
    ],
)
def test_a_point_that_was_moved_too_or_a_place_that_stays_is_not_asked_for(
    browser: StaffBrowser, finder: Finder, changes: dict[str, str], point: tuple[float, float]
) -> None:
    _edit(browser, code_postal="", **changes)
    assert _point() == point
    del finder


@pytest.mark.usefixtures("in_limoges")
def test_the_preview_of_a_place_that_moves_does_not_show_where_it_was(
    browser: StaffBrowser, finder: Finder
) -> None:
    address = edit_address(_listing().id)
    fields = fields_on(browser, address)
    fields["adresses-0-commune"], fields["adresses-0-code_postal"] = "Bellac", ""
    fields["apercu"] = "oui"
    page = submit(browser, address, fields).text
    assert "46.12" in page
    assert "46.2" not in page
    del finder


def test_a_place_that_is_proposed_elsewhere_is_proposed_with_its_point(
    app: Flask, finder: Finder
) -> None:
    listing, body = operated_listing(), sign_in(app, add_agent(Role.GESTIONNAIRE))
    address = f"/gestion/fiches/{listing.id}/proposer"
    fields = fields_on(body, address)
    assert submit(body, address, fields).status_code == 400
    fields["adresses-0-adresse"], fields["adresses-0-commune"] = "3 rue du Pont", "Bellac"
    fields["adresses-0-code_postal"] = ""
    assert submit(body, address, fields).status_code == 303
    proposed = from_json(db.session().query(Proposal).one().content)
    assert (proposed.sites[0].latitude, proposed.sites[0].longitude) == FOUND
    del finder
