"""flask coverage gives, for the places of the seed, what plain loops give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from portal.domain.access import Role
from portal.store.sites import Site
from tests.cli.coverage_loops import is_open, point_of, seeded_sites, served_departement
from tests.conftest import close_database
from tests.domain.coverage.brute_force import (
    DEPARTEMENTS,
    TERRITORY,
    best_sequence,
    covered,
    inhabited,
)
from tests.dossiers import S, file_at
from tests.staff import actor_of


@pytest.fixture
def read_app(shared_app: Flask) -> Iterator[Flask]:
    with shared_app.app_context():
        yield shared_app
        close_database()


def _run(app: Flask, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["coverage", *options])


def _json(app: Flask, *options: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_run(app, *options, "--json").stdout)
    return content


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_the_json_equals_plain_loops(read_app: Flask, departement: str) -> None:
    content, communes = _json(read_app, "--departement", departement), inhabited(departement)
    sites = seeded_sites()
    points = [point_of(site) for site in sites if is_open(site)]
    inside = [s for s in sites if served_departement(s) == departement]

    assert content["territoire"]["code"] == departement
    assert content["total"]["lieux"] == len({site.listing_id for site in inside})
    assert content["total"]["lieux_ouverts"] == len(
        {site.listing_id for site in inside if is_open(site)}
    )
    assert content["total"]["population"] == sum(c.population for c in communes)
    for line in [content["total"], *content["epci"]]:
        own = [c for c in communes if line.get("code") in (None, c.epci or c.code_insee)]
        people = sum(c.population for c in own)
        for share in line["couverture"]:
            within = covered(own, points, share["rayon_km"])
            assert share["population"] == within
            assert share["part"] == pytest.approx(within / people, abs=1e-6)
    best = content["meilleur_emplacement"]
    found = best and [(best["code_insee"], best["population_gagnee"])]
    assert (found or []) == best_sequence(communes, points, 15, 1)


def test_the_json_says_how_it_was_made(read_app: Flask) -> None:
    method = _json(read_app, "--departement", "87")["methode"]

    assert method["distance"] == "à vol d’oiseau"
    assert method["rayons_km"] == [15, 30]
    assert method["types"] == ["lieu_ressource", "maison_1000_jours"]


def test_blank_zones_are_the_areas_without_a_place(read_app: Flask) -> None:
    content = _json(read_app, "--departement", "87")
    blank = {line["code"] for line in content["epci"] if line["zone_blanche"]}

    assert blank
    assert set(content["zones_blanches"]) == blank
    assert all(line["lieux"] == 0 for line in content["epci"] if line["code"] in blank)


def test_places_that_a_file_funds_today_are_counted_where_they_are(app: Flask) -> None:
    assert [_funded(app, code) for code in ("87", "75", "69")] == [0, 0, 0]
    elsewhere = actor_of(Role.RESPONSABLE, "75")
    file_at(S.AVIS_RENDU, elsewhere, "75")  # nothing is granted yet
    granted = file_at(S.ACCORDEE, elsewhere, "75")
    file_at(S.CONVENTIONNEE, actor_of(Role.RESPONSABLE))
    over = file_at(S.RESILIEE, actor_of(Role.RESPONSABLE, "69"), "69")

    assert [_funded(app, code) for code in ("87", "75", "69")] == [1, 1, 0]
    assert _json(app)["total"]["lieux_finances"] == 2
    assert granted.listing.sites
    assert over.listing.sites
    areas = {_area(site) for site in granted.listing.sites}
    for line in _json(app, "--departement", "75")["epci"]:
        assert line["lieux_finances"] == (line["code"] in areas)


def _funded(app: Flask, departement: str) -> int:
    found: int = _json(app, "--departement", departement)["total"]["lieux_finances"]
    return found


def _area(site: Site) -> str:
    commune = TERRITORY.get_commune(site.code_insee or "")
    return commune.epci or commune.code_insee


def test_radii_can_be_chosen(read_app: Flask) -> None:
    content = _json(read_app, "--departement", "87", "--rayon", "5", "--rayon", "40")

    assert [share["rayon_km"] for share in content["total"]["couverture"]] == [5, 40]
    assert content["meilleur_emplacement"]["rayon_km"] == 5


def test_the_same_command_prints_the_same(read_app: Flask) -> None:
    assert _run(read_app, "--json", "--caf", "87").stdout == (
        _run(read_app, "--json", "--caf", "87").stdout
    )


def test_without_json_it_is_a_table(read_app: Flask) -> None:
    told = _run(read_app, "--departement", "87").stdout.replace("\u00a0", " ")

    assert told.startswith("Couverture : Haute-Vienne, à vol d’oiseau\n")
    assert "Communauté urbaine Limoges Métropole" in told
    assert "Zones blanches, par priorité : " in told


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--departement", "99"], "Département : aucun n’a le code « 99 »"),
        (["--caf", "99"], "Caf : aucune n’a le code « 99 »"),
        (["--departement", "87", "--caf", "87"], "Choisissez un département ou une Caf"),
        (["--rayon", "0"], "Rayon : écrivez de 1 à 200 km."),
        (["--rayon", "nan"], "Rayon : écrivez de 1 à 200 km."),
    ],
)
def test_a_wrong_option_is_told_in_french(
    read_app: Flask, options: list[str], message: str
) -> None:
    result = _run(read_app, *options, "--json")

    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr.replace("\u00a0", " ")
