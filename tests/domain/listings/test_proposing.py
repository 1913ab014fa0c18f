"""Proposals as values: what is seen, what may be changed, what is left to take."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.listing import ContactKind, ListingKind
from portal.domain.listings.content import ContactContent, ListingContent, SiteContent
from portal.domain.listings.proposing import offered_changes, proposed, visible

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


def test_a_change_of_an_address_that_is_gone_is_not_left_to_take() -> None:
    wanted = replace(SEEN, sites=(replace(SEEN.sites[0], address="2 rue Neuve"),))
    (change,) = offered_changes(SEEN, wanted, replace(FULL, sites=()))
    assert not change.open


def test_a_change_that_only_staff_keep_is_no_change_of_the_listing() -> None:
    wanted = replace(SEEN, name="Autre")
    (change,) = offered_changes(SEEN, wanted, replace(FULL, staff_note="Autre note"))
    assert (change.path, change.now, change.open) == ("name", None, True)


def test_contacts_are_offered_one_by_one_like_beside_like() -> None:
    mail = ContactContent(ContactKind.COURRIEL, "accueil@exemple.fr")
    other = replace(PHONE, value="01 99 00 56 78")
    wanted = replace(SEEN, contacts=(mail, other))
    changed, came = offered_changes(SEEN, wanted, FULL)
    assert (changed.path, changed.label) == ("contacts:0", "Contact, téléphone")
    assert (changed.seen, changed.text) == ("Téléphone : 01 99 00 12 34", other.value)
    assert (came.path, came.seen, came.text) == ("contacts:1", "", mail.value)


def test_a_contact_that_changed_since_is_shown_as_it_is_now() -> None:
    wanted = replace(SEEN, contacts=(replace(PHONE, value="01 99 00 56 78"),))
    since = replace(FULL, contacts=(HIDDEN, replace(PHONE, value="01 99 00 99 99")))
    (change,) = offered_changes(SEEN, wanted, since)
    assert (change.now, change.open) == ("Téléphone : 01 99 00 99 99", True)
    (gone,) = offered_changes(SEEN, wanted, replace(FULL, contacts=(HIDDEN,)))
    assert (gone.now, gone.open) == ("", True)
    (done,) = offered_changes(SEEN, wanted, replace(FULL, contacts=wanted.contacts))
    assert not done.open


def test_an_order_of_contacts_is_offered_whole() -> None:
    mail = ContactContent(ContactKind.COURRIEL, "accueil@exemple.fr")
    both = replace(FULL, contacts=(PHONE, mail))
    wanted = replace(visible(both), contacts=(mail, PHONE))
    assert [c.path for c in offered_changes(visible(both), wanted, both)] == ["contacts"]


def test_only_texts_can_be_corrected() -> None:
    site = replace(SEEN.sites[0], address="2 rue Neuve", latitude=45.8, longitude=1.2)
    wanted = replace(SEEN, publics=("parents",), sites=(site,))
    texts = {change.path: change.text for change in offered_changes(SEEN, wanted, FULL)}
    assert texts == {
        "publics": None,
        "site:7:address": "2 rue Neuve",
        "site:7:latitude": None,
        "site:7:longitude": None,
    }
