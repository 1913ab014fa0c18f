"""flask coverage measures along roads where a server is configured, and says what it measured."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.cli.coverage_loops import is_open, point_of, seeded_sites
from tests.conftest import app_in, close_database
from tests.domain.coverage.brute_force import inhabited
from tests.osrm import StandIn, routing_server

HERE = ("coverage", "--departement", "87")


@pytest.fixture
def osrm(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with routing_server() as server:
        yield server


@pytest.fixture
def by_road(tmp_path: Path, seeded_folder: Path, osrm: StandIn) -> Iterator[Flask]:
    folder = tmp_path / "seeded"
    shutil.copytree(seeded_folder, folder)
    app = app_in(folder, routing_url=osrm.url)
    with app.app_context():
        yield app
        close_database()


def run(app: Flask, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=[*HERE, *options])


def content(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_where_a_server_is_configured_distances_are_by_road(by_road: Flask, osrm: StandIn) -> None:
    told = content(run(by_road, "--json"))
    points = [point_of(site) for site in seeded_sites() if is_open(site)]

    assert told["methode"]["distance"] == "par la route"
    assert told["meilleur_emplacement"]["distance"] == "à vol d’oiseau"
    for share in told["total"]["couverture"]:
        assert share["population"] == sum(
            c.population
            for c in inhabited("87")
            if min(osrm.whole_km((c.latitude, c.longitude), p) for p in points) <= share["rayon_km"]
        )


def test_the_table_says_which_distances_it_holds(by_road: Flask) -> None:
    first = run(by_road).stdout.replace("\u00a0", " ").splitlines()[0]

    assert first == "Couverture : Haute-Vienne, par la route"


def test_straight_lines_can_be_asked_for_and_nobody_is_asked(
    by_road: Flask, osrm: StandIn, shared_app: Flask
) -> None:
    told = content(run(by_road, "--json", "--distance", "vol"))

    assert osrm.asked == []
    with shared_app.app_context():
        assert told == content(run(shared_app, "--json"))


def test_a_server_that_fails_leaves_straight_lines_and_it_is_said(
    by_road: Flask, osrm: StandIn
) -> None:
    osrm.status = 503
    result = run(by_road, "--json")

    assert result.exit_code == 0
    assert "Tout est dit à vol d’oiseau." in result.stderr
    assert content(result) == content(run(by_road, "--json", "--distance", "vol"))


@pytest.mark.parametrize(
    ("distance", "message"),
    [
        ("train", "Distance : écrivez «vol» ou «route»."),
        ("route", "Distance : ROUTING_URL ne désigne aucun serveur, choisissez «vol»."),
    ],
)
def test_a_distance_that_cannot_be_measured_is_refused(
    shared_app: Flask, distance: str, message: str
) -> None:
    with shared_app.app_context():
        result = run(shared_app, "--json", "--distance", distance)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.replace("\u00a0", " ") == f"{message}\n"
