"""The table of listings: what is looked for, whatever the signs it is written with."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.services.listings.table import all_ids, listing_rows, versions_seen
from portal.store.db import db, transaction
from portal.store.listing_table import TableQuestion
from tests.staff import actor_of, listing_in


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.AGENT)


def _found(by: Actor, words: str) -> list[int]:
    return list(all_ids(db.session(), by, TableQuestion(words=words)))


@pytest.mark.parametrize("words", ["🏠", "…", "🏠 🏠"])
def test_signs_that_are_no_words_are_looked_for_as_they_are(claire: Actor, words: str) -> None:
    assert _found(claire, words) == []
    with transaction() as session:
        listing = session.merge(listing_in())
        listing.name = "La 🏠 des familles…"
    assert _found(claire, words) == [listing.id]


def test_without_a_word_every_listing_within_reach_is_found(claire: Actor) -> None:
    assert len(_found(claire, "")) > 1


def test_what_can_be_chosen_beyond_the_page_has_its_version_too(claire: Actor) -> None:
    rows, total, asked = listing_rows(db.session(), claire, TableQuestion(size=1))
    of_page = versions_seen(db.session(), claire, asked, rows, whole=False)
    of_table = versions_seen(db.session(), claire, asked, rows, whole=True)
    assert list(of_page) == [rows[0].id]
    assert len(of_table) == total
    assert of_page.items() <= of_table.items()
