"""The links of campaigns: one answer each, in time, and nothing for who guesses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.domain.freshness import FieldGroup, Means
from portal.domain.listing import ListingStatus
from portal.domain.listings.proposing import visible
from portal.domain.proposals import ProposalOrigin
from portal.services.listings.reading import content_of
from portal.services.moderation.links import (
    WRONG_TRIES,
    ClosedLinkError,
    LinkState,
    confirm,
    proposal_of,
    propose_by_link,
    read_link,
    state_of,
)
from portal.services.moderation.proposals import ProposalDraft
from portal.services.throttling import TooManyError
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from portal.store.verifications import list_verifications
from tests.campaigns import token_for
from tests.conftest import NOW
from tests.staff import listing_in

NETWORK = ("somewhere", "somewhere yesterday")
LATER = NOW + timedelta(days=3)

pytestmark = pytest.mark.usefixtures("app")


def _draft(listing: Listing, **changes: str) -> ProposalDraft:
    seen = visible(content_of(listing))
    return ProposalDraft(seen, replace(seen, **changes))  # type: ignore[arg-type]


def test_nothing_has_changed_verifies_the_whole_listing_by_its_managing_body() -> None:
    listing = listing_in()
    confirm(token_for(listing), NETWORK, LATER)
    found = list_verifications(db.session(), listing.id)
    assert {each.group for each in found} == set(FieldGroup)
    assert {each.means for each in found} == {Means.GESTIONNAIRE}
    assert listing.verified_on == LATER.date()


def test_history_names_the_managing_body_and_no_address() -> None:
    listing = listing_in()
    confirm(token_for(listing), NETWORK, LATER)
    event = list_events_of(db.session(), "fiche", listing.id)[0]
    assert "(lien par courriel) a vérifié la fiche" in event.sentence
    assert "@" not in event.sentence + event.actor


def test_what_is_proposed_by_a_link_waits_in_the_queue_with_who_was_asked() -> None:
    listing = listing_in()
    token = token_for(listing)
    propose_by_link(token, _draft(listing, description="Autre"), NETWORK, LATER)
    proposal = proposal_of(read_link(token, NETWORK, LATER))
    assert proposal
    assert (proposal.origin, proposal.author) == (ProposalOrigin.LIEN, "lieu@exemple.fr")
    assert "Autre" in proposal.content
    assert listing.description != "Autre"


def test_a_link_is_answered_once() -> None:
    token = token_for()
    confirm(token, NETWORK, LATER)
    with pytest.raises(ClosedLinkError):
        confirm(token, NETWORK, LATER)
    with pytest.raises(ClosedLinkError):
        propose_by_link(token, _draft(listing_in(), name="Autre"), NETWORK, LATER)
    assert state_of(read_link(token, NETWORK, LATER), LATER) is LinkState.USED


def test_a_link_lasts_thirty_days() -> None:
    token = token_for()
    last = NOW + timedelta(days=30)
    link = read_link(token, NETWORK, last)
    assert state_of(link, last - timedelta(seconds=1)) is LinkState.OPEN
    assert state_of(link, last) is LinkState.EXPIRED
    with pytest.raises(ClosedLinkError):
        confirm(token, NETWORK, last)


def test_a_listing_that_is_archived_is_not_confirmed() -> None:
    listing = listing_in()
    token = token_for(listing)
    with transaction():
        listing.status = ListingStatus.ARCHIVEE
    with pytest.raises(ClosedLinkError):
        confirm(token, NETWORK, LATER)


def test_a_network_that_tries_wrong_links_is_stopped_and_others_are_not() -> None:
    good = token_for()
    for number in range(WRONG_TRIES.most):
        with pytest.raises(NotFoundError):
            confirm(f"wrong {number}", NETWORK, NOW)
    for attempt in (confirm, read_link):
        with pytest.raises(TooManyError):
            attempt(good, NETWORK, NOW)
    confirm(good, ("elsewhere", "elsewhere yesterday"), NOW)


def test_a_network_that_was_stopped_may_go_on_an_hour_later() -> None:
    good = token_for()
    for number in range(WRONG_TRIES.most):
        with pytest.raises(NotFoundError):
            confirm(f"wrong {number}", NETWORK, NOW)
    confirm(good, NETWORK, NOW + WRONG_TRIES.window)
