"""The links of campaigns: one answer each, in time, and nothing for who guesses."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from portal.domain.freshness import FieldGroup, Means
from portal.domain.listing import ContactKind, ListingStatus
from portal.domain.listings.proposing import visible
from portal.domain.proposals import ProposalOrigin
from portal.services.listings.reading import content_of
from portal.services.listings.verifying import UnseenError
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
from portal.store.contacts import Contact
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from portal.store.verifications import list_verifications
from tests.campaigns import token_for
from tests.conftest import NOW
from tests.staff import listing_in
from tests.verifying import seen_by_link

NETWORK = ("somewhere", "somewhere yesterday")
LATER = NOW + timedelta(days=3)

pytestmark = pytest.mark.usefixtures("app")


def _draft(listing: Listing, **changes: str) -> ProposalDraft:
    seen = visible(content_of(listing))
    return ProposalDraft(seen, replace(seen, **changes))  # type: ignore[arg-type]


def _confirm(token: str, now: datetime, network: tuple[str, ...] = NETWORK) -> None:
    confirm(token, seen_by_link(listing_in()), network, now)


def test_nothing_has_changed_verifies_the_whole_listing_by_its_managing_body() -> None:
    listing = listing_in()
    _confirm(token_for(listing), LATER)
    found = list_verifications(db.session(), listing.id)
    assert {each.group for each in found} == set(FieldGroup)
    assert {each.means for each in found} == {Means.GESTIONNAIRE}
    assert listing.verified_on == LATER.date()


def test_what_changed_since_it_was_read_is_not_confirmed_and_the_link_is_left_to_use() -> None:
    listing = listing_in()
    token, seen = token_for(listing), seen_by_link(listing)
    with transaction() as session:
        session.merge(listing).sites[0].hours = "Mo 07:00-08:00"
    with pytest.raises(UnseenError, match="horaires"):
        confirm(token, seen, NETWORK, LATER)
    assert list_verifications(db.session(), listing.id) == []
    assert state_of(read_link(token, NETWORK, LATER), LATER) is LinkState.OPEN


def test_what_staff_keep_to_themselves_may_change_while_a_managing_body_reads() -> None:
    listing = listing_in()
    token, seen = token_for(listing), seen_by_link(listing)
    with transaction() as session:
        hidden = Contact(kind=ContactKind.TELEPHONE, value="01 99 00 98 76", is_public=False)
        session.merge(listing).contacts.append(hidden)
    confirm(token, seen, NETWORK, LATER)
    assert len(list_verifications(db.session(), listing.id)) == len(FieldGroup)


def test_history_names_the_managing_body_and_no_address() -> None:
    listing = listing_in()
    _confirm(token_for(listing), LATER)
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
    _confirm(token, LATER)
    with pytest.raises(ClosedLinkError):
        _confirm(token, LATER)
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
        _confirm(token, last)


def test_a_listing_that_is_archived_is_not_confirmed() -> None:
    listing = listing_in()
    token = token_for(listing)
    with transaction():
        listing.status = ListingStatus.ARCHIVEE
    with pytest.raises(ClosedLinkError):
        _confirm(token, LATER)


def test_a_network_that_tries_wrong_links_is_stopped_and_others_are_not() -> None:
    good = token_for()
    for number in range(WRONG_TRIES.most):
        with pytest.raises(NotFoundError):
            _confirm(f"wrong {number}", NOW)
    with pytest.raises(TooManyError):
        _confirm(good, NOW)
    with pytest.raises(TooManyError):
        read_link(good, NETWORK, NOW)
    _confirm(good, NOW, ("elsewhere", "elsewhere yesterday"))


def test_a_network_that_was_stopped_may_go_on_an_hour_later() -> None:
    good = token_for()
    for number in range(WRONG_TRIES.most):
        with pytest.raises(NotFoundError):
            _confirm(f"wrong {number}", NOW)
    _confirm(good, NOW + WRONG_TRIES.window)
