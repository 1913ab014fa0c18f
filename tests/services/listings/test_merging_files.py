"""Merging two listings of which one, or both, have funding files."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import DossierState
from portal.domain.indicators.states import ReportState
from portal.domain.listing import ListingKind
from portal.services.audit import changes_of
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.funded import funded_listings
from portal.services.listings.combining import Choice
from portal.services.listings.editing import RefusedError
from portal.services.listings.merging import merge
from portal.store.audit import list_events_of
from portal.store.db import db, transaction
from portal.store.dossiers import Dossier, list_dossiers
from portal.store.indicators import IndicatorReport, find_report
from portal.store.listings import Listing
from portal.store.revisions import get_revision
from tests.conftest import NOW
from tests.dossiers import PATHS, content, go, read
from tests.services.listings.pairs import published
from tests.staff import ELSEWHERE, actor_of

PLACE = ListingKind.LIEU_RESSOURCE


@pytest.fixture
def head(empty_app: Flask) -> Actor:
    del empty_app
    return actor_of(Role.RESPONSABLE)


def funded(listing: Listing, head: Actor, state: DossierState = DossierState.SOLDEE) -> Dossier:
    dossier = create_dossier(listing.id, content(), head, NOW)
    for wanted in PATHS[state]:
        dossier = go(dossier, wanted, head)
    return dossier


def _merge(kept: Listing, other: Listing, by: Actor, **choices: Choice) -> Listing:
    return merge(kept.id, other.id, (kept.version, other.version), choices, by, NOW)


def test_every_file_follows_with_its_trail(head: Actor) -> None:
    kept, other = published(head, "Un", kind=PLACE), published(head, "Deux", kind=PLACE)
    settled = funded(other, head)
    draft = create_dossier(other.id, content(), head, NOW)

    _merge(kept, other, head)

    found = {dossier.id for dossier in list_dossiers(db.session(), head, listing_id=kept.id)}
    assert found == {settled.id, draft.id}
    moved = read(settled, head)
    assert [step.state for step in moved.steps] == list(PATHS[DossierState.SOLDEE])
    assert len(moved.payments) == 2
    assert moved.decision is not None


def test_the_kept_listing_is_funded_and_the_index_is_told(head: Actor) -> None:
    kept, other = published(head, "Un", kind=PLACE), published(head, "Deux", kind=PLACE)
    funded(other, head)
    before = get_revision(db.session())[0]

    _merge(kept, other, head)

    [period] = funded_listings(db.session())[kept.id]
    assert (period.starts_on, period.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert get_revision(db.session())[0] > before


def test_the_history_of_a_file_stays_its_own(head: Actor) -> None:
    kept, other = published(head, "Un", kind=PLACE), published(head, "Deux", kind=PLACE)
    dossier = funded(other, head, DossierState.DEPOSEE)

    _merge(kept, other, head)

    assert read(dossier, head).listing.name == "Un"
    events = list_events_of(db.session(), "dossier", dossier.id)
    assert any("«Deux, 2026»" in event.sentence for event in events)
    assert all(changes_of(event) is not None for event in events)


@pytest.mark.parametrize("choice", [Choice.KEPT, Choice.OTHER])
def test_a_type_that_cannot_have_files_is_refused(head: Actor, choice: Choice) -> None:
    laep, place = published(head, "Un"), published(head, "Deux", kind=PLACE)
    dossier = funded(place, head, DossierState.DEPOSEE)

    if choice is Choice.OTHER:
        _merge(laep, place, head, kind=choice)
        assert read(dossier, head).listing.kind is PLACE
        return
    with pytest.raises(RefusedError, match="Des dossiers de financement demandent un autre type"):
        _merge(laep, place, head, kind=choice)
    assert read(dossier, head).listing_id == place.id


def test_what_one_caf_pays_never_goes_to_another(head: Actor) -> None:
    far = published(actor_of(Role.RESPONSABLE, ELSEWHERE), "Un", kind=PLACE)
    place = published(head, "Deux", kind=PLACE)
    dossier, admin = funded(place, head), actor_of(Role.ADMIN)

    with pytest.raises(RefusedError, match="relèvent de deux Caf"):
        _merge(far, place, admin)
    assert read(dossier, head).listing_id == place.id

    _merge(place, far, admin)
    assert read(dossier, head).listing_id == place.id


def test_a_year_that_one_caf_asked_for_never_goes_to_another(head: Actor) -> None:
    far = published(actor_of(Role.RESPONSABLE, ELSEWHERE), "Un", kind=PLACE)
    place = published(head, "Deux", kind=PLACE)
    with transaction() as session:
        asked = {"year": 2026, "state": ReportState.DEMANDE}
        session.add(IndicatorReport(listing_id=place.id, **asked))

    with pytest.raises(RefusedError, match="relèvent de deux Caf"):
        _merge(far, place, actor_of(Role.ADMIN))
    assert find_report(db.session(), place.id, 2026)
