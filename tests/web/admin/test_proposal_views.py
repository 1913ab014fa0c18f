"""Deciding on a proposal: change by change, as it is proposed or corrected."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.listing import ContactKind
from portal.domain.listings.content import ContactContent
from portal.domain.listings.proposing import visible
from portal.domain.proposals import ProposalState
from portal.services.listings.reading import content_of
from portal.store.agents import find_agent
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.proposals import Proposal
from tests.moderation import operated_listing, proposal_for
from tests.staff import StaffBrowser, add_agent, sign_in
from tests.web.admin.listing_pages import Fields, fields_in, submit

QUEUE = "/gestion/moderation"


@pytest.fixture
def agent(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


def _contact(phone: str) -> ContactContent:
    return ContactContent(ContactKind.TELEPHONE, phone)


def test_the_changes_of_a_proposal_are_ticked_one_by_one(agent: StaffBrowser) -> None:
    listing = operated_listing()
    proposal = proposal_for(listing, name="La Maison", description="Autre")
    address = f"{QUEUE}/propositions/{proposal.id}"
    assert agent.get(address).text.count('type="checkbox"') == 2
    fields = {"changements": "name", "version": listing.version, "caf_id": "1", "state": "x"}
    assert agent.send(f"{address}/accepter", fields).status_code == 303
    db.session.expire_all()
    assert (listing.name, proposal.state) == ("La Maison", ProposalState.AMENDEE)


def _proposed(agent: StaffBrowser, listing: Listing, **changes: object) -> tuple[str, Fields]:
    """Return the address of a proposal, and what its page would send when all is left as it is."""
    address = f"{QUEUE}/propositions/{proposal_for(listing, **changes).id}"
    fields = fields_in(agent.get(address).text, "aria-labelledby")
    assert fields.getlist("changements")
    return f"{address}/accepter", fields


def _texts(fields: Fields) -> dict[str, str]:
    """Return the names of the fields to correct by what they propose."""
    return {value: name for name, value in fields.items() if name.startswith("texte-")}


def test_a_proposal_is_accepted_as_it_is_when_nothing_is_touched(agent: StaffBrowser) -> None:
    listing = operated_listing()
    site, *_others = content_of(listing).sites
    site = replace(site, hours="Mo 09:00-12:00", directions="Au fond\nà droite")
    address, fields = _proposed(agent, listing, name="La Maison", sites=(site,))
    assert submit(agent, address, fields).status_code == 303
    db.session.expire_all()
    assert (listing.name, listing.sites[0].hours) == ("La Maison", "Mo 09:00-12:00")
    assert db.session().query(Proposal).one().state is ProposalState.ACCEPTEE


def test_a_text_is_corrected_before_it_is_accepted_and_its_author_reads_so(
    app: Flask, agent: StaffBrowser
) -> None:
    listing = operated_listing()
    site = replace(content_of(listing).sites[0], hours="Mo 09:00-12:00")
    address, fields = _proposed(agent, listing, name="La Maizon", sites=(site,))
    fields[_texts(fields)["La Maizon"]] = "La Maison"
    fields[_texts(fields)["Mo 09:00-12:00"]] = "Mo 9:00-13:00"
    page = submit(agent, address, fields, follow_redirects=True).text
    assert "Proposition acceptée avec des corrections. La fiche est à jour." in page
    db.session.expire_all()
    assert (listing.name, listing.sites[0].hours) == ("La Maison", "Mo 09:00-13:00")
    body = find_agent(db.session(), "gestionnaire.87@exemple.fr")
    assert body
    author = sign_in(app, body)
    told = author.get(f"/gestion/fiches/{listing.id}/proposer").text
    assert "Acceptée avec des corrections" in told


def test_contacts_are_taken_and_corrected_one_by_one(agent: StaffBrowser) -> None:
    listing = operated_listing()
    before = visible(content_of(listing)).contacts
    come = (_contact("01 99 00 10 10"), _contact("01 99 00 20 20"), _contact("01 99 00 30 30"))
    address, fields = _proposed(agent, listing, contacts=(*before, *come))
    fields.setlist("changements", fields.getlist("changements")[:2])
    fields[_texts(fields)["01 99 00 20 20"]] = "0199004040"
    assert submit(agent, address, fields).status_code == 303
    db.session.expire_all()
    kept = [contact.value for contact in content_of(listing).contacts]
    assert kept == [*(each.value for each in before), "01 99 00 10 10", "0199004040"]


@pytest.mark.parametrize(
    ("proposed", "typed", "reason"),
    [
        ("La Maizon", "", "Nom\u00a0: écrivez-le, ou décochez ce changement."),
        ("La Maizon", "x" * 201, "Nom\u00a0: 200 caractères au plus."),
        ("01 99 00 10 10", "12", "Téléphone\u00a0: "),
        ("01 99 00 10 10", "", "Téléphone\u00a0: écrivez-le, ou décochez ce changement."),
        ("Mo 09:00-12:00", "lundi", "Horaires\u00a0: "),
    ],
)
def test_a_correction_obeys_the_rules_of_the_form_of_a_listing(
    agent: StaffBrowser, proposed: str, typed: str, reason: str
) -> None:
    listing = operated_listing()
    before = content_of(listing)
    changes = {
        "name": "La Maizon",
        "contacts": (_contact("01 99 00 10 10"),),
        "sites": (replace(before.sites[0], hours="Mo 09:00-12:00"), *before.sites[1:]),
    }
    address, fields = _proposed(agent, listing, **changes)
    name = _texts(fields)[proposed]
    fields[name] = typed
    answer = submit(agent, address, fields)
    assert answer.status_code == 400
    assert f'href="#{name}"' in answer.text
    assert reason in unescape(answer.text)
    db.session.expire_all()
    assert content_of(listing) == before


def test_what_is_wrong_in_a_change_that_is_not_taken_stops_nobody(agent: StaffBrowser) -> None:
    listing = operated_listing()
    before = listing.name
    address, fields = _proposed(agent, listing, name="La Maizon", description="Autre")
    fields[_texts(fields)["La Maizon"]] = ""
    fields.setlist("changements", ["description"])
    assert submit(agent, address, fields).status_code == 303
    db.session.expire_all()
    assert (listing.name, listing.description) == (before, "Autre")


def test_a_proposal_on_a_listing_that_just_changed_is_read_again(agent: StaffBrowser) -> None:
    listing = operated_listing()
    proposal = proposal_for(listing, name="La Maison")
    address = f"{QUEUE}/propositions/{proposal.id}"
    fields = {"changements": "name", "version": listing.version - 1}
    page = agent.send(f"{address}/accepter", fields, follow_redirects=True).text
    assert "La fiche vient de changer" in page
    assert proposal.state is ProposalState.EN_ATTENTE
