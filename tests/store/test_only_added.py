"""PostgreSQL refuses to change or delete history too, and answers the queries of history alike."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from portal.domain.access import Actor, Role
from portal.domain.listing import ListingStatus
from portal.services.audit import broken_link
from portal.services.listings.combining import Choice
from portal.services.listings.duplicates import duplicates_of, find_duplicates
from portal.services.listings.editing import change_status
from portal.services.listings.merging import merge
from portal.services.seed import seed_references
from portal.store.db import db, transaction
from portal.store.journal import JournalFilters, count_journal, list_authors
from portal.store.listings import Listing
from portal.store.slugs import map_former_slugs
from tests.conftest import NOW
from tests.services.listings.pairs import SIRET, TOWN_HALL, published
from tests.staff import actor_of

pytestmark = pytest.mark.postgresql


@pytest.fixture
def claire(postgresql_app: Flask) -> Actor:
    del postgresql_app
    seed_references()
    return actor_of(Role.AGENT)


@pytest.fixture
def pair(claire: Actor) -> tuple[Listing, Listing]:
    """Give two listings of one place, with everything that tells it."""
    same = {"phone": "01 99 00 12 34", "siret": SIRET, "at": TOWN_HALL}
    return published(claire, "La Ritournelle", **same), published(claire, "Ritournelle", **same)


@pytest.mark.parametrize("table", ["audit_event", "listing_version"])
@pytest.mark.parametrize(
    "act", ["DELETE FROM {}", "UPDATE {} SET id = id + 1", "TRUNCATE {}", "UPDATE {} SET id = id"]
)
@pytest.mark.usefixtures("pair")
def test_the_database_refuses_to_change_history(table: str, act: str) -> None:
    with pytest.raises(DatabaseError, match="only ever added"), transaction() as session:
        session.execute(text(act.format(table)))


@pytest.mark.usefixtures("pair")
def test_the_chain_of_history_is_whole() -> None:
    assert broken_link(db.session()) is None


def test_the_journal_is_narrowed_alike(claire: Actor, pair: tuple[Listing, Listing]) -> None:
    responsable = actor_of(Role.RESPONSABLE)
    asked = JournalFilters(agent_id=claire.agent_id, listing="LA RITOUR")
    assert count_journal(db.session(), responsable, asked) == 2
    by_number = JournalFilters(agent_id=0, listing=str(pair[0].id))
    assert count_journal(db.session(), responsable, by_number) == 0
    assert list_authors(db.session(), responsable) == [(claire.agent_id, claire.name)]


def test_duplicates_are_found_and_merged_alike(
    claire: Actor, pair: tuple[Listing, Listing]
) -> None:
    kept, other = pair
    (found,) = find_duplicates(claire)
    assert len(found.reasons) == 3
    assert len(duplicates_of(other.id, claire)) == 1
    seen = kept.version, other.version
    merge(kept.id, other.id, seen, {"name": Choice.OTHER}, claire, NOW)
    assert map_former_slugs(db.session()) == {other.slug: kept.slug}
    change_status(kept.id, ListingStatus.SUSPENDUE, claire, NOW)
    assert map_former_slugs(db.session()) == {}
