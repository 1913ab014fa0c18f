"""The coverage page shows what plain loops find, to those who may read it, for their territory."""

from __future__ import annotations

import csv
import io
import json
import re
from threading import Event

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.services.coverage import Progress, Question, Survey
from portal.services.coverage.answering import Surveyor
from portal.store.db import transaction
from tests.cli.coverage_loops import is_open, point_of, seeded_sites, served_departement
from tests.domain.coverage.brute_force import DEPARTEMENTS, TERRITORY, covered, inhabited
from tests.dossiers import S, file_at
from tests.services.exports.workbooks import read_rows
from tests.staff import ELSEWHERE, HERE, StaffBrowser, actor_of, add_agent, caf_of, sign_in
from tests.web.admin.coverage_pages import figures_in, number, percent, rows_in, words

PAGE = "/gestion/couverture"


@pytest.fixture
def agent(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


@pytest.fixture
def cnaf(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.CNAF))


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_the_table_the_figures_and_the_files_are_what_loops_find(
    cnaf: StaffBrowser, departement: str
) -> None:
    address = f"territoire={departement}"
    page = cnaf.get(f"{PAGE}?{address}").text
    sheet = _csv(cnaf, address)
    content = json.loads(cnaf.get(f"{PAGE}.json?{address}").text)
    sites, communes = seeded_sites(), inhabited(departement)
    points = [point_of(site) for site in sites if is_open(site)]
    rows = rows_in(page)

    assert {row.code for row in rows} == {c.epci or c.code_insee for c in communes}
    for row in rows:
        own = [c for c in communes if (c.epci or c.code_insee) == row.code]
        places = {
            site.listing_id
            for site in sites
            if site.code_insee and _area(site.code_insee) == (row.code, departement)
        }
        people = sum(c.population for c in own)
        near = [covered(own, points, radius) for radius in (15, 30)]
        assert row.population == people
        assert row.places == len(places)
        assert row.shares == [percent(within / people) for within in near]
        line = sheet[row.code]
        assert [int(line["Population à 15\u00a0km"]), int(line["Population à 30\u00a0km"])] == near
        assert int(line["Lieux"]) == len(places)
    whole = sum(c.population for c in communes)
    figures = figures_in(page)
    assert number(figures[0][1]) == whole == content["total"]["population"]
    near = [covered(communes, points, radius) for radius in (15, 30)]
    assert [said for _, said in figures[1:3]] == [percent(within / whole) for within in near]
    assert [share["population"] for share in content["total"]["couverture"]] == near
    inside = {site.listing_id for site in sites if served_departement(site) == departement}
    assert int(figures[3][1]) == len(inside)


def _area(code_insee: str) -> tuple[str, str]:
    commune = TERRITORY.get_commune(code_insee)
    return commune.epci or commune.code_insee, commune.departement


def _csv(browser: StaffBrowser, query: str = "") -> dict[str, dict[str, str]]:
    text = browser.get(f"{PAGE}.csv?{query}").text.removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    start = next(place for place, line in enumerate(lines) if len(line) > 2)
    return {line[1]: dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :]}


def test_an_agent_begins_with_their_own_departement(agent: StaffBrowser) -> None:
    page = agent.get(PAGE).text
    assert "<h1>Couverture : Haute-Vienne</h1>" in page
    assert "Calculé pour le 24 novembre 2026" in page
    assert "à vol d’oiseau" in page


@pytest.mark.parametrize("slug", ["33", "france", "caf-33", "99", "<b>"])
@pytest.mark.parametrize("suffix", ["", ".csv", ".xlsx", ".json", "/avancement"])
def test_another_territory_does_not_exist_for_an_agent(
    agent: StaffBrowser, suffix: str, slug: str
) -> None:
    answer = agent.get(f"{PAGE}{suffix}", query_string={"territoire": slug})
    assert answer.status_code == 404


def test_the_cnaf_begins_with_the_country_and_sees_any_departement(cnaf: StaffBrowser) -> None:
    page = cnaf.get(PAGE).text
    assert "<h1>Couverture : France</h1>" in page
    assert "1 257 Epci, page 1 sur 13" in words(page)
    assert len(rows_in(page)) == 100
    assert len(rows_in(cnaf.get(f"{PAGE}?page=13").text)) == 57
    assert "<h1>Couverture : Gironde</h1>" in cnaf.get(f"{PAGE}?territoire=33").text


def test_an_agent_of_two_caf_chooses_between_their_departements(app: Flask) -> None:
    agent = add_agent(Role.LECTEUR)
    with transaction() as session:
        session.merge(agent).cafs.append(caf_of(ELSEWHERE))
    browser = sign_in(app, agent)
    assert browser.get(f"{PAGE}?territoire=33").status_code == 200
    assert '<option value="87"' in browser.get(f"{PAGE}?territoire=33").text


@pytest.mark.parametrize("suffix", ["", ".csv", ".xlsx", ".json", "/avancement"])
def test_a_managing_body_may_not_read_it(app: Flask, suffix: str) -> None:
    browser = sign_in(app, add_agent(Role.GESTIONNAIRE))
    assert browser.get(f"{PAGE}{suffix}").status_code == 403


def test_zones_blanches_come_first_with_their_rank(agent: StaffBrowser) -> None:
    rows = rows_in(agent.get(PAGE).text)
    blank = [row for row in rows if row.is_blank]
    assert blank
    assert rows[: len(blank)] == blank
    assert [row.cells[1] for row in blank] == [f"n° {rank + 1}" for rank in range(len(blank))]
    assert all(row.places == 0 for row in blank)


def test_the_table_is_sorted_by_the_links_of_its_columns(agent: StaffBrowser) -> None:
    page = agent.get(f"{PAGE}?tri=population&ordre=desc").text
    people = [row.population for row in rows_in(page)]
    assert people == sorted(people, reverse=True)
    assert 'aria-sort="descending"' in page
    assert 'href="/gestion/couverture?tri=population#tableau"' in page


def test_the_files_are_in_the_order_of_the_page(agent: StaffBrowser) -> None:
    query = "tri=population&ordre=desc"
    codes = [row.code for row in rows_in(agent.get(f"{PAGE}?{query}").text)]
    assert list(_csv(agent, query)) == codes
    lines = read_rows(agent.get(f"{PAGE}.xlsx?{query}").data)
    assert [line[1] for line in lines if len(line) > 1 and line[1] in codes] == codes


def test_half_days_that_are_not_known_are_never_a_zero(agent: StaffBrowser) -> None:
    rows = {row.code: row for row in rows_in(agent.get(PAGE).text)}
    unknown = [row for row in rows.values() if "inconnues" in row.cells[5]]
    assert unknown
    for row in unknown:
        assert _csv(agent)[row.code]["Demi-journées par semaine"] == ""


def test_a_place_is_funded_on_the_days_of_its_file(app: Flask) -> None:
    file_at(S.CONVENTIONNEE, actor_of(Role.RESPONSABLE))
    browser = sign_in(app, add_agent(Role.AGENT))
    funded = {
        day: dict(figures_in(browser.get(f"{PAGE}?jour={day}").text))
        for day in ("2026-12-31", "2027-01-01")
    }
    assert funded["2026-12-31"]["de ces lieux financé par la Caf"] == "1"
    assert funded["2027-01-01"]["de ces lieux financés par la Caf"] == "0"


def test_big_numbers_are_written_with_thin_spaces(cnaf: StaffBrowser) -> None:
    page = cnaf.get(PAGE).text
    blank = next(figure for noun, figure in figures_in(page) if noun == "zones blanches")
    assert len(blank) == len("1 172")
    assert f">\n      {blank.replace(' ', chr(0x202F))}\n" in page


def test_what_one_more_place_would_change_is_asked_before_the_long_table(
    cnaf: StaffBrowser,
) -> None:
    page = cnaf.get(PAGE).text
    assert page.index('href="#scenarios"') < page.index('id="chiffres"')
    assert page.index('id="carte"') < page.index('id="scenarios"') < page.index('id="tableau"')


def test_on_phones_each_figure_bears_the_name_of_its_column(agent: StaffBrowser) -> None:
    page = agent.get(PAGE).text
    heads = [words(head) for head in re.findall(r'<th scope="col".*?</th>', page, re.DOTALL)]
    row = page.partition('<tr id="epci-')[2].partition("</tr>")[0]
    labels = [words(label) for label in re.findall('data-label="([^"]+)"', row)]
    assert labels == [head.removesuffix(" ↑") for head in heads][1:]


def test_partners_count_where_that_is_asked(agent: StaffBrowser) -> None:
    without, with_them = (
        dict(figures_in(agent.get(f"{PAGE}{query}").text))["lieux"]
        for query in ("", "?partenaires=oui")
    )
    assert int(without) < int(with_them)


def test_other_distances_head_their_columns(agent: StaffBrowser) -> None:
    page = words(agent.get(f"{PAGE}?rayon_1=40&rayon_2=7,5").text)
    assert "Part à 7,5 km" in page
    assert "Part à 40 km" in page
    assert page.index("Part à 7,5 km") < page.index("Part à 40 km")
    assert "Part à 20 km" in words(agent.get(f"{PAGE}?rayon_1=20&rayon_2=20").text)


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("jour=hier", "jour", "Jour : écrivez une date comme 2026-11-24."),
        ("jour=9999-12-31", "jour", "Jour : choisissez une date du 1er janvier 2025"),
        ("jour=0001-01-01", "jour", "Jour : choisissez une date du 1er janvier 2025"),
        ("rayon_1=0", "rayon_1", "Premier rayon : écrivez un nombre de 1 à 200 km."),
        ("rayon_1=0,999", "rayon_1", "Premier rayon : écrivez un nombre de 1 à 200 km."),
        ("rayon_2=201", "rayon_2", "Second rayon : écrivez un nombre de 1 à 200 km."),
        ("rayon_2=nan", "rayon_2", "Second rayon : écrivez un nombre de 1 à 200 km."),
        ("rayon_2=1e2", "rayon_2", "Second rayon : écrivez un nombre de 1 à 200 km."),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".csv", ".json"])
def test_a_bad_value_is_told_on_its_field(
    agent: StaffBrowser, query: str, field: str, message: str, suffix: str
) -> None:
    answer = agent.get(f"{PAGE}{suffix}?{query}")
    assert answer.status_code == 400
    assert words(answer.text).count(message) == 2
    assert f'aria-describedby="{field}-erreur"' in answer.text


@pytest.mark.parametrize(
    "query", ["tri=rien", "page=-1", "page=99999999999", "page=x", "ordre=%00", "distance=route"]
)
def test_what_nobody_types_counts_for_none(agent: StaffBrowser, query: str) -> None:
    answer = agent.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    assert len(rows_in(answer.text)) == 13


def test_the_progress_is_over_when_the_page_is_there(agent: StaffBrowser) -> None:
    agent.get(PAGE)
    assert agent.get(f"{PAGE}/avancement").json == {"fini": True}


def test_a_page_that_is_not_ready_says_how_far_it_is_and_how_to_come_back(
    app: Flask, agent: StaffBrowser
) -> None:
    surveyor: Surveyor = app.extensions["portal.surveyor"]
    go_on, read = Event(), surveyor.read

    def slowly(question: Question, progress: Progress) -> Survey:
        progress(40, 120)
        go_on.wait(20)
        return read(question, progress)

    surveyor.read = slowly
    page = agent.get(f"{PAGE}?rayon_1=12").text
    far = agent.get(f"{PAGE}/avancement?rayon_1=12").json
    go_on.set()

    assert '<progress aria-labelledby="avancement-texte" value="40" max="120">' in page
    assert '<a href="/gestion/couverture?rayon_1=12"' in page
    assert far == {"fini": False, "fait": 40, "total": 120}
    assert rows_in(page) == []
    assert _csv(agent, "rayon_1=12")


def test_an_edit_of_the_directory_is_seen_at_once(agent: StaffBrowser) -> None:
    before = dict(figures_in(agent.get(PAGE).text))["lieux"]
    with transaction() as session:
        for site in seeded_sites():
            if served_departement(site) == HERE:
                session.delete(site.listing)
                break
    assert int(dict(figures_in(agent.get(PAGE).text))["lieux"]) == int(before) - 1
