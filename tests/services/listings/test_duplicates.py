"""Duplicates: what is noticed, what is left in peace, and what nobody learns of another Caf."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.listing import ContactKind, ListingKind, ListingStatus
from portal.domain.listings.content import ContactContent
from portal.services.listings.duplicates import (
    Duplicate,
    duplicates_of,
    find_duplicates,
    set_apart,
    warn_of,
)
from portal.services.listings.editing import change_status
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db
from tests.conftest import NOW
from tests.services.listings.pairs import (
    CLOSE_BY,
    SIRET,
    TOWN_HALL,
    content,
    published,
    saved,
)
from tests.staff import ELSEWHERE, actor_of

ACROSS_TOWN = (45.87, 1.28)
PHONE, SAME_PHONE = "01 99 00 12 34", "+33 1.99.00.12.34"


@pytest.fixture
def claire(empty_app: Flask) -> Actor:
    del empty_app
    return actor_of(Role.AGENT)


@pytest.fixture
def paul(empty_app: Flask) -> Actor:
    del empty_app
    return actor_of(Role.AGENT, ELSEWHERE)


def _reasons(found: list[Duplicate]) -> list[tuple[str, ...]]:
    return [tuple(reason.replace("\xa0", " ") for reason in pair.reasons) for pair in found]


def test_the_same_telephone_is_noticed_however_it_is_written(claire: Actor) -> None:
    saved(claire, "Laep Les Lilas", phone=PHONE)
    found = warn_of(content("Café Tilleul", phone=SAME_PHONE), None, claire)
    assert _reasons(found) == [("Même téléphone : 01 99 00 12 34",)]
    assert found[0].second.name == "Laep Les Lilas"


def test_numbers_of_the_whole_country_tell_nothing(claire: Actor) -> None:
    saved(claire, "Laep Les Lilas", phone="3230")
    assert warn_of(content("Café Tilleul", phone="3230"), None, claire) == []


def test_a_switchboard_is_noticed_with_name_and_place_only(claire: Actor) -> None:
    for name in ("Lilas", "Tilleul", "Bouleau", "Charme", "Saule", "Frêne"):
        saved(claire, name, phone=PHONE)
    found = warn_of(content("Le Lilas", phone=PHONE), None, claire)
    assert [pair.second.name for pair in found] == ["Lilas"]


def test_the_same_siret_is_noticed_with_a_name_that_is_alike(claire: Actor) -> None:
    saved(claire, "La Ritournelle", siret=SIRET, kind=ListingKind.CENTRE_SOCIAL, at=TOWN_HALL)
    far = content("Ritournelle", siret=SIRET, at=(45.9, 1.4))
    assert _reasons(warn_of(far, None, claire)) == [
        (f"Même gestionnaire (SIRET {SIRET}) et même nom",)
    ]


def test_two_kinds_of_service_under_one_roof_are_not_one(claire: Actor) -> None:
    saved(claire, "Laep Les Lilas", siret=SIRET, at=TOWN_HALL)
    other = {"siret": SIRET, "at": TOWN_HALL}
    mediation = content("Médiation Tilleul", kind=ListingKind.MEDIATION_FAMILIALE, **other)
    assert warn_of(mediation, None, claire) == []
    (pair,) = _reasons(warn_of(content("Laep Tilleul", **other), None, claire))
    assert pair == (f"Même gestionnaire (SIRET {SIRET}), même type, à 0 m",)


def test_the_same_siret_and_kind_are_noticed_in_one_commune_wherever_they_are(
    claire: Actor,
) -> None:
    saved(claire, "Laep Les Lilas", siret=SIRET, at=TOWN_HALL)
    across = content("Laep Tilleul", siret=SIRET, at=ACROSS_TOWN)
    assert _reasons(warn_of(across, None, claire)) == [
        (f"Même gestionnaire (SIRET {SIRET}), même type, dans la même commune",)
    ]


def test_a_body_with_many_places_in_a_commune_is_noticed_within_300_metres_only(
    claire: Actor,
) -> None:
    for name in ("Lilas", "Bouleau", "Charme", "Saule", "Frêne"):
        saved(claire, f"Laep {name}", siret=SIRET, at=TOWN_HALL)
    assert warn_of(content("Laep Tilleul", siret=SIRET, at=ACROSS_TOWN), None, claire) == []
    near = warn_of(content("Laep Tilleul", siret=SIRET, at=CLOSE_BY), None, claire)
    assert len(near) == 5


def test_a_name_that_is_alike_is_noticed_within_300_metres(claire: Actor) -> None:
    saved(claire, "Laep La Ritournelle", at=TOWN_HALL)
    near = content("La Ritournele", at=CLOSE_BY)
    assert _reasons(warn_of(near, None, claire)) == [("Nom proche, à 170 m",)]
    assert warn_of(content("La Ritournelle", at=(45.84, 1.27)), None, claire) == []


def test_without_position_the_commune_and_nearly_the_same_name_are_needed(claire: Actor) -> None:
    saved(claire, "Laep La Ritournelle bleue")
    same = warn_of(content("Ritournelle bleue"), None, claire)
    assert _reasons(same) == [("Même nom, dans la même commune",)]
    assert warn_of(content("Ritournelle"), None, claire) == []


def test_what_was_said_not_to_be_one_place_is_never_shown_again(claire: Actor) -> None:
    one, other = saved(claire, phone=PHONE), saved(claire, phone=PHONE)
    assert len(find_duplicates(claire)) == 1
    set_apart(other.id, one.id, claire, NOW)
    set_apart(one.id, other.id, claire, NOW)
    assert find_duplicates(claire) == []
    events = [list_events_of(db.session(), "fiche", listing.id)[0] for listing in (one, other)]
    assert [event.act for event in events] == ["fiche.doublon_ecarte"] * 2
    assert f"«{other.name}», fiche n°\xa0{other.id}" in events[0].sentence


def test_an_archived_listing_is_no_duplicate(claire: Actor) -> None:
    one, other = saved(claire, phone=PHONE), saved(claire, phone=PHONE)
    change_status(other.id, ListingStatus.ARCHIVEE, claire, NOW)
    assert duplicates_of(one.id, claire) == []


def test_drafts_of_another_caf_are_not_hinted_at(claire: Actor, paul: Actor) -> None:
    draft = saved(paul, phone=PHONE)
    assert warn_of(content(phone=PHONE), None, claire) == []
    mine = saved(claire, phone=PHONE)
    assert duplicates_of(mine.id, claire) == []
    with pytest.raises(NotFoundError):
        set_apart(mine.id, draft.id, claire, NOW)


def test_what_another_caf_published_is_noticed_by_what_the_public_reads(
    claire: Actor, paul: Actor
) -> None:
    mine = saved(claire, "Laep Les Lilas", phone=PHONE, siret=SIRET)
    hidden = (ContactContent(ContactKind.TELEPHONE, "01 99 00 55 55", is_public=False),)
    theirs = published(paul, "Café Tilleul", phone=SAME_PHONE)
    published(paul, "Maison Bouleau", contacts=hidden)
    saved(claire, "Frêne", phone="01 99 00 55 55")
    (found,) = find_duplicates(claire)
    assert (found.first.id, found.second.id) == (mine.id, theirs.id)
    assert not found.can_be_merged
    assert _reasons([found]) == [("Même téléphone : 01 99 00 12 34",)]


def test_the_siret_of_what_another_caf_published_is_noticed_and_of_its_drafts_it_is_not(
    claire: Actor, paul: Actor
) -> None:
    theirs = published(paul, "Café Tilleul", siret=SIRET)
    saved(paul, "Laep Bouleau", siret=SIRET)
    found = warn_of(content("Laep Les Lilas", siret=SIRET), None, claire)
    assert [pair.second.id for pair in found] == [theirs.id]
    assert not found[0].can_be_merged


def test_a_pair_of_two_other_caf_is_nobody_elses_business(claire: Actor, paul: Actor) -> None:
    published(paul, phone=PHONE)
    published(paul, phone=PHONE)
    assert find_duplicates(claire) == []
    assert len(find_duplicates(paul)) == 1


def test_the_seed_gives_three_pairs_at_most(app: Flask) -> None:
    del app
    administrator = actor_of(Role.ADMIN)
    found = find_duplicates(administrator)
    assert {pair.first.commune for pair in found} <= {"Carquefou", "Nantes"}
    assert len(found) <= 3
