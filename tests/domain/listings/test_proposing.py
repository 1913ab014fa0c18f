"""Proposals as values: what is seen, what may be changed, what is left to take."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.listing import ContactKind, ListingKind
from portal.domain.listings.content import ContactContent, ListingContent, SiteContent
from portal.domain.listings.proposing import offered_changes, proposed, visible, with_proposed

PHONE = ContactContent(ContactKind.TELEPHONE, "01 99 00 12 34")
HIDDEN = ContactContent(ContactKind.COURRIEL, "direction@exemple.fr", is_public=False)
FULL = ListingContent(
    ListingKind.LAEP,
    "Laep des Tilleuls",
    staff_note="Relance en mars",
    review_months=3,
    contacts=(HIDDEN, PHONE),
    sites=(SiteContent(id=7, address="1 rue Neuve"),),
)
SEEN = visible(FULL)


def test_a_managing_body_sees_neither_the_note_nor_what_is_not_published() -> None:
    assert (SEEN.staff_note, SEEN.contacts) == (None, (PHONE,))


def test_every_contact_that_is_proposed_is_a_published_one() -> None:
    sent = replace(SEEN, contacts=(replace(PHONE, is_public=False),), staff_note="x")
    assert proposed(SEEN, sent) == SEEN


def test_an_id_that_was_not_seen_is_a_new_site() -> None:
    sent = replace(SEEN, sites=(*SEEN.sites, SiteContent(id=99, stop="Ailleurs")))
    assert [site.id for site in proposed(SEEN, sent).sites] == [7, None]


def test_taking_nothing_of_the_contacts_leaves_them_in_their_order() -> None:
    wanted = replace(SEEN, name="Autre")
    assert with_proposed(FULL, wanted, ["name"]) == replace(FULL, name="Autre")


def test_contacts_that_are_taken_stand_before_those_of_staff() -> None:
    other = replace(PHONE, value="01 99 00 56 78")
    wanted = replace(SEEN, contacts=(other,))
    assert with_proposed(FULL, wanted, ["contacts"]).contacts == (other, HIDDEN)


def test_a_change_of_an_address_that_is_gone_is_not_left_to_take() -> None:
    wanted = replace(SEEN, sites=(replace(SEEN.sites[0], address="2 rue Neuve"),))
    (change,) = offered_changes(SEEN, wanted, replace(FULL, sites=()))
    assert not change.open


def test_a_change_that_only_staff_keep_is_no_change_of_the_listing() -> None:
    wanted = replace(SEEN, name="Autre")
    (change,) = offered_changes(SEEN, wanted, replace(FULL, staff_note="Autre note"))
    assert (change.path, change.now, change.open) == ("name", None, True)
