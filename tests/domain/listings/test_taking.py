"""Taking what was proposed: change by change, with the texts that an agent corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from portal.domain.listing import ContactKind, ListingKind
from portal.domain.listings.content import ContactContent, ListingContent, SiteContent
from portal.domain.listings.proposing import visible
from portal.domain.listings.taking import Taking, with_proposed

PHONE = ContactContent(ContactKind.TELEPHONE, "01 99 00 12 34", "accueil")
OTHER = replace(PHONE, value="01 99 00 56 78")
MAIL = ContactContent(ContactKind.COURRIEL, "accueil@exemple.fr")
HIDDEN = ContactContent(ContactKind.COURRIEL, "direction@exemple.fr", is_public=False)
FULL = ListingContent(
    ListingKind.LAEP,
    "Laep des Tilleuls",
    staff_note="Relance en mars",
    contacts=(HIDDEN, PHONE),
    sites=(SiteContent(id=7, address="1 rue Neuve"),),
)
SEEN = visible(FULL)


def _taken(
    wanted: ListingContent,
    *paths: str,
    current: ListingContent = FULL,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> ListingContent:
    return with_proposed(current, SEEN, wanted, Taking(paths, texts))


def test_taking_nothing_of_the_contacts_leaves_them_in_their_order() -> None:
    wanted = replace(SEEN, name="Autre")
    assert _taken(wanted, "name") == replace(FULL, name="Autre")


def test_contacts_that_are_taken_stand_before_those_of_staff() -> None:
    wanted = replace(SEEN, contacts=(OTHER,))
    assert _taken(wanted, "contacts:0").contacts == (OTHER, HIDDEN)


def test_one_contact_is_taken_without_the_others() -> None:
    wanted = replace(SEEN, contacts=(OTHER, MAIL))
    assert _taken(wanted, "contacts:1").contacts == (PHONE, MAIL, HIDDEN)
    assert _taken(wanted, "contacts:0").contacts == (OTHER, HIDDEN)


def test_all_the_contacts_that_are_taken_stand_in_the_order_that_is_proposed() -> None:
    wanted = replace(SEEN, contacts=(MAIL, OTHER))
    assert _taken(wanted, "contacts:0", "contacts:1").contacts == (MAIL, OTHER, HIDDEN)


def test_a_contact_to_remove_goes_and_one_that_is_there_already_is_not_doubled() -> None:
    assert _taken(replace(SEEN, contacts=()), "contacts:0").contacts == (HIDDEN,)
    since = replace(FULL, contacts=(PHONE, MAIL))
    wanted = replace(SEEN, contacts=(PHONE, MAIL))
    assert _taken(wanted, "contacts:0", current=since).contacts == (PHONE, MAIL)


def test_a_contact_that_changed_since_gives_its_place_to_the_one_that_is_taken() -> None:
    since = replace(FULL, contacts=(replace(PHONE, value="01 99 00 99 99"),))
    wanted = replace(SEEN, contacts=(OTHER,))
    assert _taken(wanted, "contacts:0", current=since).contacts == (OTHER,)


def test_a_corrected_text_is_what_the_listing_says() -> None:
    site = replace(SEEN.sites[0], address="2 rue Neuve", hours="Mo 09:00-12:00")
    wanted = replace(SEEN, name="Autre", contacts=(OTHER,), sites=(site,))
    texts = {
        "name": "Laep des Acacias",
        "contacts:0": "01 99 00 77 77",
        "site:7:hours": "",
        "site:7:address": "3 rue Neuve",
    }
    paths = ("name", "contacts:0", "site:7:hours", "site:7:address")
    taken = _taken(wanted, *paths, texts=texts)
    assert taken.name == "Laep des Acacias"
    assert taken.contacts == (replace(OTHER, value="01 99 00 77 77"), HIDDEN)
    assert (taken.sites[0].address, taken.sites[0].hours) == ("3 rue Neuve", None)


def test_a_text_of_what_is_no_text_or_is_not_taken_changes_nothing() -> None:
    wanted = replace(SEEN, name="Autre")
    hostile = dict.fromkeys(("staff_note", "kind", "site:9:hours", "contacts", "sites"), "x")
    texts = {"description": "Ailleurs", **hostile}
    assert _taken(wanted, "name", texts=texts) == replace(FULL, name="Autre")
