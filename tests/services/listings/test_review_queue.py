"""The queue of listings to verify."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.calendar import SchoolCalendar
from portal.domain.freshness import FieldGroup, Means
from portal.domain.listing import ListingStatus
from portal.services.listings.editing import change_status
from portal.services.listings.review_queue import Asked, Waiting, next_of, review_queue
from portal.services.projection.openings import Openings
from portal.store.db import db, transaction
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.staff import actor_of, caf_of, listing_in
from tests.verifying import verify

TODAY = NOW.date()
SCHOOL = Openings().school
UNKNOWN = SchoolCalendar()


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.AGENT)


@pytest.fixture
def listing(claire: Actor) -> Listing:
    del claire
    return listing_in()


def _queue(claire: Actor, days: int = 0, asked: Asked | None = None) -> list[Waiting]:
    return review_queue(db.session(), claire, TODAY + timedelta(days=days), UNKNOWN, asked)


def _found(queue: list[Waiting], listing: Listing) -> Waiting | None:
    return next((waiting for waiting in queue if waiting.listing_id == listing.id), None)


def test_the_queue_holds_the_published_listings_of_my_caf(claire: Actor) -> None:
    ids = {waiting.listing_id for waiting in _queue(claire)}
    mine = [x for x in db.session().query(Listing) if x.caf_id == caf_of("87").id]
    assert ids == {x.id for x in mine if x.status is ListingStatus.PUBLIEE}
    assert len(ids) > 3


def test_a_listing_leaves_the_queue_once_all_of_it_was_verified(
    listing: Listing, claire: Actor
) -> None:
    verify(listing.id, [FieldGroup.HORAIRES], Means.TELEPHONE, claire, NOW)
    waiting = _found(_queue(claire), listing)
    assert waiting
    assert FieldGroup.HORAIRES not in waiting.groups
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    assert _found(_queue(claire), listing) is None


def test_a_listing_comes_back_at_the_end_a_month_before_it_is_due(
    listing: Listing, claire: Actor
) -> None:
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    assert _found(_queue(claire, days=334), listing) is None
    queue = _queue(claire, days=335)
    assert queue[-1].listing_id == listing.id
    assert not queue[-1].late
    late = _found(_queue(claire, days=365), listing)
    assert late
    assert late.late


def test_hours_come_back_before_the_school_holidays(listing: Listing, claire: Actor) -> None:
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    waiting = _found(review_queue(db.session(), claire, TODAY, SCHOOL), listing)
    assert waiting
    assert waiting.groups == (FieldGroup.HORAIRES,)
    assert waiting.due.isoformat() == "2026-11-28"


def test_a_suspended_listing_does_not_wait(listing: Listing, claire: Actor) -> None:
    change_status(listing.id, ListingStatus.SUSPENDUE, claire, NOW)
    assert _found(_queue(claire), listing) is None


def test_the_queue_is_narrowed_by_group_commune_and_assignee(
    listing: Listing, claire: Actor
) -> None:
    with transaction() as session:
        session.merge(listing).assignee_id = claire.agent_id
    verify(listing.id, [FieldGroup.CONTACT], Means.TELEPHONE, claire, NOW)
    assert [w.listing_id for w in _queue(claire, asked=Asked(mine=True))] == [listing.id]
    contact = _queue(claire, asked=Asked(group=FieldGroup.CONTACT))
    assert contact
    assert _found(contact, listing) is None
    commune = listing.sites[0].commune or ""
    narrowed = _queue(claire, asked=Asked(commune=commune[:4].upper()))
    assert listing.id in {waiting.listing_id for waiting in narrowed}
    assert {waiting.commune[:4] for waiting in narrowed} == {commune[:4]}


def test_the_next_listing_is_the_one_after_then_the_first(claire: Actor) -> None:
    queue = _queue(claire)
    first, second, last = queue[0].listing_id, queue[1].listing_id, queue[-1].listing_id
    assert next_of(queue, first) == second
    assert next_of(queue, last) == first
    assert next_of(queue, 0) == first
    assert next_of(queue[:1], first) is None
