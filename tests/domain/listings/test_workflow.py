"""What a listing needs to be public, and what a change takes away of it."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.listing import ContactKind, ListingKind
from portal.domain.listings.content import ContactContent, ListingContent, SiteContent
from portal.domain.listings.workflow import lacks, loses

PLACE = "une commune, ou les départements servis"
BARE = ListingContent(ListingKind.LAEP, "Laep des Tilleuls")
PLACED = replace(BARE, sites=(SiteContent(code_insee="87085"),))
WHOLE = replace(PLACED, contacts=(ContactContent(ContactKind.TELEPHONE, "01 99 00 12 34"),))


def test_a_place_and_a_way_to_reach_it_are_all_it_takes() -> None:
    assert lacks(WHOLE) == []
    assert len(lacks(BARE)) == 2


def test_what_a_change_takes_away_is_told() -> None:
    assert loses(WHOLE, replace(WHOLE, sites=())) == [PLACE]


def test_what_was_lacking_before_is_not_taken_away() -> None:
    assert loses(PLACED, PLACED) == []
    assert loses(PLACED, BARE) == [PLACE]
