"""The page answers what one more place would change, in words, in figures and on the map."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.listing import ListingKind, ListingStatus
from portal.store.db import transaction
from portal.store.listings import Listing
from portal.store.sites import Site
from tests.cli.coverage_loops import is_open, point_of, seeded_sites
from tests.domain.coverage.brute_force import TERRITORY, best_sequence, covered, inhabited, is_near
from tests.staff import StaffBrowser, add_agent, sign_in
from tests.web.admin.coverage_pages import figures_in, number, rows_in, words

PAGE = "/gestion/couverture"
VILLAGE = "87146"
"""Saint-Germain-les-Belles, far from any place of the seed."""
FAR_AWAY, NEIGHBOUR = "97411", "19129"
"""Saint-Denis de La Réunion; Masseret, in Corrèze."""


@pytest.fixture
def agent(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


def _gains(page: str) -> list[int]:
    """Return the people gained within each distance."""
    found = re.findall(r"<li><strong>([^<]+)</strong> habitants? de plus", page)
    return [number(words(people)) for people in found]


def _drawn(page: str) -> list[str]:
    """Return the names of the places that the map imagines."""
    found = re.search(r"data-coverage-map='([^']+)'", page)
    assert found
    return [place["nom"] for place in json.loads(unescape(found[1]))["ouvertures"]]


def _open(code_insee: str) -> None:
    with transaction() as session:
        session.add(
            Listing(
                slug="lieu-nouveau",
                kind=ListingKind.LIEU_RESSOURCE,
                status=ListingStatus.PUBLIEE,
                name="Lieu nouveau",
                sites=[Site(code_insee=code_insee, hours="Mo-Fr 09:00-12:00")],
            )
        )


def test_a_place_in_a_commune_brings_what_loops_find(agent: StaffBrowser) -> None:
    village = TERRITORY.get_commune(VILLAGE)
    points = [point_of(site) for site in seeded_sites() if is_open(site)]
    page = agent.get(PAGE, query_string={"ou": village.name, "insee": VILLAGE}).text
    here = [(village.latitude, village.longitude)]
    expected = [
        covered([c for c in inhabited("87") if not is_near(c, points, radius)], here, radius)
        for radius in (15, 30)
    ]

    assert f"Si un lieu ouvrait à {village.name} (87)" in page
    assert _gains(page) == expected
    assert expected[0] > 0
    assert _drawn(page) == [village.name]


def test_what_it_promises_is_what_the_table_shows_once_it_is_open(agent: StaffBrowser) -> None:
    before = agent.get(PAGE, query_string={"insee": VILLAGE}).text
    told = before.partition('id="change"')[2]
    promised = dict(re.findall(r'<th scope="row">([^<]+)</th>.*?→ ([^<]+)</td>', told, re.DOTALL))
    _open(VILLAGE)
    after = {row.cells[0]: row for row in rows_in(agent.get(PAGE).text)}

    assert promised
    for name, share in promised.items():
        assert words(share) in after[words(name)].shares
    zones = [dict(figures_in(page))["zones blanches"] for page in (before, agent.get(PAGE).text)]
    filled = "ne serait plus une zone blanche" in words(before)
    assert int(zones[0]) - int(zones[1]) == int(filled)


def test_a_place_beyond_the_territory_is_said_to_be(agent: StaffBrowser) -> None:
    page = agent.get(f"{PAGE}?insee={FAR_AWAY}").text
    assert "Saint-Denis est hors du territoire étudié (Haute-Vienne)" in words(page)
    assert _gains(page) == [0, 0]
    assert _drawn(page) == []
    assert "Voir sur la carte" not in page
    inside = agent.get(f"{PAGE}?insee={VILLAGE}").text
    assert "hors du territoire" not in words(inside.partition('id="ouverture"')[2])


def test_a_place_just_beyond_the_border_is_on_the_map_where_it_helps(agent: StaffBrowser) -> None:
    page = agent.get(f"{PAGE}?insee={NEIGHBOUR}").text
    assert "est hors du territoire étudié (Haute-Vienne)" in words(page)
    assert _gains(page)[0] > 0
    assert len(_drawn(page)) == 1


def test_answers_lead_to_their_numbered_marks_on_the_map(agent: StaffBrowser) -> None:
    page = agent.get(f"{PAGE}?insee={VILLAGE}&combien=2").text
    assert "C’est le repère 1 de la carte" in words(page)
    assert page.count('href="#carte-titre"') == 2
    assert '<ol start="2">' in page
    assert len(_drawn(page)) == 3


def test_communes_of_the_territory_are_suggested_first(agent: StaffBrowser) -> None:
    found = agent.get(f"{PAGE}/communes?territoire=87&q=saint-martin").json
    assert found
    departements = [commune["departement"] for commune in found["resultats"]]
    assert departements[0] == "87"
    assert departements == sorted(departements, key=lambda code: code != "87")
    assert len(departements) == 10
    first = agent.get(f"{PAGE}/communes?territoire=87&q=magnac").json
    assert first
    assert first["resultats"][0]["departement"] == "87"
    assert f"{PAGE}/communes?territoire=87" in agent.get(PAGE).text


@pytest.mark.parametrize("typed", ["", "x" * 5000, "\x00", "87000", "é"])
def test_any_text_is_answered_with_suggestions_or_none(agent: StaffBrowser, typed: str) -> None:
    answer = agent.get(f"{PAGE}/communes", query_string={"q": typed})
    assert answer.status_code == 200
    assert answer.json is not None
    assert len(answer.json["resultats"]) <= 10


def test_several_communes_of_a_name_are_told_apart(agent: StaffBrowser) -> None:
    page = agent.get(f"{PAGE}?ou=Saint-Denis&rayon_1=20").text
    links = re.findall(r'href="(/gestion/couverture\?[^"]*insee=\d+[^"]*)"', page)

    assert "Quelle commune" in page
    assert _drawn(page) == []
    chosen = agent.get(unescape(links[0]).partition("#")[0]).text
    assert "Si un lieu ouvrait à Saint-Denis (974)" in chosen
    assert 'name="rayon_1" value="20"' in chosen


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ou=xyzzyx", "Commune : Lieu introuvable."),
        ("ou=00000", "Commune : Aucune commune n’a le code postal 00000."),
        ("insee=99999", "Commune : aucune n’a ce code."),
    ],
)
def test_a_commune_that_is_none_is_told_on_its_field_and_the_table_stays(
    agent: StaffBrowser, query: str, message: str
) -> None:
    answer = agent.get(f"{PAGE}?{query}")
    assert answer.status_code == 400
    assert words(answer.text).count(message) == 2
    assert rows_in(answer.text)


def test_the_places_that_help_most_are_what_loops_find(agent: StaffBrowser) -> None:
    points = [point_of(site) for site in seeded_sites() if is_open(site)]
    page = agent.get(f"{PAGE}?combien=5").text
    expected = best_sequence(inhabited("87"), points, 15, 5)
    found = re.findall(r"<li><strong>([^<]+) \(87\)</strong> : (.*?) habitants de plus", page)

    names = [TERRITORY.get_commune(code).name for code, _ in expected]
    assert [unescape(name) for name, _ in found] == names == _drawn(page)
    assert [number(words(people)) for _, people in found] == [gain for _, gain in expected]


def test_how_exact_it_is_is_said(agent: StaffBrowser) -> None:
    one, two = (words(agent.get(f"{PAGE}?combien={count}").text) for count in (1, 2))
    assert "Le premier est exact" in one
    assert "63 %" not in one
    assert "au moins 63 % de ce que couvrirait le meilleur choix possible" in two
    assert "1/e" not in two


def test_where_everybody_is_covered_there_is_no_place_to_find(agent: StaffBrowser) -> None:
    page = words(agent.get(f"{PAGE}?combien=1&rayon_1=200&rayon_2=200").text)
    assert "Tous les habitants sont déjà à moins de 200 km d’un lieu ouvert." in page


@pytest.mark.parametrize("count", ["0", "6", "x", "²", "99"])
def test_a_number_of_places_out_of_bounds_is_told(agent: StaffBrowser, count: str) -> None:
    answer = agent.get(f"{PAGE}?combien={count}")
    assert answer.status_code == 400
    assert words(answer.text).count("Nombre de lieux : choisissez de 1 à 5.") >= 1
