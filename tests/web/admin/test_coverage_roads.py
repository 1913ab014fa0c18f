"""Where a routing server is configured, distances are by road; where it fails, that is said."""

from __future__ import annotations

import csv
import io
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.domain.access import Role
from tests.cli.coverage_loops import is_open, point_of, seeded_sites
from tests.conftest import app_in, close_database
from tests.domain.coverage.brute_force import inhabited
from tests.osrm import StandIn, routing_server
from tests.staff import StaffBrowser, add_agent, sign_in
from tests.web.admin.coverage_pages import figures_in, percent, rows_in, words

PAGE = "/gestion/couverture"
UNDERWAY = "Les distances par la route sont en cours de calcul."
FAILED = "Les distances par la route ne sont pas connues"


@dataclass(frozen=True)
class Roads:
    """The routing server, and an agent's browser on an application that knows it."""

    osrm: StandIn
    browser: StaffBrowser

    def page(self, query: str = "") -> str:
        """Return the page once nothing is under way any more."""
        address = f"{PAGE}/avancement{query}"
        until = time.monotonic() + 30
        while not (self.browser.get(address).json or {})["fini"]:
            assert time.monotonic() < until
            time.sleep(0.05)
        return self.browser.get(f"{PAGE}{query}").text


@pytest.fixture
def roads(tmp_path: Path, seeded_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with routing_server() as osrm:
        folder = tmp_path / "seeded"
        shutil.copytree(seeded_folder, folder)
        app = app_in(folder, routing_url=osrm.url)
        with app.app_context():
            yield Roads(osrm, sign_in(app, add_agent(Role.AGENT)))
            close_database()


def test_shares_are_by_road_and_the_page_says_so(roads: Roads) -> None:
    page = roads.page()
    points = [point_of(site) for site in seeded_sites() if is_open(site)]
    communes = inhabited("87")
    whole = sum(c.population for c in communes)

    assert "par la route" in words(page)
    for (noun, said), radius in zip(figures_in(page)[1:3], (15, 30), strict=True):
        near = (
            c.population
            for c in communes
            if min(roads.osrm.whole_km((c.latitude, c.longitude), p) for p in points) <= radius
        )
        assert noun == f"à moins de {radius} km d’un lieu ouvert, par la route"
        assert said == percent(sum(near) / whole)


def test_straight_lines_can_be_chosen_and_nobody_is_asked(roads: Roads) -> None:
    page = roads.page("?distance=vol")
    assert figures_in(page)[1][0] == "à moins de 15 km d’un lieu ouvert, à vol d’oiseau"
    assert roads.osrm.asked == []


def test_until_roads_are_known_the_page_shows_straight_lines_and_how_far_it_is(
    roads: Roads,
) -> None:
    roads.osrm.go_on.clear()
    page = roads.browser.get(PAGE).text
    begun = roads.browser.get(f"{PAGE}/avancement").json
    roads.osrm.go_on.set()

    assert UNDERWAY in page
    assert "<progress" in page
    assert 'href="/gestion/couverture"' in page
    assert figures_in(page)[1][0].endswith("à vol d’oiseau")
    assert begun
    assert begun["fini"] is False
    assert begun["fait"] < begun["total"]
    assert UNDERWAY not in roads.page()


def test_a_server_that_fails_leaves_straight_lines_and_it_is_said(roads: Roads) -> None:
    roads.osrm.status = 503
    page = roads.page()
    assert FAILED in page
    assert figures_in(page)[1][0].endswith("à vol d’oiseau")
    assert rows_in(page)


def test_the_files_say_which_distances_they_hold(roads: Roads) -> None:
    roads.page()
    by_road, straight = (_file(roads, query) for query in ("", "?distance=vol"))
    assert by_road["Distances"].startswith("par la route")
    assert straight["Distances"].startswith("à vol d’oiseau")
    content = roads.browser.get(f"{PAGE}.json").json
    assert content
    assert content["methode"]["distance"] == "par la route"
    assert content["meilleur_emplacement"]["distance"] == "à vol d’oiseau"


def _file(roads: Roads, query: str) -> dict[str, str]:
    text = roads.browser.get(f"{PAGE}.csv{query}").text.removeprefix("\ufeff")
    lines = csv.reader(io.StringIO(text), delimiter=";")
    return {line[0]: line[1] for line in lines if len(line) == 2}


def test_a_second_view_asks_the_server_nothing(roads: Roads) -> None:
    roads.page()
    asked = len(roads.osrm.asked)
    roads.page()
    assert len(roads.osrm.asked) == asked > 0


def test_scenarios_stay_in_straight_lines_and_it_is_said(roads: Roads) -> None:
    by_road, straight = (
        words(roads.page(query)).partition("Là où un lieu de plus")[2].partition("Epci par Epci")[0]
        for query in ("?combien=2", "?combien=2&distance=vol")
    )
    assert by_road == straight != ""
