"""What a listing says of each group that is verified together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.domain.freshness import FieldGroup
from portal.domain.listing import ContactKind, ListingKind
from portal.domain.listings.content import (
    ContactContent,
    ExceptionContent,
    ListingContent,
    OfferContent,
    SiteContent,
)
from portal.domain.listings.grouped import digests_of, edited_groups, lines_of

SITE = SiteContent(id=1, address="4 rue du Chat", commune="Limoges", code_insee="87085")
LISTING = ListingContent(ListingKind.LAEP, "Les Lutins", sites=(SITE,))


def test_only_what_is_filled_is_said() -> None:
    assert lines_of(LISTING, FieldGroup.SERVICES) == [
        ("Type de lieu", "Lieu d’accueil enfants-parents (Laep)"),
        ("Nom", "Les Lutins"),
    ]
    assert lines_of(LISTING, FieldGroup.CONTACT) == []


def test_a_position_is_said_and_not_written_in_degrees() -> None:
    assert lines_of(LISTING, FieldGroup.ADRESSE)[-1] == ("Sur la carte", "Au centre de la commune")
    placed = replace(LISTING, sites=(replace(SITE, latitude=45.8, longitude=1.26),))
    assert lines_of(placed, FieldGroup.ADRESSE) == [
        ("Adresse", "4 rue du Chat"),
        ("Commune", "Limoges"),
        ("Sur la carte", "À l’adresse"),
    ]


def test_several_sites_are_told_apart() -> None:
    stops = replace(LISTING, sites=(replace(SITE, stop="Halle"), replace(SITE, id=2, stop="Stade")))
    names = [name for name, _said in lines_of(stops, FieldGroup.ADRESSE)]
    assert {"Adresse (Halle)", "Adresse (Stade)", "Sur la carte (Halle)"} <= set(names)


def test_contacts_and_services_stand_on_lines_of_their_own() -> None:
    mail = ContactContent(ContactKind.COURRIEL, "lutins@exemple.fr", is_public=False)
    phone = ContactContent(ContactKind.TELEPHONE, "05 36 49 00 00")
    full = replace(LISTING, contacts=(phone, mail), offers=(OfferContent("repit"),))
    assert lines_of(full, FieldGroup.CONTACT) == [
        ("Contacts", "Téléphone : 05 36 49 00 00\nCourriel : lutins@exemple.fr, pas publié")
    ]
    told = lines_of(
        full, FieldGroup.SERVICES, lambda slug: {"repit": "Offre de répit"}.get(slug, slug)
    )
    assert told[-1] == ("Services et thèmes", "Offre de répit")


def test_exceptional_hours_are_said_with_their_dates() -> None:
    closed = ExceptionContent(date(2026, 12, 24), date(2026, 12, 31), reason="congés")
    full = replace(LISTING, sites=(replace(SITE, exceptions=(closed,)),))
    assert lines_of(full, FieldGroup.HORAIRES) == [
        ("Horaires exceptionnels", "du 24/12/2026 au 31/12/2026, fermé, congés")
    ]


def test_an_edit_touches_the_groups_in_which_it_is() -> None:
    hours = replace(LISTING, sites=(replace(SITE, hours="Mo 09:00-12:00"),))
    assert edited_groups(LISTING, hours) == {FieldGroup.HORAIRES}
    assert edited_groups(LISTING, replace(hours, name="Autre")) == {
        FieldGroup.HORAIRES,
        FieldGroup.SERVICES,
    }
    assert edited_groups(LISTING, replace(LISTING, staff_note="Rappeler")) == frozenset()
    assert edited_groups(LISTING, replace(LISTING, sites=())) == {FieldGroup.ADRESSE}


def _said_otherwise(after: ListingContent) -> set[FieldGroup]:
    before, now = digests_of(LISTING), digests_of(after)
    return {group for group in FieldGroup if before[group] != now[group]}


def test_the_digest_of_a_group_changes_with_what_the_group_says_and_with_nothing_else() -> None:
    hours = replace(LISTING, sites=(replace(SITE, hours="Mo 09:00-12:00"),))
    assert _said_otherwise(replace(LISTING, staff_note="Rappeler", review_months=3)) == set()
    assert _said_otherwise(hours) == {FieldGroup.HORAIRES}
    assert _said_otherwise(replace(LISTING, accessible=False)) == {FieldGroup.ADRESSE}


def test_a_site_that_came_changes_the_digest_of_every_group_of_which_it_says_something() -> None:
    other = SiteContent(id=2, stop="Stade", hours="Mo 09:00-12:00")
    added = replace(LISTING, sites=(SITE, other))
    assert _said_otherwise(added) == {FieldGroup.ADRESSE, FieldGroup.HORAIRES}
