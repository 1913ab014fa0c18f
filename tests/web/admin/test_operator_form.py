"""The managing body in the form of a listing: its right name, another one, and two people at it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.store.agents import Agent
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.store.operators import Operator
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, listing_in, sign_in
from tests.web.admin.listing_pages import edit_address, fields_on, submit

CHOICE = "identite-autre_nom"
SIRET = "73282932000074"


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    """Return the browser of an agent of this Caf."""
    return sign_in(app, add_agent(Role.AGENT))


@pytest.fixture
def body(browser: StaffBrowser) -> Operator:
    """Return a managing body that runs two listings of this Caf."""
    del browser
    with transaction() as session:
        body = Operator(name="Les Tilleuls")
        for listing in _two(session.get_one(Listing, listing_in().id)):
            listing.operator = body
    return body


def _two(first: Listing) -> list[Listing]:
    query = db.session().query(Listing).filter(Listing.caf_id == first.caf_id)
    return query.order_by(Listing.id).limit(2).all()


def _now(listing: Listing) -> Operator:
    db.session().expire_all()
    assert listing.operator
    return listing.operator


def test_a_typo_is_corrected_and_the_account_of_the_body_keeps_its_listings(
    app: Flask, browser: StaffBrowser, body: Operator
) -> None:
    one, other = _two(listing_in())
    account = add_agent(Role.GESTIONNAIRE)
    with transaction() as session:
        session.get_one(Agent, account.id).operator_id = body.id
    fields = fields_on(browser, edit_address(one.id))
    assert fields[CHOICE] == "autre"
    fields["identite-gestionnaire"], fields[CHOICE] = "Les Tilleules", "corriger"
    assert submit(browser, edit_address(one.id), fields).status_code == 303
    assert _now(other).name == "Les Tilleules"
    assert sign_in(app, account).get(f"/gestion/fiches/{one.id}").status_code == 200


def test_another_body_is_what_a_new_name_means_otherwise(
    browser: StaffBrowser, body: Operator
) -> None:
    one, other = _two(listing_in())
    page = browser.get(edit_address(one.id)).text
    assert "Je corrige le nom de ce gestionnaire, sur ses 2 fiches" in page
    fields = fields_on(browser, edit_address(one.id))
    fields["identite-gestionnaire"] = "Ville de Bellac"
    submit(browser, edit_address(one.id), fields)
    assert _now(one).name == "Ville de Bellac"
    assert _now(other) is body


def test_the_only_listing_of_a_body_corrects_its_name_unless_told_otherwise(
    browser: StaffBrowser,
) -> None:
    listing = listing_in()
    with transaction() as session:
        session.get_one(Listing, listing.id).operator = Operator(name="Les Tilleuls")
    before, fields = _now(listing).id, fields_on(browser, edit_address(listing.id))
    fields["identite-gestionnaire"] = "Les Tilleules"
    submit(browser, edit_address(listing.id), fields)
    assert (_now(listing).id, _now(listing).name) == (before, "Les Tilleules")


def test_a_body_of_another_caf_too_cannot_be_corrected(
    browser: StaffBrowser, body: Operator
) -> None:
    with transaction() as session:
        session.get_one(Listing, listing_in(ELSEWHERE).id).operator = session.merge(body)
    one, other = _two(listing_in())
    assert "Il a aussi des fiches hors de votre Caf" in browser.get(edit_address(one.id)).text
    fields = fields_on(browser, edit_address(one.id))
    fields["identite-gestionnaire"], fields[CHOICE] = "Les Tilleules", "corriger"
    submit(browser, edit_address(one.id), fields)
    assert (_now(one).name, _now(other).name) == ("Les Tilleules", "Les Tilleuls")


def test_the_siret_of_the_former_body_is_refused_on_its_field(
    browser: StaffBrowser, body: Operator
) -> None:
    with transaction() as session:
        session.merge(body).siret = SIRET
    address = edit_address(listing_in().id)
    fields = fields_on(browser, address)
    fields["identite-gestionnaire"] = "Ville de Bellac"
    answer = submit(browser, address, fields)
    assert answer.status_code == 400
    assert '<a href="#identite-siret">Siret : c’est celui de «Les Tilleuls».' in answer.text
    assert 'value="Ville de Bellac"' in answer.text


def test_two_sirets_from_two_listings_are_chosen_between(
    app: Flask, browser: StaffBrowser, body: Operator
) -> None:
    one, other = _two(listing_in())
    mine = fields_on(browser, edit_address(other.id))
    paul = sign_in(app, add_agent(Role.RESPONSABLE))
    theirs = fields_on(paul, edit_address(one.id))
    theirs["identite-siret"], mine["identite-siret"] = SIRET, "356 000 000 00048"
    submit(paul, edit_address(one.id), theirs)
    answer = submit(browser, edit_address(other.id), mine)
    assert answer.status_code == 409
    assert "du gestionnaire de la fiche" in answer.text
    assert _now(other).siret == SIRET
    token = re.findall(r'name="accord" value="([^"]+)"', answer.text)[0]
    fields = {"accord": token, "choix-0": "moi"}
    assert browser.send(f"/gestion/fiches/{other.id}/accorder", fields).status_code == 303
    assert _now(other).siret == "35600000000048"
    assert body.name == "Les Tilleuls"
