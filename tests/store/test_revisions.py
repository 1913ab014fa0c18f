"""Every change of a listing or of what belongs to it takes the next revision, or none at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from portal.domain.listing import ContactKind, ListingKind
from portal.store.contacts import Contact
from portal.store.db import db, transaction
from portal.store.listings import Listing, get_listing
from portal.store.offers import Offer
from portal.store.operators import Operator
from portal.store.revisions import get_revision, list_changed_since
from portal.store.sites import ExceptionalHoursRow, Site

Change = Callable[[Listing], object]


def _listing(slug: str, operator: Operator | None = None) -> Listing:
    closed = ExceptionalHoursRow(starts_on=date(2026, 12, 24), ends_on=date(2026, 12, 26))
    return Listing(
        slug=slug,
        kind=ListingKind.LAEP,
        name="Maison verte",
        operator=operator,
        sites=[Site(exceptional_hours=[closed])],
        contacts=[Contact(kind=ContactKind.COURRIEL, value="a@maison-verte.fr")],
        offers=[Offer(theme="information")],
    )


@pytest.fixture(autouse=True)
def _two_listings(empty_app: Flask) -> None:
    del empty_app
    with transaction() as session:
        session.add_all([_listing("une", Operator(name="Asso")), _listing("autre")])


def _revision() -> int:
    return get_revision(db.session())[0]


def _changed_since(revision: int) -> list[str]:
    session = db.session()
    found = list_changed_since(session, revision)
    return [listing.slug for i in found if (listing := session.get(Listing, i))]


def _rename(listing: Listing) -> None:
    listing.name = "Maison bleue"


def _move(listing: Listing) -> None:
    listing.sites[0].address = "1 rue Haute"


def _add_site(listing: Listing) -> None:
    listing.sites.append(Site(stop="Gare"))


def _remove_site(listing: Listing) -> None:
    listing.sites.clear()


def _change_contact(listing: Listing) -> None:
    listing.contacts[0].value = "b@maison-verte.fr"


def _remove_contact(listing: Listing) -> None:
    listing.contacts.clear()


def _add_offer(listing: Listing) -> None:
    listing.offers.append(Offer(theme="laep"))


def _remove_offer(listing: Listing) -> None:
    listing.offers.clear()


def _add_closure(listing: Listing) -> None:
    closed = ExceptionalHoursRow(starts_on=date(2027, 1, 1), ends_on=date(2027, 1, 1))
    listing.sites[0].exceptional_hours.append(closed)


def _change_closure(listing: Listing) -> None:
    listing.sites[0].exceptional_hours[0].hours = "10:00-12:00"


def _remove_closure(listing: Listing) -> None:
    listing.sites[0].exceptional_hours.clear()


def _rename_operator(listing: Listing) -> None:
    assert listing.operator
    listing.operator.name = "Association"


@pytest.mark.parametrize(
    "change",
    [
        _rename,
        _move,
        _add_site,
        _remove_site,
        _change_contact,
        _remove_contact,
        _add_offer,
        _remove_offer,
        _add_closure,
        _change_closure,
        _remove_closure,
        _rename_operator,
    ],
)
def test_a_change_takes_the_next_revision_for_its_listing_alone(change: Change) -> None:
    before = _revision()
    with transaction() as session:
        change(get_listing(session, "une"))
    assert _revision() == before + 1
    assert _changed_since(before) == ["une"]


def test_a_deleted_listing_leaves_its_revision_behind() -> None:
    before = _revision()
    with transaction() as session:
        listing = get_listing(session, "une")
        listing_id = listing.id
        session.delete(listing)
    assert list_changed_since(db.session(), before) == [listing_id]


def test_what_goes_from_one_listing_to_another_changes_both() -> None:
    before = _revision()
    with transaction() as session:
        get_listing(session, "une").sites[0].stop = "Gare"
        session.flush()
        before = get_revision(session)[0]
        get_listing(session, "une").sites[0].listing = get_listing(session, "autre")
    assert _changed_since(before) == ["une", "autre"]


def _rename_and_fail() -> None:
    with transaction() as session:
        _rename(get_listing(session, "une"))
        session.flush()
        raise ZeroDivisionError


def test_a_rolled_back_change_takes_none() -> None:
    before = _revision()
    with pytest.raises(ZeroDivisionError):
        _rename_and_fail()
    assert _revision() == before
    assert _changed_since(before) == []


def test_a_change_that_is_not_kept_takes_none() -> None:
    before = _revision()
    with transaction(keep=False) as session:
        _rename(get_listing(session, "une"))
    assert _revision() == before


def test_writing_what_is_already_there_takes_none() -> None:
    before = _revision()
    with transaction() as session:
        get_listing(session, "une").name = "Maison verte"
    assert _revision() == before


def test_each_database_has_a_lineage_of_its_own() -> None:
    lineage = get_revision(db.session())[1]
    assert len(lineage) == 32
