"""Verifying a listing: what is kept, what history tells, and what the public is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.freshness import FieldGroup, Means
from portal.domain.listing import ListingStatus
from portal.services.audit import changes_of
from portal.services.listings.editing import RefusedError, change_status, edit_listing
from portal.services.listings.reading import content_of
from portal.services.listings.reviewing import quality_of, review_of
from portal.services.listings.verifying import UnseenError
from portal.services.projection.openings import Openings
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from portal.store.revisions import get_revision
from portal.store.verifications import list_verifications
from tests.conftest import NOW
from tests.staff import ELSEWHERE, actor_of, listing_in
from tests.verifying import seen_of, verify

TODAY = NOW.date()
HOURS = [FieldGroup.HORAIRES]


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return replace(actor_of(Role.AGENT), name="Claire")


@pytest.fixture
def listing(claire: Actor) -> Listing:
    del claire
    return listing_in()


def _shown(listing: Listing) -> date | None:
    db.session().rollback()
    return db.session().merge(listing).verified_on


def test_a_verification_says_who_how_and_when(listing: Listing, claire: Actor) -> None:
    verify(listing.id, HOURS, Means.VISITE, claire, NOW)
    (kept,) = list_verifications(db.session(), listing.id)
    assert (kept.group, kept.means, kept.verified_on) == (HOURS[0], Means.VISITE, TODAY)
    assert (kept.agent_id, kept.actor) == (claire.agent_id, "Claire")


def test_history_tells_a_verification_in_words(listing: Listing, claire: Actor) -> None:
    verify(listing.id, [*HOURS, FieldGroup.CONTACT], Means.TELEPHONE, claire, NOW)
    event = list_events_of(db.session(), "fiche", listing.id)[0]
    assert event.sentence == (
        f"Claire a vérifié la fiche «{listing.name}» (horaires et contact, par téléphone)."
    )
    assert [(c.field, c.before, c.after) for c in changes_of(event)] == [
        ("Horaires : dernière vérification", "jamais", "24/11/2026, par téléphone"),
        ("Contact : dernière vérification", "jamais", "24/11/2026, par téléphone"),
    ]


def test_history_tells_that_the_whole_listing_was_verified(listing: Listing, claire: Actor) -> None:
    verify(listing.id, FieldGroup, Means.GESTIONNAIRE, claire, NOW)
    event = list_events_of(db.session(), "fiche", listing.id)[0]
    assert event.sentence.endswith("(toute la fiche, par le gestionnaire).")


def test_the_public_date_waits_for_the_last_group(listing: Listing, claire: Actor) -> None:
    first, *others = FieldGroup
    verify(listing.id, [first], Means.TELEPHONE, claire, NOW)
    assert _shown(listing) is None
    verify(listing.id, others, Means.TELEPHONE, claire, NOW + timedelta(days=9))
    assert _shown(listing) == TODAY
    verify(listing.id, [first], Means.TELEPHONE, claire, NOW + timedelta(days=12))
    assert _shown(listing) == TODAY + timedelta(days=9)


def test_an_imported_date_is_shown_until_everything_was_verified(
    listing: Listing, claire: Actor
) -> None:
    imported = date(2026, 6, 1)
    with transaction() as session:
        session.merge(listing).verified_on = imported
    verify(listing.id, HOURS, Means.TELEPHONE, claire, NOW)
    assert _shown(listing) == imported
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    assert _shown(listing) == TODAY


def test_who_is_editing_has_nothing_to_compare_after_a_verification(
    listing: Listing, claire: Actor
) -> None:
    seen, edited_at = listing.version, listing.updated_at
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    edited = edit_listing(listing.id, replace(content_of(listing), name="Autre"), seen, claire, NOW)
    assert edited.version == seen + 1
    assert edited.updated_at > edited_at


def test_only_what_the_public_sees_moves_the_index(listing: Listing, claire: Actor) -> None:
    before = get_revision(db.session())
    verify(listing.id, HOURS, Means.TELEPHONE, claire, NOW)
    assert get_revision(db.session()) == before
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    assert get_revision(db.session()) != before


def test_nothing_chosen_is_refused(listing: Listing, claire: Actor) -> None:
    with pytest.raises(RefusedError, match="choisissez ce que vous avez vérifié"):
        verify(listing.id, [], Means.TELEPHONE, claire, NOW)


def test_an_archived_listing_is_not_verified(listing: Listing, claire: Actor) -> None:
    change_status(listing.id, ListingStatus.ARCHIVEE, claire, NOW)
    with pytest.raises(RefusedError, match="archivée"):
        verify(listing.id, HOURS, Means.TELEPHONE, claire, NOW)
    assert list_verifications(db.session(), listing.id) == []


def test_a_listing_out_of_reach_does_not_exist(claire: Actor) -> None:
    with pytest.raises(NotFoundError):
        verify(listing_in(ELSEWHERE).id, HOURS, Means.TELEPHONE, claire, NOW)


def test_an_edit_is_no_verification_and_is_shown_beside_it(listing: Listing, claire: Actor) -> None:
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    changed = replace(content_of(listing), description="Nouveau.")
    edit_listing(listing.id, changed, listing.version, claire, NOW + timedelta(days=2))
    later = TODAY + timedelta(days=2)
    review = review_of(db.session(), listing.id, claire, later, Openings().school)
    assert [group.group for group in review.groups if group.edited] == [FieldGroup.SERVICES]
    assert [group.group for group in review.groups if group.is_due] == []
    assert _shown(listing) == TODAY


def test_a_review_shows_what_the_listing_says_in_words(listing: Listing, claire: Actor) -> None:
    site = replace(content_of(listing).sites[0], hours="Mo-Fr 09:00-12:00", hours_note=None)
    changed = replace(content_of(listing), sites=(site,))
    edit_listing(listing.id, changed, listing.version, claire, NOW)
    review = review_of(db.session(), listing.id, claire, TODAY, Openings().school)
    lines = {group.group: dict(group.lines) for group in review.groups}
    assert lines[FieldGroup.HORAIRES] == {
        "Horaires": "Du lundi au vendredi\u00a0: 9\u00a0h – 12\u00a0h"
    }
    assert lines[FieldGroup.SERVICES]["Nom"] == listing.name
    assert "Latitude" not in lines[FieldGroup.ADRESSE]


def _with_hours(listing: Listing, by: Actor, hours: str) -> None:
    site, *others = content_of(listing).sites
    changed = replace(content_of(listing), sites=(replace(site, hours=hours), *others))
    edit_listing(listing.id, changed, listing.version, by, NOW)


def test_hours_that_nobody_saw_are_not_verified(listing: Listing, claire: Actor) -> None:
    seen = seen_of(listing.id)
    _with_hours(listing, claire, "Mo 07:00-08:00")
    with pytest.raises(UnseenError, match="ouvert cette page \\(horaires\\)"):
        verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW, seen)
    assert list_verifications(db.session(), listing.id) == []


def test_what_changed_in_another_group_leaves_a_verification_as_good(
    listing: Listing, claire: Actor
) -> None:
    seen = seen_of(listing.id)
    _with_hours(listing, claire, "Mo 07:00-08:00")
    verify(listing.id, [FieldGroup.CONTACT], Means.TELEPHONE, claire, NOW, seen)
    (kept,) = list_verifications(db.session(), listing.id)
    assert kept.group is FieldGroup.CONTACT


def test_verifying_everything_is_worth_the_points_of_that_criterion(
    listing: Listing, claire: Actor
) -> None:
    school = Openings().school
    before = quality_of(db.session(), listing, TODAY, school).score
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    assert quality_of(db.session(), listing, TODAY, school).score == before + 8
