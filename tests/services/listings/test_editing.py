"""Editing listings: each act is whole, leaves history, and never overwrites another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from portal.domain.access import Actor, Role
from portal.domain.listing import ListingKind, ListingStatus
from portal.domain.listings.content import ListingContent, SiteContent
from portal.services.audit import broken_link, changes_of
from portal.services.listings.editing import (
    RefusedError,
    StaleError,
    StatusChangedError,
    change_status,
    create_listing,
    edit_listing,
)
from portal.services.listings.history import restore_version
from portal.services.listings.reading import content_of
from portal.store.audit import list_events_of
from portal.store.cafs import list_cafs
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing, get_reached
from tests.conftest import NOW


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    caf = next(caf for caf in list_cafs(db.session()) if "87" in caf.departements)
    return Actor(None, "Claire", Role.AGENT, frozenset({caf.id}))


@pytest.fixture
def listing(claire: Actor) -> Listing:
    query = select(Listing).where(Listing.caf_id.in_(claire.caf_ids)).order_by(Listing.id)
    found = db.session().scalars(query).first()
    assert found
    return found


def test_an_edit_is_told_field_by_field(listing: Listing, claire: Actor) -> None:
    wanted = replace(content_of(listing), name="Maison des parents")
    before = listing.name
    edit_listing(listing.id, wanted, listing.version, claire, NOW)
    event = list_events_of(db.session(), "fiche", listing.id)[0]
    assert event.sentence == "Claire a modifié la fiche «Maison des parents»."
    assert [(c.field, c.before, c.after) for c in changes_of(event)] == [
        ("Nom", before, "Maison des parents")
    ]


def test_an_edit_on_stale_data_is_refused_with_what_is_there_now(
    listing: Listing, claire: Actor
) -> None:
    seen, before = listing.version, content_of(listing)
    edit_listing(listing.id, replace(before, name="Une"), seen, claire, NOW)
    with pytest.raises(StaleError) as refused:
        edit_listing(listing.id, replace(before, name="Deux"), seen, claire, NOW)
    assert refused.value.current.name == "Une"


def test_an_edit_of_hours_alone_is_a_new_version_of_the_listing(
    listing: Listing, claire: Actor
) -> None:
    content, seen = content_of(listing), listing.version
    sites = (replace(content.sites[0], hours="Mo 09:00-12:00"), *content.sites[1:])
    edited = edit_listing(listing.id, replace(content, sites=sites), seen, claire, NOW)
    assert edited.version == seen + 1
    assert edited.sites[0].id == content.sites[0].id


def test_saving_what_is_there_already_writes_nothing(listing: Listing, claire: Actor) -> None:
    seen = listing.version
    edited = edit_listing(listing.id, content_of(listing), seen, claire, NOW)
    assert edited.version == seen
    assert list_events_of(db.session(), "fiche", listing.id) == []


def test_a_listing_goes_back_to_what_it_was_before_history_began(
    listing: Listing, claire: Actor
) -> None:
    before, first = content_of(listing), listing.version
    elsewhere = (SiteContent(stop="Gare", address="1 rue du Pont", departements=("87",)),)
    changed = replace(before, name="Autre", contacts=(), offers=(), sites=elsewhere)
    edit_listing(listing.id, changed, first, claire, NOW)
    now = NOW + timedelta(minutes=1)
    restored = restore_version(listing.id, first, first + 1, claire, now)
    assert content_of(restored) == before


def test_a_listing_of_another_caf_does_not_exist(listing: Listing, claire: Actor) -> None:
    stranger = replace(claire, caf_ids=frozenset({10_000}))
    with pytest.raises(NotFoundError):
        edit_listing(listing.id, content_of(listing), listing.version, stranger, NOW)


def test_a_listing_that_nobody_could_find_is_not_published(claire: Actor) -> None:
    (caf_id,) = claire.caf_ids
    content = ListingContent(ListingKind.LAEP, "Laep des Tilleuls", sites=(SiteContent(),))
    listing = create_listing(content, caf_id, claire, NOW)
    with pytest.raises(RefusedError, match="une commune, ou les départements servis"):
        change_status(listing.id, ListingStatus.PUBLIEE, claire, NOW)


@pytest.mark.parametrize(
    ("parts", "lost"),
    [
        ({"sites": ()}, "il lui manquerait une commune, ou les départements servis. Complétez"),
        ({"sites": (), "contacts": ()}, "servis ; un téléphone, un courriel, un site web ou une"),
    ],
)
def test_a_published_listing_does_not_lose_what_people_need(
    listing: Listing, claire: Actor, parts: dict[str, tuple[()]], lost: str
) -> None:
    before = content_of(listing)
    with pytest.raises(RefusedError, match=lost):
        edit_listing(listing.id, replace(before, **parts), listing.version, claire, NOW)
    assert content_of(listing) == before


def test_a_suspended_listing_may_lose_what_people_need(listing: Listing, claire: Actor) -> None:
    change_status(listing.id, ListingStatus.SUSPENDUE, claire, NOW)
    emptied = replace(content_of(listing), sites=(), contacts=())
    edit_listing(listing.id, emptied, listing.version, claire, NOW)
    assert content_of(listing) == emptied


def test_what_was_published_without_a_place_is_still_edited(
    listing: Listing, claire: Actor
) -> None:
    with transaction():
        listing.sites = []
    wanted = replace(content_of(listing), name="Maison des parents")
    assert edit_listing(listing.id, wanted, listing.version, claire, NOW).name == wanted.name


def test_a_step_that_is_not_in_the_table_is_refused(listing: Listing, claire: Actor) -> None:
    with pytest.raises(RefusedError, match="publiée ne peut pas devenir brouillon"):
        change_status(listing.id, ListingStatus.BROUILLON, claire, NOW)


def test_a_step_from_a_status_that_is_no_longer_its_own_is_refused(
    listing: Listing, claire: Actor
) -> None:
    seen = listing.status
    change_status(listing.id, ListingStatus.SUSPENDUE, claire, NOW, seen)
    with pytest.raises(StatusChangedError, match="«Suspendue»"):
        change_status(listing.id, ListingStatus.ARCHIVEE, claire, NOW, seen)
    assert listing.status is ListingStatus.SUSPENDUE


@pytest.mark.parametrize("table", ["audit_event", "listing_version"])
@pytest.mark.parametrize(
    "act",
    ["DELETE FROM {}", "UPDATE {} SET id = id + 1", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"],
)
def test_the_database_refuses_to_change_history(
    listing: Listing, claire: Actor, table: str, act: str
) -> None:
    change_status(listing.id, ListingStatus.SUSPENDUE, claire, NOW)
    with pytest.raises(DatabaseError, match="only ever added"), transaction() as session:
        session.execute(text(act.format(table)))


def test_history_that_was_tampered_with_is_seen(listing: Listing, claire: Actor) -> None:
    for status in (ListingStatus.SUSPENDUE, ListingStatus.PUBLIEE, ListingStatus.ARCHIVEE):
        change_status(listing.id, status, claire, NOW)
    assert broken_link(db.session()) is None
    with transaction() as session:
        session.execute(text("DROP TRIGGER audit_event_no_update"))
        session.execute(text("UPDATE audit_event SET actor = 'Paul' WHERE id = 2"))
    assert broken_link(db.session()) == 2


def test_an_actor_reaches_the_listings_of_its_caf_only(listing: Listing, claire: Actor) -> None:
    assert get_reached(db.session(), listing.id, claire) is listing
