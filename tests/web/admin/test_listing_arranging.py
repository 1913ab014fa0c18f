"""Adding, taking out, moving and placing addresses without a script, and without saving."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Role
from portal.services.geocoding import GeocodedAddress
from portal.store.db import db
from portal.store.listings import Listing
from tests.staff import StaffBrowser, add_agent, sign_in
from tests.web.admin.listing_pages import Fields, fields_in, fields_on, submit

NEW = "/gestion/fiches/nouvelle"
STOPS = ("Le marché", "La gare", "Le port")


@dataclass
class Finder:
    """A geocoder that always finds one address of Bellac."""

    answers = True

    def find_address(self, text: str) -> GeocodedAddress | None:
        """Give the address."""
        return GeocodedAddress(46.12, 1.05, text, "87011", 0.9)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    """Return the browser of an agent."""
    return sign_in(app, add_agent(Role.AGENT))


def _press(browser: StaffBrowser, fields: Fields, button: str, value: str = "oui") -> Fields:
    answer = submit(browser, NEW, Fields([*fields.items(multi=True), (button, value)]))
    assert answer.status_code == 200
    return fields_in(answer.text)


def _three(browser: StaffBrowser) -> Fields:
    fields = fields_on(browser, NEW)
    for rank, stop in enumerate(STOPS):
        fields = fields if rank == 0 else _press(browser, fields, "ajouter_adresse")
        fields[f"adresses-{rank}-arret"] = stop
    return fields


def _stops(fields: Fields) -> list[str]:
    return [value for name, value in fields.items(multi=True) if name.endswith("-arret")]


def test_an_address_is_added_and_what_was_typed_stays(browser: StaffBrowser) -> None:
    fields = fields_on(browser, NEW)
    fields["identite-nom"] = "La Roulotte"
    fields["adresses-0-horaires-semaine-lundi-plage1-debut"] = "pas une heure"
    shown = _press(browser, fields, "ajouter_adresse")
    assert _stops(shown) == ["", ""]
    assert shown["identite-nom"] == "La Roulotte"
    assert shown["adresses-0-horaires-semaine-lundi-plage1-debut"] == "pas une heure"


@pytest.mark.parametrize(
    ("button", "rank", "order"),
    [
        ("monter_adresse", "1", ["La gare", "Le marché", "Le port"]),
        ("descendre_adresse", "1", ["Le marché", "Le port", "La gare"]),
        ("monter_adresse", "0", ["Le marché", "La gare", "Le port"]),
        ("retirer_adresse", "1", ["Le marché", "Le port"]),
        ("retirer_adresse", "9", ["Le marché", "La gare", "Le port"]),
        ("retirer_adresse", "²", ["Le marché", "La gare", "Le port"]),
    ],
)
def test_addresses_are_put_in_order(
    browser: StaffBrowser, button: str, rank: str, order: list[str]
) -> None:
    assert _stops(_press(browser, _three(browser), button, rank)) == order


def test_the_last_address_that_is_taken_out_leaves_an_empty_one(browser: StaffBrowser) -> None:
    fields = fields_on(browser, NEW)
    fields["adresses-0-adresse"] = "3 rue du Pont"
    shown = _press(browser, fields, "retirer_adresse", "0")
    assert shown["adresses-0-adresse"] == ""


def test_a_contact_is_added(browser: StaffBrowser) -> None:
    shown = _press(browser, fields_on(browser, NEW), "ajouter_contact")
    assert "contacts-4-valeur" in shown


def test_a_service_that_is_ticked_can_be_told_more_of(browser: StaffBrowser) -> None:
    fields = fields_on(browser, NEW)
    fields.setlist("offres-themes", ["groupe_parole"])
    assert "precisions-groupe_parole-quand" in _press(browser, fields, "preciser")


def test_an_address_is_placed_by_the_geocoder(app: Flask, browser: StaffBrowser) -> None:
    app.extensions["portal.directory"].geocoder = Finder()
    fields = fields_on(browser, NEW)
    fields["adresses-0-adresse"], fields["adresses-0-commune"] = "3 rue du Pont", "Bellac"
    shown = _press(browser, fields, "placer", "0")
    assert (shown["adresses-0-latitude"], shown["adresses-0-longitude"]) == ("46,12", "1,05")


def test_without_a_geocoder_the_page_says_that_the_commune_stands_for_the_address(
    browser: StaffBrowser,
) -> None:
    fields = fields_on(browser, NEW)
    fields["adresses-0-adresse"], fields["adresses-0-commune"] = "3 rue du Pont", "Bellac"
    fields["placer"] = "0"
    page = submit(browser, NEW, fields).text
    assert "la fiche sera au centre de la commune de Bellac." in page
    assert fields_in(page)["adresses-0-latitude"] == ""


def test_the_script_is_answered_where_an_address_is(app: Flask, browser: StaffBrowser) -> None:
    app.extensions["portal.directory"].geocoder = Finder()
    asked = {"prefixe": "a-", "a-adresse": "3 rue du Pont", "a-commune": "Bellac"}
    found = browser.send("/gestion/fiches/position", asked).get_json()
    assert (found["latitude"], found["precise"], found["code_postal"]) == (46.12, True, "87300")


@pytest.mark.parametrize("commune", ["", "Saint-Denis", "Nullepartville"])
def test_the_script_is_told_that_the_commune_is_not_known(
    browser: StaffBrowser, commune: str
) -> None:
    asked = {"prefixe": "a-", "a-commune": commune}
    answer = browser.send("/gestion/fiches/position", asked)
    assert answer.status_code == 422
    assert answer.get_json()["message"]


def test_the_script_is_answered_what_the_public_would_read(browser: StaffBrowser) -> None:
    asked = {"prefixe": "h-", "h-mode": "texte", "h-osm": "Tu 09:00-12:00", "lieu": "87011"}
    answer = browser.send("/gestion/fiches/horaires/apercu", asked)
    assert answer.status_code == 200
    assert "Ouvert jusqu’à 12" in answer.text


def test_no_button_saves_anything(browser: StaffBrowser) -> None:
    fields = _three(browser)
    fields["identite-nom"] = "La Roulotte"
    for button in ("descendre_adresse", "retirer_adresse", "placer"):
        _press(browser, fields, button, "0")
    _press(browser, fields, "ajouter_contact")
    named = select(Listing).where(Listing.name == "La Roulotte")
    assert db.session().scalars(named).all() == []
