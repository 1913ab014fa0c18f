"""Proposals: what may be proposed, and the changes that an agent takes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.listing import ContactKind
from portal.domain.listings.content import ContactContent, ListingContent, OperatorContent
from portal.domain.proposals import ProposalState
from portal.services.listings.editing import RefusedError, edit_listing
from portal.services.listings.reading import content_of
from portal.services.moderation.decisions import DecidedError
from portal.services.moderation.proposals import (
    Acceptance,
    ChangedError,
    ProposalDraft,
    accept_proposal,
    propose,
    read_proposal,
    refuse_proposal,
)
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from portal.store.operators import Operator
from tests.conftest import NOW
from tests.moderation import operated_listing, proposal_for
from tests.staff import ELSEWHERE, actor_of

HIDDEN = ContactContent(ContactKind.COURRIEL, "direction@exemple.fr", is_public=False)


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.AGENT)


@pytest.fixture
def listing(claire: Actor) -> Listing:
    """Return a listing with things that staff keep to themselves."""
    found = operated_listing()
    before = content_of(found)
    contacts = (HIDDEN, *before.contacts)
    secret = replace(before, staff_note="Relance en mars", review_months=3, contacts=contacts)
    return edit_listing(found.id, secret, found.version, claire, NOW)


def _accept(proposal_id: int, by: Actor, *paths: str) -> ProposalState:
    version = read_proposal(proposal_id, by).listing.version
    return accept_proposal(proposal_id, Acceptance(paths, version), by, NOW).state


def _edit(listing: Listing, by: Actor, **changes: str) -> None:
    wanted = replace(content_of(listing), **changes)  # type: ignore[arg-type]
    edit_listing(listing.id, wanted, listing.version, by, NOW)


def test_a_proposal_changes_nothing_by_itself(listing: Listing) -> None:
    before = content_of(listing)
    proposal = proposal_for(listing, name="La Maison", description="Autre")
    assert content_of(listing) == before
    assert proposal.state is ProposalState.EN_ATTENTE


def test_what_staff_keep_to_themselves_is_not_in_a_proposal(listing: Listing) -> None:
    proposal = proposal_for(listing, name="La Maison")
    assert "Relance en mars" not in proposal.seen + proposal.content
    assert HIDDEN.value not in proposal.seen + proposal.content


def test_what_staff_keep_to_themselves_is_not_changed_whatever_was_sent(
    listing: Listing, claire: Actor
) -> None:
    phone = ContactContent(ContactKind.TELEPHONE, "01 99 00 12 34", is_public=False)
    hostile = {"staff_note": "Volé", "review_months": 12, "contacts": (phone,)}
    proposal = proposal_for(listing, **hostile)
    changes = read_proposal(proposal.id, claire).changes
    paths = [change.path for change in changes]
    assert all(path.startswith("contacts:") for path in paths)
    _accept(proposal.id, claire, *paths, "contacts", "staff_note", "review_months")
    kept = content_of(listing)
    assert (kept.staff_note, kept.review_months) == ("Relance en mars", 3)
    assert kept.contacts == (replace(phone, is_public=True), HIDDEN)


def test_a_site_of_another_listing_is_nobody_s_to_take(listing: Listing, claire: Actor) -> None:
    other = db.session().query(Listing).filter(Listing.id != listing.id).first()
    assert other
    stolen = replace(content_of(other).sites[0], stop="Ailleurs")
    sites = (*content_of(listing).sites, stolen)
    proposal = proposal_for(listing, sites=sites)
    paths = [change.path for change in read_proposal(proposal.id, claire).changes]
    _accept(proposal.id, claire, *paths)
    assert other.sites[0].id == stolen.id
    assert stolen.id not in [site.id for site in listing.sites]


def test_every_change_that_is_taken_is_in_the_listing_with_its_history(
    listing: Listing, claire: Actor
) -> None:
    proposal = proposal_for(listing, name="La Maison", description="Autre")
    assert _accept(proposal.id, claire, "name", "description") is ProposalState.ACCEPTEE
    assert (listing.name, listing.description) == ("La Maison", "Autre")
    assert "a modifié la fiche" in list_events_of(db.session(), "fiche", listing.id)[0].sentence
    event = list_events_of(db.session(), "proposition", proposal.id)[0]
    assert "a accepté la proposition" in event.sentence


def test_changes_that_are_not_taken_stay_out_and_the_proposal_counts_as_amended(
    listing: Listing, claire: Actor
) -> None:
    before = listing.description
    proposal = proposal_for(listing, name="La Maison", description="Autre")
    assert _accept(proposal.id, claire, "name") is ProposalState.AMENDEE
    assert (listing.name, listing.description) == ("La Maison", before)


def test_a_text_that_an_agent_corrects_is_what_the_listing_says_and_its_author_is_told(
    listing: Listing, claire: Actor
) -> None:
    proposal = proposal_for(listing, name="La Maizon", description="Autre")
    acceptance = Acceptance(
        ["name", "description"],
        listing.version,
        texts={"name": "La Maison", "description": "Autre"},
    )
    done = accept_proposal(proposal.id, acceptance, claire, NOW)
    assert (listing.name, listing.description) == ("La Maison", "Autre")
    assert done.state is ProposalState.AMENDEE
    event = list_events_of(db.session(), "proposition", proposal.id)[0]
    assert "a accepté avec des corrections la proposition" in event.sentence


def test_what_is_typed_as_it_is_proposed_corrects_nothing(listing: Listing, claire: Actor) -> None:
    proposal = proposal_for(listing, name="La Maison")
    typed = {"name": "La Maison", "description": "Volé", "staff_note": "Volé"}
    acceptance = Acceptance(["name"], listing.version, texts=typed)
    assert accept_proposal(proposal.id, acceptance, claire, NOW).state is ProposalState.ACCEPTEE
    assert "Volé" not in (listing.description, listing.staff_note)


def test_taking_no_change_is_no_way_to_accept(listing: Listing, claire: Actor) -> None:
    proposal = proposal_for(listing, name="La Maison")
    with pytest.raises(RefusedError, match="cochez au moins un changement"):
        _accept(proposal.id, claire)


def test_what_changed_since_is_shown_beside_and_is_the_agent_s_to_choose(
    listing: Listing, claire: Actor
) -> None:
    proposal = proposal_for(listing, name="La Maison", description="Autre")
    _edit(listing, claire, name="Le Foyer")
    name, description = read_proposal(proposal.id, claire).changes
    assert (name.now, name.open) == ("Le Foyer", True)
    assert description.now is None
    _accept(proposal.id, claire, "description")
    assert (listing.name, listing.description) == ("Le Foyer", "Autre")


def test_what_the_listing_says_already_is_not_left_to_take(listing: Listing, claire: Actor) -> None:
    proposal = proposal_for(listing, name="La Maison")
    _edit(listing, claire, name="La Maison")
    (change,) = read_proposal(proposal.id, claire).changes
    assert not change.open
    assert _accept(proposal.id, claire) is ProposalState.ACCEPTEE


def test_a_listing_that_changed_while_one_was_reading_is_read_again(
    listing: Listing, claire: Actor
) -> None:
    proposal, seen = proposal_for(listing, name="La Maison"), listing.version
    _edit(listing, claire, description="Autre")
    with pytest.raises(ChangedError):
        accept_proposal(proposal.id, Acceptance(["name"], seen), claire, NOW)


def test_the_second_of_two_moderators_is_told_who_decided(listing: Listing, claire: Actor) -> None:
    proposal = proposal_for(listing, name="La Maison")
    refuse_proposal(proposal.id, "Le nom est sur la porte.", claire, NOW)
    with pytest.raises(DecidedError) as told:
        _accept(proposal.id, actor_of(Role.RESPONSABLE), "name")
    assert told.value.last
    assert told.value.last.actor == claire.name


def test_a_proposal_is_not_refused_without_a_reason(listing: Listing, claire: Actor) -> None:
    proposal = proposal_for(listing, name="La Maison")
    with pytest.raises(RefusedError, match="dites pourquoi"):
        refuse_proposal(proposal.id, "", claire, NOW)


def test_a_proposal_for_another_caf_does_not_exist(listing: Listing) -> None:
    proposal = proposal_for(listing, name="La Maison")
    with pytest.raises(NotFoundError):
        read_proposal(proposal.id, actor_of(Role.AGENT, ELSEWHERE))


def test_a_managing_body_proposes_for_its_own_listings_only(listing: Listing) -> None:
    stranger = actor_of(Role.GESTIONNAIRE, ELSEWHERE)
    with pytest.raises(NotFoundError):
        propose(listing.id, _draft(content_of(listing)), stranger, NOW)


def test_proposing_nothing_is_refused(listing: Listing) -> None:
    with pytest.raises(RefusedError, match="rien changé"):
        proposal_for(listing)


def _draft(seen: ListingContent) -> ProposalDraft:
    return ProposalDraft(seen, replace(seen, name="Autre"))


def test_a_managing_body_that_corrects_its_name_keeps_its_listing(
    listing: Listing, claire: Actor
) -> None:
    body = listing.operator
    assert body
    with transaction() as session:
        # Its Siret tells that it is the same; nothing that it runs is out of the agent's reach.
        session.get_one(Operator, body.id).siret = "73282932000074"
        others = session.query(Listing).filter_by(operator_id=body.id)
        others.update({"caf_id": listing.caf_id})
    corrected = OperatorContent("Les Tilleules", body.legal_status, body.siret)
    proposal = proposal_for(listing, operator=corrected)
    _accept(proposal.id, claire, "operator")
    assert (listing.operator, body.name) == (body, "Les Tilleules")


def test_a_proposal_that_names_another_body_changes_nothing_of_the_first(
    listing: Listing, claire: Actor
) -> None:
    body = listing.operator
    assert body
    with transaction() as session:
        session.get_one(Operator, body.id).siret = "73282932000074"
    before = body.name
    proposal = proposal_for(listing, operator=OperatorContent("Ville", siret="35600000000048"))
    _accept(proposal.id, claire, "operator")
    assert listing.operator is not body
    assert (body.name, body.siret) == (before, "73282932000074")
