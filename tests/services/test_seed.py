"""The seed loads recorded places, and invented ones only where asked for and marked as such."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.territory import Territory
from portal.services import seed as seeding
from portal.services.seed import SeedError, seed, seed_references
from portal.store.cafs import list_cafs
from portal.store.db import db, transaction
from portal.store.listings import Listing, get_listing
from portal.store.revisions import get_revision
from portal.store.vocabulary import load_vocabulary

TODAY = date(2026, 11, 24)

pytestmark = pytest.mark.usefixtures("empty_app")


def _listings(**wanted: bool) -> Iterator[Listing]:
    yield from db.session.scalars(select(Listing).filter_by(**wanted))


def test_the_170_recorded_rows_are_161_listings_that_nobody_verified(territory: Territory) -> None:
    (report,) = seed(territory, TODAY, demonstration=False)
    recorded = list(_listings(demonstration=False))
    assert (report.lines, len(report.created), len(recorded)) == (170, 161, 161)
    assert all(listing.source_url for listing in recorded)
    assert [listing.slug for listing in recorded if listing.verified_on] == []
    assert list(_listings(demonstration=True)) == []


def test_demonstration_listings_are_all_marked(territory: Territory) -> None:
    _recorded, invented = seed(territory, TODAY, demonstration=True)
    marked = {listing.external_id for listing in _listings(demonstration=True)}
    assert marked == set(invented.created)
    assert len(list(_listings(demonstration=False))) == 161


def test_a_second_time_changes_nothing(territory: Territory) -> None:
    seed(territory, TODAY, demonstration=True)
    before = get_revision(db.session())
    reports = seed(territory, TODAY, demonstration=True)
    assert [(report.created, report.updated) for report in reports] == [([], {}), ([], {})]
    assert get_revision(db.session()) == before
    assert len(list_cafs(db.session())) == 101


def test_what_staff_changed_stays(territory: Territory) -> None:
    seed(territory, TODAY, demonstration=False)
    with transaction() as session:
        get_listing(session, "cafe-des-familles-de-gap").name = "Café renommé"
    seed(territory, TODAY, demonstration=False)
    assert get_listing(db.session(), "cafe-des-familles-de-gap").name == "Café renommé"


def test_demonstration_listings_can_come_later(territory: Territory) -> None:
    seed(territory, TODAY, demonstration=False)
    recorded, invented = seed(territory, TODAY, demonstration=True)
    assert recorded.created == []
    assert invented.created


def test_a_seed_file_at_fault_stops_the_seed(
    territory: Territory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("id_externe,type,nom\na,laep,Un\nb,x,Deux\n", encoding="utf-8")
    monkeypatch.setattr(seeding, "RECORDED", bad)
    with pytest.raises(SeedError, match="ligne 3, colonne type"):
        seed(territory, TODAY, demonstration=False)
    assert list(_listings()) == []


def test_the_vocabulary_and_the_caf_are_loaded_once(empty_app: Flask) -> None:
    del empty_app
    terms = len(load_vocabulary(db.session()).terms)
    assert len(seed_references().terms) == terms > 70
