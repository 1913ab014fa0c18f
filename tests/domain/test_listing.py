"""Which sites have a place on the map, and how each is reached."""

from __future__ import annotations

import pytest

from portal.domain.listing import Access, ListingKind, Mode, access, is_placed

PLACE = ListingKind.LIEU_RESSOURCE
LISTENING = ListingKind.ECOUTE_DISTANCE


@pytest.mark.parametrize(
    ("kind", "modes", "code_insee", "placed"),
    [
        (PLACE, (), "87085", True),
        (PLACE, (), None, False),
        (PLACE, (Mode.SUR_PLACE,), None, False),
        (LISTENING, (), "87085", False),
        (LISTENING, (Mode.TELEPHONE,), "87085", False),
        (LISTENING, (Mode.TELEPHONE, Mode.SUR_PLACE), "87085", True),
        (ListingKind.PDN_COORDINATION, (), "87085", True),
        (ListingKind.PDN_COORDINATION, (), None, False),
    ],
)
def test_a_site_has_a_place_where_people_can_go(
    kind: ListingKind, modes: tuple[str, ...], code_insee: str | None, placed: bool
) -> None:
    assert is_placed(kind, modes, code_insee) is placed


@pytest.mark.parametrize("mode", [Mode.TELEPHONE, Mode.TCHAT, Mode.VISIO, Mode.COURRIEL])
def test_a_place_that_also_answers_from_afar_is_found_under_both(mode: Mode) -> None:
    ways = access(PLACE, (Mode.SUR_PLACE, mode), "87085", itinerant=False)
    assert ways == (Access.SUR_PLACE, Access.A_DISTANCE)


@pytest.mark.parametrize("kind", [LISTENING, ListingKind.PDN_COORDINATION])
def test_services_at_a_distance_are_found_as_such_without_saying_so(kind: ListingKind) -> None:
    assert access(kind, (), None, itinerant=False) == (Access.A_DISTANCE,)


def test_a_listening_service_in_a_commune_is_no_place_to_go(  # its address is for the post
) -> None:
    assert access(LISTENING, (), "87085", itinerant=False) == (Access.A_DISTANCE,)


def test_a_stop_is_found_as_itinerant_and_as_a_place() -> None:
    ways = access(PLACE, (), "87085", itinerant=True)
    assert ways == (Access.SUR_PLACE, Access.ITINERANT)


def test_a_place_without_commune_that_receives_people_is_found_on_the_spot() -> None:
    assert access(PLACE, (Mode.SUR_PLACE,), None, itinerant=False) == (Access.SUR_PLACE,)


def test_other_modes_need_no_access() -> None:
    modes = (Mode.DOMICILE, Mode.ANONYME, Mode.SUR_RENDEZ_VOUS)
    assert access(PLACE, modes, None, itinerant=False) == ()
