"""Whichever page a change comes from, a published listing keeps what people need to use it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.listing import ContactKind, ListingStatus
from portal.domain.listings.content import ContactContent, ListingContent
from portal.domain.proposals import ProposalState
from portal.domain.reports import ReportReason, ReportState
from portal.services.listings.editing import change_status, edit_listing
from portal.services.listings.reading import content_of
from portal.services.moderation.proposals import read_proposal
from portal.store.agents import Agent
from portal.store.db import db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.moderation import operated_listing, proposal_for, report_on
from tests.staff import StaffBrowser, add_agent, listing_in, sign_in
from tests.web.admin.listing_pages import Fields, edit_address, fields_on, submit

REFUSAL = "Cette fiche est publiée et il lui manquerait "
NUMBER = "01 99 00 98 76"


@pytest.fixture
def claire(app: Flask) -> Agent:
    """Return an agent of this Caf."""
    del app
    return add_agent(Role.AGENT)


@pytest.fixture
def browser(app: Flask, claire: Agent) -> StaffBrowser:
    """Return her browser."""
    return sign_in(app, claire)


def _without_place(browser: StaffBrowser, listing: Listing) -> Fields:
    """Return the form of a listing with another name, and neither address nor contact."""
    fields = fields_on(browser, edit_address(listing.id))
    for name in list(fields):
        if name.startswith(("adresses-", "contacts-")):
            fields.pop(name)
    fields["identite-nom"] = "Maison des parents"
    return fields


def _now(listing: Listing) -> ListingContent:
    db.session().expire_all()
    return content_of(db.session().get_one(Listing, listing.id))


def test_the_form_is_shown_again_with_what_was_typed(browser: StaffBrowser) -> None:
    listing = listing_in()
    before, address = _now(listing), edit_address(listing.id)
    answer = submit(browser, address, _without_place(browser, listing))
    assert answer.status_code == 400
    assert f"<li>{REFUSAL}une commune, ou les départements servis ; un téléphone" in answer.text
    assert 'value="Maison des parents"' in answer.text
    assert _now(listing) == before


def test_two_changes_that_would_take_it_away_are_not_united(
    app: Flask, browser: StaffBrowser
) -> None:
    listing, paul = listing_in(), sign_in(app, add_agent(Role.RESPONSABLE))
    address, mine = edit_address(listing.id), _without_place(browser, listing)
    theirs = fields_on(paul, address)
    theirs["identite-nom"] = "Le Port"
    submit(paul, address, theirs)
    page, before = submit(browser, address, mine).text, _now(listing)
    token = re.findall(r'name="accord" value="([^"]+)"', page)[0]
    fields = {"accord": token, "choix-0": "moi"}
    answer = browser.send(f"/gestion/fiches/{listing.id}/accorder", fields)
    assert answer.status_code == 400
    assert REFUSAL in answer.text
    assert re.search(r'id="choix-0-moi"[^>]*\bchecked\b', answer.text)
    assert _now(listing) == before


def test_a_version_without_it_does_not_come_back(browser: StaffBrowser, claire: Agent) -> None:
    listing, by = listing_in(), claire.actor
    whole = _now(listing)
    change_status(listing.id, ListingStatus.SUSPENDUE, by, NOW)
    bare = edit_listing(listing.id, replace(whole, sites=()), listing.version, by, NOW).version
    edit_listing(listing.id, whole, bare, by, NOW)
    change_status(listing.id, ListingStatus.PUBLIEE, by, NOW)
    address = f"/gestion/fiches/{listing.id}/historique/{bare}"
    answer = browser.send(address, {"version": listing.version}, follow_redirects=True)
    assert REFUSAL in answer.text
    assert _now(listing) == whole


def test_a_proposal_that_takes_it_away_waits_on(browser: StaffBrowser, claire: Agent) -> None:
    listing = operated_listing()
    proposal, before = proposal_for(listing, sites=(), contacts=()), _now(listing)
    paths = [change.path for change in read_proposal(proposal.id, claire.actor).changes]
    fields = {"changements": paths, "version": listing.version, "reponse": "Merci"}
    answer = browser.send(f"/gestion/moderation/propositions/{proposal.id}/accepter", fields)
    assert answer.status_code == 400
    assert REFUSAL in answer.text
    assert 'value="Merci"' in answer.text
    assert (_now(listing), proposal.state) == (before, ProposalState.EN_ATTENTE)


def test_a_report_does_not_take_out_the_only_way_to_reach_the_place(
    browser: StaffBrowser, claire: Agent
) -> None:
    listing = listing_in()
    phone = ContactContent(ContactKind.TELEPHONE, NUMBER)
    sites = tuple(replace(site, address=None) for site in _now(listing).sites)
    only = replace(_now(listing), contacts=(phone,), sites=sites)
    edit_listing(listing.id, only, listing.version, claire.actor, NOW)
    report = report_on(listing, ReportReason.TELEPHONE_FAUX)
    fields = {"vu": "recu", "suite": "telephone", "numero_faux": NUMBER, "bon_numero": ""}
    answer = browser.send(f"/gestion/moderation/signalements/{report.id}/accepter", fields)
    assert answer.status_code == 400
    assert f"{REFUSAL}un téléphone" in answer.text
    assert (_now(listing), report.state) == (only, ReportState.RECU)
