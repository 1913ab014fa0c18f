"""Proposing changes with the account of a managing body: its listings only, nothing of staff's."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.services.listings.reading import content_of
from portal.services.moderation.proposals import refuse_proposal
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.store.proposals import Proposal
from tests.conftest import NOW
from tests.moderation import operated_listing
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, sign_in
from tests.web.admin.listing_pages import fields_on, submit


@pytest.fixture
def listing(app: Flask) -> Listing:
    del app
    return operated_listing()


@pytest.fixture
def body(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.GESTIONNAIRE))


def _address(listing: Listing) -> str:
    return f"/gestion/fiches/{listing.id}/proposer"


def _propose(browser: StaffBrowser, listing: Listing, **typed: str) -> int:
    fields = fields_on(browser, _address(listing))
    fields["identite-nom"] = "La Maison bleue"
    for name, value in typed.items():
        fields[name.replace("__", "-")] = value
    return submit(browser, _address(listing), fields).status_code


def test_a_managing_body_proposes_and_the_listing_waits(
    body: StaffBrowser, listing: Listing
) -> None:
    before = content_of(listing)
    assert _propose(body, listing, message="Nouveau nom") == 303
    proposal = db.session().query(Proposal).one()
    assert (proposal.author, proposal.message) == ("Gestionnaire 87", "Nouveau nom")
    assert content_of(listing) == before


def test_a_managing_body_reads_what_came_of_its_proposals(
    body: StaffBrowser, listing: Listing
) -> None:
    _propose(body, listing)
    proposal = db.session().query(Proposal).one()
    refuse_proposal(proposal.id, "Le nom est sur la porte.", actor_of(Role.AGENT), NOW)
    page = body.get(_address(listing)).text
    assert "Refusée" in page
    assert "Le nom est sur la porte." in page


def test_what_staff_keep_to_themselves_is_neither_shown_nor_changed(
    body: StaffBrowser, listing: Listing
) -> None:
    with transaction():
        listing.staff_note = "Relance en mars"
    hostile = {
        "suivi__note": "Volé",
        "suivi__revoir": "3",
        "caf_id": "1",
        "contacts__0__interne": "y",
    }
    assert _propose(body, listing, **hostile) == 303
    assert "Relance en mars" not in body.get(_address(listing)).text
    proposal = db.session().query(Proposal).one()
    assert "Volé" not in proposal.content
    assert '"is_public":false' not in proposal.content


def test_sending_the_form_as_it_is_proposes_nothing(body: StaffBrowser, listing: Listing) -> None:
    answer = submit(body, _address(listing), fields_on(body, _address(listing)))
    assert answer.status_code == 400
    assert "Vous n’avez rien changé" in answer.text


def test_a_page_that_was_tampered_with_proposes_nothing(
    body: StaffBrowser, listing: Listing
) -> None:
    assert _propose(body, listing, vu="forged") == 400
    assert db.session().query(Proposal).count() == 0


def test_a_button_that_arranges_the_page_sends_nothing(
    body: StaffBrowser, listing: Listing
) -> None:
    assert _propose(body, listing, ajouter_adresse="oui") == 200
    assert db.session().query(Proposal).count() == 0


def test_the_listing_of_another_body_is_not_found(app: Flask, listing: Listing) -> None:
    stranger = sign_in(app, add_agent(Role.GESTIONNAIRE, ELSEWHERE))
    assert stranger.get(_address(listing)).status_code == 404
    assert stranger.send(_address(listing)).status_code == 404


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.AGENT, Role.ADMIN])
def test_staff_edit_and_do_not_propose(app: Flask, listing: Listing, role: Role) -> None:
    assert sign_in(app, add_agent(role)).get(_address(listing)).status_code == 403
