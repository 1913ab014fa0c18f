"""Managing bodies are shared: no listing takes back what another told, or loses who runs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.listing import LegalStatus
from portal.domain.listings.content import OperatorContent
from portal.services.audit import changes_of
from portal.services.listings.editing import (
    RefusedError,
    StaleError,
    create_listing,
    edit_listing,
)
from portal.services.listings.history import plan_restoration, restore_version
from portal.services.listings.operators import count_renamed
from portal.services.listings.reading import content_of
from portal.store.audit import list_events_of
from portal.store.db import db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.services.listings.pairs import SIRET, content
from tests.staff import ELSEWHERE, actor_of

BODY, OTHER_SIRET = OperatorContent("Les Tilleuls"), "73282932000074"
Told = OperatorContent


@pytest.fixture
def claire(app: Flask) -> Actor:
    """Return an agent of this Caf."""
    del app
    return actor_of(Role.AGENT)


def _run_by(body: OperatorContent, by: Actor, name: str = "Laep La Ritournelle") -> Listing:
    return create_listing(replace(content(name), operator=body), min(by.caf_ids), by, NOW)


@pytest.fixture
def first(claire: Actor) -> Listing:
    """Return a listing of a managing body that has two."""
    return _run_by(BODY, claire)


@pytest.fixture
def second(first: Listing, claire: Actor) -> Listing:
    """Return the other one."""
    del first
    return _run_by(BODY, claire, "Ludothèque du Pont")


def _edit(listing: Listing, by: Actor, **parts: Any) -> Listing:
    seen = content_of(listing)
    return edit_listing(listing.id, replace(seen, **parts), listing.version, by, NOW, seen)


def _named(listing: Listing, name: str, *, corrected: bool, **told: Any) -> OperatorContent:
    """Return another name for the managing body of a listing, or the name of another one."""
    assert listing.operator
    return OperatorContent(name, id=listing.operator_id if corrected else None, **told)


def _told(listing: Listing) -> tuple[str, str | None]:
    db.session().expire_all()
    assert listing.operator
    return listing.operator.name, listing.operator.siret


def test_what_was_told_from_another_listing_is_not_taken_back(
    first: Listing, second: Listing, claire: Actor
) -> None:
    seen, version = content_of(second), second.version
    _edit(first, claire, operator=replace(BODY, siret=SIRET))
    edit_listing(second.id, replace(seen, description="Autre"), version, claire, NOW, seen)
    assert _told(second) == ("Les Tilleuls", SIRET)
    assert second.description == "Autre"


def test_what_two_people_tell_differently_from_two_listings_is_a_conflict(
    first: Listing, second: Listing, claire: Actor
) -> None:
    seen, version = content_of(second), second.version
    _edit(first, claire, operator=replace(BODY, siret=SIRET))
    mine = replace(seen, operator=replace(BODY, siret=OTHER_SIRET))
    with pytest.raises(StaleError) as refused:
        edit_listing(second.id, mine, version, claire, NOW, seen)
    assert refused.value.current.operator == replace(BODY, siret=SIRET)
    assert _told(second) == ("Les Tilleuls", SIRET)


def test_a_new_listing_of_a_known_body_takes_nothing_from_it(first: Listing, claire: Actor) -> None:
    known = replace(BODY, legal_status=LegalStatus.ASSOCIATION, siret=SIRET)
    _edit(first, claire, operator=known)
    created = _run_by(BODY, claire, "Ludothèque du Pont")
    assert content_of(created).operator == known


def test_a_listing_that_goes_to_a_known_body_does_not_bring_the_siret_of_the_former(
    first: Listing, claire: Actor
) -> None:
    known = _run_by(Told("Ville de Bellac"), claire, "Ludothèque du Pont")
    _edit(first, claire, operator=replace(BODY, siret=SIRET))
    moved = _edit(first, claire, operator=Told("Ville de Bellac", siret=SIRET))
    assert moved.operator is known.operator
    assert _told(moved) == ("Ville de Bellac", None)


def test_a_former_version_takes_back_nothing_of_what_is_told_of_its_body(
    first: Listing, claire: Actor
) -> None:
    _edit(first, claire, description="Avant")
    told = _named(first, "Les Grands Tilleuls", corrected=True, siret=SIRET)
    _edit(first, claire, operator=told, description="Après")
    plan = plan_restoration(first.id, 1, claire)
    assert ([change.field for change in plan.changes], plan.keeps_operator) == (
        ["Présentation"],
        True,
    )
    restored = restore_version(first.id, 1, first.version, claire, NOW)
    assert restored.description is None
    assert _told(restored) == ("Les Grands Tilleuls", SIRET)


def test_a_name_that_is_corrected_is_on_every_listing_and_in_history(
    first: Listing, second: Listing, claire: Actor
) -> None:
    before = second.operator_id
    _edit(first, claire, operator=_named(first, "Les Tilleules", corrected=True))
    assert _told(second) == ("Les Tilleules", None)
    assert (first.operator_id, second.operator_id) == (before, before)
    changed = changes_of(list_events_of(db.session(), "fiche", first.id)[0])
    assert [(c.field, c.before, c.after) for c in changed] == [
        ("Gestionnaire", "Les Tilleuls", "Les Tilleules")
    ]


def test_another_body_leaves_the_first_as_it_is(
    first: Listing, second: Listing, claire: Actor
) -> None:
    _edit(first, claire, operator=_named(first, "Ville de Bellac", corrected=False))
    assert (_told(first)[0], _told(second)[0]) == ("Ville de Bellac", "Les Tilleuls")


def test_a_name_that_is_corrected_into_that_of_a_known_body_is_that_body(
    first: Listing, claire: Actor
) -> None:
    known = _run_by(Told("Ville de Bellac"), claire, "Ludothèque du Pont")
    _edit(first, claire, operator=_named(first, "Ville de Bellac", corrected=True))
    assert first.operator_id == known.operator_id


def test_a_body_of_another_caf_too_is_not_renamed(first: Listing, claire: Actor) -> None:
    theirs = _run_by(BODY, actor_of(Role.AGENT, ELSEWHERE), "Ludothèque du Port")
    assert count_renamed(db.session(), content_of(first).operator, claire) == 0
    _edit(first, claire, operator=_named(first, "Les Tilleules", corrected=True))
    assert (_told(first)[0], _told(theirs)[0]) == ("Les Tilleules", "Les Tilleuls")


def test_a_new_body_does_not_get_the_siret_of_the_one_before(first: Listing, claire: Actor) -> None:
    _edit(first, claire, operator=replace(BODY, siret=SIRET))
    other = _named(first, "Ville de Bellac", corrected=False, siret=SIRET)
    with pytest.raises(RefusedError, match="Siret : c’est celui de «Les Tilleuls»"):
        _edit(first, claire, operator=other)
    assert _told(first) == ("Les Tilleuls", SIRET)
