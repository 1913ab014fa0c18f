"""A listing given to another Caf: who reads it from then on, and what keeps it where it is."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import DossierState
from portal.services.audit import changes_of
from portal.services.listings.belonging import change_caf
from portal.services.listings.bulk import assign_all
from portal.services.listings.editing import RefusedError
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db
from portal.store.listings import Listing, get_reached
from tests.conftest import NOW
from tests.dossiers import file_at
from tests.staff import ELSEWHERE, HERE, actor_of, caf_of, listing_in


@pytest.fixture
def keeper(app: Flask) -> Actor:
    """Return who keeps the installation, in every Caf."""
    del app
    return actor_of(Role.ADMIN)


@pytest.fixture
def listing(keeper: Actor) -> Listing:
    """Return a listing of this Caf."""
    del keeper
    return listing_in()


def test_the_other_caf_keeps_it_from_then_on_and_history_tells(
    listing: Listing, keeper: Actor
) -> None:
    here, there = actor_of(Role.AGENT), actor_of(Role.AGENT, ELSEWHERE)
    change_caf(listing.id, caf_of(ELSEWHERE).id, keeper, NOW)
    assert get_reached(db.session(), listing.id, there) is listing
    with pytest.raises(NotFoundError):
        get_reached(db.session(), listing.id, here)
    event = list_events_of(db.session(), "fiche", listing.id)[0]
    assert event.sentence == f"Administrateur 87 a changé de Caf la fiche «{listing.name}»."
    assert [(c.field, c.before, c.after) for c in changes_of(event)] == [
        ("Caf", caf_of(HERE).name, caf_of(ELSEWHERE).name)
    ]


def test_a_listing_that_no_caf_kept_gets_one(listing: Listing, keeper: Actor) -> None:
    change_caf(listing.id, None, keeper, NOW)
    assert listing.caf is None
    change_caf(listing.id, caf_of(HERE).id, keeper, NOW)
    assert listing.caf is caf_of(HERE)


def test_the_same_caf_again_is_no_act(listing: Listing, keeper: Actor) -> None:
    change_caf(listing.id, listing.caf_id, keeper, NOW)
    assert list_events_of(db.session(), "fiche", listing.id) == []


def test_it_is_no_longer_entrusted_to_who_does_not_reach_it(
    listing: Listing, keeper: Actor
) -> None:
    assign_all([listing.id], actor_of(Role.AGENT).agent_id, keeper, NOW)
    db.session().expire_all()
    change_caf(listing.id, caf_of(ELSEWHERE).id, keeper, NOW)
    assert listing.assignee_id is None


def test_a_listing_with_a_funding_file_stays_with_its_caf(keeper: Actor) -> None:
    listing = file_at(DossierState.DEPOSEE, actor_of(Role.RESPONSABLE)).listing
    with pytest.raises(RefusedError, match="a un dossier de financement"):
        change_caf(listing.id, caf_of(ELSEWHERE).id, keeper, NOW)
    db.session().expire_all()
    assert listing.caf is caf_of(HERE)


@pytest.mark.parametrize("caf_id", [10_000, -1])
def test_a_caf_that_there_is_not_is_refused(listing: Listing, keeper: Actor, caf_id: int) -> None:
    with pytest.raises(RefusedError, match="choisissez une Caf de la liste"):
        change_caf(listing.id, caf_id, keeper, NOW)


def test_who_keeps_one_caf_gives_to_no_other(listing: Listing) -> None:
    with pytest.raises(RefusedError, match="choisissez une Caf de la liste"):
        change_caf(listing.id, caf_of(ELSEWHERE).id, actor_of(Role.AGENT), NOW)
