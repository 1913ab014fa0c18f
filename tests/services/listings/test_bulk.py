"""Entrusting listings: history tells what changed, in the right words, and nothing else."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.services.audit import changes_of
from portal.services.listings.bulk import assign_all
from portal.store.audit import list_events_of
from portal.store.db import db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.staff import actor_of, listing_in


@pytest.fixture
def claire(app: Flask) -> Actor:
    """Return an agent of this Caf."""
    del app
    return actor_of(Role.AGENT)


@pytest.fixture
def listing(claire: Actor) -> Listing:
    """Return a listing that is entrusted to that agent."""
    found = listing_in()
    assert assign_all([found.id], claire.agent_id, claire, NOW) == 1
    return found


def _sentences(listing: Listing) -> list[str]:
    return [event.sentence for event in list_events_of(db.session(), "fiche", listing.id)]


def test_a_listing_that_is_entrusted_to_nobody_any_more_is_told_so(
    listing: Listing, claire: Actor
) -> None:
    assert assign_all([listing.id], None, claire, NOW) == 1
    event = list_events_of(db.session(), "fiche", listing.id)[0]
    assert event.sentence == f"Agent 87 ne confie plus à personne la fiche «{listing.name}»."
    assert [(c.before, c.after) for c in changes_of(event)] == [("Agent 87", "")]


def test_what_was_so_already_is_not_told_again(listing: Listing, claire: Actor) -> None:
    before = _sentences(listing)
    assert assign_all([listing.id], claire.agent_id, claire, NOW) == 0
    assert _sentences(listing) == before
