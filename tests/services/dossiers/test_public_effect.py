"""What the public sees of funding comes from files and dates, and passes by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.services.directory import Directory
from portal.services.dossiers.funded import funded_listings
from portal.services.listings.previewing import preview_saved
from portal.services.projection import Projection
from portal.services.search import PlaceSearch, find_listing, search_places
from portal.store.db import db
from portal.store.dossiers import Dossier
from tests.dossiers import S, file_at, go, place_in, read
from tests.staff import HERE, actor_of, caf_of

FUNDED = PlaceSearch(filters={"finance": frozenset({"oui"})}, facets=("finance",))


class Public:
    """What visitors are told, at whatever instant."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.slug = place_in().slug

    def at(self, *instant: int) -> tuple[dict[str, Any], int, dict[str, int]]:
        """Return the funding shown on the listing, the number found and the counts."""
        self.directory.clock = lambda: datetime(*instant, tzinfo=UTC)  # type: ignore[arg-type,misc]
        found = find_listing(self.directory, self.slug)
        assert found
        results = search_places(self.directory, FUNDED)
        assert {place.listing["slug"] for place in results.places} <= {self.slug}
        every = search_places(self.directory, PlaceSearch(facets=("finance",)))
        return found.facts["financement"], results.total, dict(every.facets["finance"])


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def public(app: Flask) -> Public:
    return Public(app.extensions["portal.directory"])


def _granted(claire: Actor, projection: Projection) -> Dossier:
    dossier = file_at(S.ACCORDEE, claire)
    assert projection.catch_up(db.session()) == 1
    return dossier


def test_the_day_after_a_convention_ends_the_badge_is_gone(
    claire: Actor, projection: Projection, public: Public
) -> None:
    _granted(claire, projection)
    shown = {"soutenu": True, "caf": caf_of(HERE).name}
    sites = len(place_in().sites)
    assert public.at(2026, 12, 31, 22, 59) == (shown, sites, {"oui": sites})
    # Midnight in Paris; nothing was written, nothing rebuilt.
    assert public.at(2026, 12, 31, 23, 0) == ({"soutenu": False, "caf": None}, 0, {})


def test_a_preview_shows_the_badge_that_the_public_sees(app: Flask, claire: Actor) -> None:
    dossier = file_at(S.CONVENTIONNEE, claire)
    territory = app.extensions["portal.projection"].territory
    seen = preview_saved(db.session(), dossier.listing_id, claire, territory)
    assert [period["caf"] for period in seen.facts["financements"]] == [caf_of(HERE).name]


def test_before_a_convention_begins_there_is_no_badge(
    claire: Actor, projection: Projection, public: Public
) -> None:
    _granted(claire, projection)
    assert public.at(2025, 12, 31, 12)[:2] == ({"soutenu": False, "caf": None}, 0)
    assert public.at(2026, 1, 1, 12)[1] > 0


def test_a_file_that_is_ended_takes_the_badge_along(
    claire: Actor, projection: Projection, public: Public
) -> None:
    dossier = _granted(claire, projection)
    assert public.at(2026, 11, 24, 9)[1] > 0
    for wanted in (S.CONVENTIONNEE, S.RESILIEE):
        dossier = go(read(dossier, claire), wanted, claire)
    assert projection.catch_up(db.session()) == 1
    assert public.at(2026, 11, 24, 9)[:2] == ({"soutenu": False, "caf": None}, 0)


@pytest.mark.parametrize("state", [S.BROUILLON, S.AVIS_RENDU, S.REFUSEE, S.ABANDONNEE])
def test_a_file_that_is_not_granted_shows_nothing(
    state: str, claire: Actor, projection: Projection, public: Public
) -> None:
    file_at(S(state), claire)
    projection.catch_up(db.session())
    assert funded_listings(db.session()) == {}
    assert public.at(2026, 11, 24, 9)[:2] == ({"soutenu": False, "caf": None}, 0)


def test_the_index_is_what_the_files_say(claire: Actor, projection: Projection) -> None:
    _granted(claire, projection)
    assert list(projection.differences(db.session())) == []


def test_the_api_tells_the_caf_and_never_the_dates(
    app: Flask, claire: Actor, projection: Projection
) -> None:
    _granted(claire, projection)
    visitor = app.test_client()
    answer: dict[str, Any] = visitor.get("/api/v1/lieux?finance=oui").get_json()
    assert answer["total"] == len(place_in().sites)
    place = answer["resultats"][0]
    assert place["financement"] == {"soutenu": True, "caf": caf_of(HERE).name}
    page: dict[str, Any] = visitor.get(f"/api/v1/lieux/{place['slug']}").get_json()
    assert page["financement"]["soutenu"] is True
    assert "financements" not in place
    assert "financements" not in page


def test_the_page_of_a_listing_names_the_caf(
    app: Flask, claire: Actor, projection: Projection
) -> None:
    said = f"Soutenu par la {caf_of(HERE).name}"
    address = f"/lieux/{place_in().slug}"
    assert said not in app.test_client().get(address).text
    _granted(claire, projection)
    assert said in app.test_client().get(address).text


def test_page_search_and_api_lose_the_badge_at_midnight_by_themselves(
    app: Flask, claire: Actor, projection: Projection, public: Public
) -> None:
    _granted(claire, projection)
    visitor, name = app.test_client(), place_in().name
    page, search = f"/lieux/{public.slug}", "/lieux?finance=oui"

    def seen_at(*instant: int) -> list[bool]:
        public.at(*instant)
        said = f"Soutenu par la {caf_of(HERE).name}"
        found: dict[str, Any] = visitor.get("/api/v1/lieux?finance=oui").get_json()
        one: dict[str, Any] = visitor.get(f"/api/v1{page}").get_json()
        return [
            said in visitor.get(page).text,
            name in visitor.get(search).text,
            found["total"] > 0,
            one["financement"]["soutenu"],
        ]

    assert seen_at(2026, 12, 31, 22, 59) == [True] * 4
    assert seen_at(2026, 12, 31, 23, 0) == [False] * 4
