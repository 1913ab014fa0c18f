"""The stops of a listing keep their ids by their names, so that no name is ever held twice."""

from __future__ import annotations

from portal.domain.listings.content import SiteContent
from portal.domain.listings.stops import repeated_stop, settled

MARKET, STATION = SiteContent(12, "Le marché"), SiteContent(13, "La gare")


def _ids(*wanted: SiteContent) -> list[tuple[str, int | None]]:
    return [(site.stop, site.id) for site in settled(wanted, (MARKET, STATION))]


def test_a_stop_that_is_renamed_keeps_its_id() -> None:
    assert _ids(SiteContent(12, "La halle"), STATION) == [("La halle", 12), ("La gare", 13)]


def test_a_stop_that_is_written_anew_is_the_stop_of_that_name() -> None:
    assert _ids(SiteContent(None, "Le marché")) == [("Le marché", 12)]


def test_two_stops_that_exchange_their_names_exchange_their_ids() -> None:
    swapped = SiteContent(12, "La gare"), SiteContent(13, "Le marché")
    assert _ids(*swapped) == [("La gare", 13), ("Le marché", 12)]


def test_a_stop_that_takes_the_name_of_another_leaves_its_own_id_to_that_one() -> None:
    shifted = SiteContent(12, "La gare"), SiteContent(13, "Le port")
    assert _ids(*shifted) == [("La gare", 13), ("Le port", None)]


def test_an_id_that_the_listing_has_not_counts_for_nothing() -> None:
    assert _ids(SiteContent(99, "Le port")) == [("Le port", None)]


def test_two_stops_of_one_name_are_told() -> None:
    assert repeated_stop([MARKET, STATION]) is None
    assert repeated_stop([MARKET, SiteContent(None, "Le marché")]) == "Le marché"
    assert repeated_stop([SiteContent(), SiteContent()]) == ""
