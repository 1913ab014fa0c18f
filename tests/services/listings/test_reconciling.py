"""Two agents edit one listing: nothing of either is ever lost without a choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.listings.content import ListingContent, SiteContent
from portal.services.listings.editing import RefusedError, edit_listing
from portal.services.listings.reading import content_of
from portal.services.listings.reconciling import Clash, find_clash, settle
from portal.store.db import NotFoundError, db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.staff import ELSEWHERE, actor_of, listing_in

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def claire(app: Flask) -> Actor:
    """Return an agent of this Caf."""
    del app
    return actor_of(Role.AGENT)


@pytest.fixture
def paul(app: Flask) -> Actor:
    """Return another one."""
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def listing(claire: Actor) -> Listing:
    """Return a listing of this Caf."""
    del claire
    return listing_in()


def _clash(
    listing: Listing, paul: Actor, claire: Actor, theirs: ListingContent, mine: ListingContent
) -> Clash:
    base = content_of(listing)
    edit_listing(listing.id, theirs, listing.version, paul, LATER)
    return find_clash(db.session(), listing.id, base, mine, claire)


def test_what_does_not_clash_goes_together_and_is_told(
    listing: Listing, claire: Actor, paul: Actor
) -> None:
    base = content_of(listing)
    theirs = replace(base, description="Un café des parents.")
    clash = _clash(listing, paul, claire, theirs, replace(base, name="La Halte"))
    assert clash.conflicts == ()
    assert [change.field for change in clash.mine_kept] == ["Nom"]
    assert [change.field for change in clash.theirs_kept] == ["Présentation"]
    assert (clash.who, clash.when) == (paul.name, LATER)
    merged = settle(base, clash.mine, clash.theirs, [])
    assert (merged.name, merged.description) == ("La Halte", "Un café des parents.")


@pytest.mark.parametrize(("chosen", "name"), [([], "Le Port"), (["name"], "La Halte")])
def test_what_clashes_is_as_it_was_chosen(
    listing: Listing, claire: Actor, paul: Actor, chosen: list[str], name: str
) -> None:
    base = content_of(listing)
    theirs, mine = replace(base, name="Le Port"), replace(base, name="La Halte")
    clash = _clash(listing, paul, claire, theirs, mine)
    (conflict,) = clash.conflicts
    assert (conflict.path, conflict.mine, conflict.theirs) == ("name", "La Halte", "Le Port")
    assert settle(base, clash.mine, clash.theirs, chosen).name == name


@pytest.mark.parametrize("mine_is_chosen", [True, False])
def test_hours_of_an_address_that_somebody_else_took_away_are_not_lost(
    listing: Listing, claire: Actor, paul: Actor, *, mine_is_chosen: bool
) -> None:
    seen = content_of(listing)
    two = replace(seen, sites=(*seen.sites, SiteContent(stop="deux", commune="Limoges")))
    edit_listing(listing.id, two, listing.version, paul, NOW)
    base = content_of(listing)
    mine = replace(base, sites=(*base.sites[:-1], replace(base.sites[-1], hours="Mo 09:00-12:00")))
    theirs = replace(base, sites=base.sites[:-1])
    clash = _clash(listing, paul, claire, theirs, mine)
    (conflict,) = clash.conflicts
    assert "deux" in conflict.label
    assert "Mo 09:00-12:00" in conflict.mine
    assert conflict.theirs == ""
    chosen = [conflict.path] if mine_is_chosen else []
    content = settle(base, mine, content_of(listing), chosen)
    edit_listing(listing.id, content, clash.version, claire, LATER)
    saved = [site.hours for site in content_of(listing).sites if site.stop == "deux"]
    assert saved == (["Mo 09:00-12:00"] if mine_is_chosen else [])


def test_a_path_that_is_not_disputed_cannot_be_chosen(listing: Listing) -> None:
    base = content_of(listing)
    theirs = replace(base, name="Le Port")
    assert settle(base, base, theirs, ["name"]).name == "Le Port"


def test_two_new_stops_of_one_name_are_refused(listing: Listing) -> None:
    base = replace(content_of(listing), sites=(SiteContent(1, "Un"),))
    mine = replace(base, sites=(*base.sites, SiteContent(None, "Deux")))
    theirs = replace(base, sites=(*base.sites, SiteContent(2, "Deux")))
    with pytest.raises(RefusedError, match="deux adresses s’appellent «Deux»"):
        settle(base, mine, theirs, [])


def test_a_listing_out_of_reach_is_not_compared(claire: Actor) -> None:
    other = listing_in(ELSEWHERE)
    content = content_of(other)
    with pytest.raises(NotFoundError):
        find_clash(db.session(), other.id, content, content, claire)
