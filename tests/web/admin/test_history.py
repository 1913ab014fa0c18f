"""The history of a listing in the browser: read by whom it concerns, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.access import Role
from portal.domain.dossiers.states import DossierState
from portal.domain.listing import ListingKind
from portal.services.listings.editing import edit_listing
from portal.services.listings.reading import content_of
from portal.store.db import db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.dossiers import file_at, place_in
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, listing_in, sign_in

ADDRESS = "/gestion/fiches/{}/historique"


@pytest.fixture
def listing(app: Flask) -> Listing:
    """Give a listing that Claire renamed."""
    del app
    return _edit(listing_in(), name="Maison des parents")


def _edit(listing: Listing, **parts: Any) -> Listing:
    wanted = replace(content_of(listing), **parts)
    claire = actor_of(Role.ADMIN, f"claire{listing.version}")
    return edit_listing(listing.id, wanted, listing.version, claire, NOW)


def _browser(app: Flask, role: Role = Role.AGENT, code: str = "87") -> StaffBrowser:
    return sign_in(app, add_agent(role, code))


def _name(listing: Listing) -> str:
    db.session().expire_all()
    return db.session().get_one(Listing, listing.id).name


def test_history_tells_who_did_what_when_field_by_field(app: Flask, listing: Listing) -> None:
    page = _browser(app).get(ADDRESS.format(listing.id))
    assert page.status_code == 200
    assert "a modifié la fiche «Maison des parents»." in page.text
    assert "24 novembre 2026 à 10\xa0h" in page.text
    assert "<dt>Nom</dt>" in page.text
    assert "− Avant</span> <del>" in page.text
    assert "+ Après</span> <ins>Maison des parents</ins>" in page.text


def test_the_way_back_is_shown_before_it_is_taken(app: Flask, listing: Listing) -> None:
    browser, before = _browser(app), listing.version - 1
    address = f"{ADDRESS.format(listing.id)}/{before}"
    page = browser.get(address)
    assert "<del>Maison des parents</del>" in page.text
    assert _name(listing) == "Maison des parents"
    answer = browser.send(address, {"version": listing.version})
    assert answer.status_code == 303
    assert _name(listing) != "Maison des parents"


def test_the_public_reads_at_once_what_was_restored(app: Flask, listing: Listing) -> None:
    browser: FlaskClient = app.test_client()
    _browser(app).send(f"{ADDRESS.format(listing.id)}/1", {"version": listing.version})
    assert _name(listing) in browser.get(f"/lieux/{listing.slug}").text


def test_a_restore_over_what_was_not_seen_changes_nothing(app: Flask, listing: Listing) -> None:
    browser, address = _browser(app), f"{ADDRESS.format(listing.id)}/1"
    answer = browser.send(address, {"version": listing.version - 1})
    assert (answer.status_code, answer.location) == (303, address)
    assert "Quelqu’un a modifié la fiche entre-temps" in browser.get(address).text
    assert _name(listing) == "Maison des parents"


def test_a_way_back_to_another_type_is_refused_while_a_file_is_open(app: Flask) -> None:
    listing = _edit(_edit(place_in(), kind=ListingKind.LAEP), kind=ListingKind.LIEU_RESSOURCE)
    file_at(DossierState.DEPOSEE, actor_of(Role.RESPONSABLE))
    browser, address = _browser(app), f"{ADDRESS.format(listing.id)}/{listing.version - 1}"
    answer = browser.send(address, {"version": listing.version}, follow_redirects=True)
    assert "son type ne peut pas changer" in answer.text
    assert place_in().id == listing.id


def test_posted_fields_that_the_form_has_not_change_nothing(app: Flask, listing: Listing) -> None:
    more = {"name": "Pirate", "caf_id": "1", "statut": "archivee", "version": listing.version}
    _browser(app).send(f"{ADDRESS.format(listing.id)}/{listing.version}", more)
    assert _name(listing) == "Maison des parents"


def test_a_version_that_there_is_not_is_not_found(app: Flask, listing: Listing) -> None:
    browser, address = _browser(app), f"{ADDRESS.format(listing.id)}/99"
    assert browser.get(address).status_code == 404
    assert browser.send(address, {"version": listing.version}).status_code == 404


def test_another_caf_finds_nothing(app: Flask, listing: Listing) -> None:
    browser, address = _browser(app, code=ELSEWHERE), ADDRESS.format(listing.id)
    assert browser.get(address).status_code == 404
    assert browser.get(f"{address}/1").status_code == 404
    assert browser.send(f"{address}/1", {"version": listing.version}).status_code == 404


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.CNAF])
def test_who_only_reads_has_no_way_back(app: Flask, listing: Listing, role: Role) -> None:
    browser, address = _browser(app, role), ADDRESS.format(listing.id)
    page = browser.get(address)
    assert page.status_code == 200
    assert "Revenir à cette version" not in page.text
    assert browser.get(f"{address}/1").status_code == 403
    assert browser.send(f"{address}/1", {"version": listing.version}).status_code == 403


def test_a_managing_body_does_not_read_what_staff_did(app: Flask) -> None:
    person = add_agent(Role.GESTIONNAIRE)
    owned = db.session().query(Listing).filter_by(operator_id=person.operator_id).first()
    assert owned
    assert sign_in(app, person).get(ADDRESS.format(owned.id)).status_code == 403


def test_a_listing_that_nobody_touched_says_so(app: Flask) -> None:
    page = _browser(app).get(ADDRESS.format(listing_in().id))
    assert "Personne n’a encore rien changé" in page.text
