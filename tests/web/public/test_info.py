"""Pages that inform: listening services, declarations, notices, plan; the frame around them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.settings import SettingsError
from portal.web.public.languages import LANGUAGES
from tests.conftest import app_in

PAGES = (
    "/",
    "/ecoute",
    "/urgence",
    "/consulter-discretement",
    "/accessibilite",
    "/donnees-personnelles",
    "/mentions-legales",
    "/plan-du-site",
)
DECLARED = (
    "État de conformité",
    "Résultats de l’évaluation",
    "Contenus non accessibles",
    "Établissement de cette déclaration",
    "Retour d’information et contact",
    "Voies de recours",
    "Défenseur des droits",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_title_and_headings_in_order(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels.count(1) == 1
    main = [int(n) for n in re.findall(r"<h([1-6])", page.split("<main")[1].split("</main>")[0])]
    assert all(after - before <= 1 for before, after in pairwise(main))
    assert len(re.findall("<title>", page)) == 1


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_page_is_in_every_language(
    client: FlaskClient, address: str, language: object
) -> None:
    root = language.root  # type: ignore[attr-defined]
    answer = client.get(f"{root}{address}")
    assert answer.status_code == 200
    assert f'lang="{language.locale}"' in answer.text  # type: ignore[attr-defined]


def test_pages_have_titles_and_descriptions_of_their_own(client: FlaskClient) -> None:
    pages = [client.get(address).text for address in PAGES]
    descriptions = {re.search(r'name="description"\s+content="([^"]+)"', p)[1] for p in pages}  # type: ignore[index]
    assert len(descriptions) == len(PAGES)


def test_the_menu_of_languages_keeps_the_page_and_its_question(client: FlaskClient) -> None:
    page = client.get("/en/ecoute?lieu=Limoges").text
    assert 'href="/ecoute?lieu=Limoges"' in page
    assert 'href="/ar/ecoute?lieu=Limoges"' in page
    assert re.search(r'hreflang="uk"[^>]*>\s*Українська', page)
    assert re.search(r'href="/en/ecoute[^>]*aria-current="true"', page, re.DOTALL)


def test_what_an_address_holds_is_written_safely_in_the_menu(client: FlaskClient) -> None:
    page = client.get('/ecoute?lieu="><script>alert(1)</script>').text
    assert "<script>alert" not in page
    assert '"><script' not in page


def test_a_page_names_its_one_address_and_those_of_its_translations(client: FlaskClient) -> None:
    page = client.get("/en/ecoute?lieu=Limoges").text
    assert '<link rel="canonical" href="http://localhost/en/ecoute">' in page
    assert re.search(r'hreflang="es"\s+href="http://localhost/es/ecoute"', page)
    assert re.search(r'hreflang="x-default"\s+href="http://localhost/ecoute"', page)


def test_listening_services_are_those_of_the_commune_and_of_france(client: FlaskClient) -> None:
    page = client.get("/ecoute?lieu=Limoges").text
    assert "Haute-Vienne" in page
    assert "Allô parents, ici on écoute" in page
    assert "Allô parents du Sud" not in page
    assert page.index("Répondent maintenant") < page.index("Ouvrent bientôt")


def test_listening_services_are_found_from_a_position(client: FlaskClient) -> None:
    page = client.get("/ecoute?lat=45.83&lon=1.26").text
    assert "Haute-Vienne" in page
    assert "Allô parents, ici on écoute" in page


def test_an_ambiguous_commune_asks_which_one(client: FlaskClient) -> None:
    page = client.get("/falc/ecoute?lieu=Saint-Denis").text
    assert 'href="/falc/ecoute?code_insee=97411"' in page


@pytest.mark.parametrize("query", ["lieu=Zzzzzzzz", "code_insee=99999", "page=0", "lat=1"])
def test_a_bad_question_is_told_in_the_form(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/ecoute?{query}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert ".." not in answer.text.split('role="alert"')[1].split("</div>")[0]
    assert 'name="lieu"' in answer.text


def test_who_mistypes_a_name_still_finds_the_lines_of_the_whole_country(
    client: FlaskClient,
) -> None:
    page = client.get("/ecoute?lieu=Zzzzzzzz").text
    assert "Les Veilleurs" in page
    assert "Allô parents du Sud" not in page


def test_a_page_beyond_the_last_is_the_last(client: FlaskClient) -> None:
    assert client.get("/ecoute?page=9999").status_code == 200


@pytest.mark.parametrize("part", DECLARED)
def test_the_accessibility_declaration_has_every_part(client: FlaskClient, part: str) -> None:
    assert part in client.get("/accessibilite").text


def test_the_foot_of_every_page_says_how_accessible_the_site_is(client: FlaskClient) -> None:
    foot = client.get("/").text.split("<footer")[1]
    assert "Accessibilité : partiellement conforme" in foot


def test_what_the_installer_has_not_filled_in_says_so(client: FlaskClient) -> None:
    page = client.get("/mentions-legales").text
    assert page.count("à compléter par la Caf qui installe le portail") == 8


def test_a_caf_names_itself_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "identite.toml").write_text('nom = "Parents d’ici"\nediteur = "Caf d’ici"\n')
    app = app_in(tmp_path)
    app.extensions["portal.projection"].clock = app.extensions["portal.directory"].clock
    page = app.test_client().get("/mentions-legales").text
    assert "Caf d’ici" in page
    assert "– Parents d’ici</title>" in page


@pytest.mark.parametrize(
    "text", ["nom =", 'nome = "x"', 'site_neutre = "javascript:alert(1)"'], ids=str
)
def test_a_file_of_names_that_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "identite.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"identite\.toml"):
        app_in(tmp_path)


def test_the_plan_leads_to_every_theme_and_departement(client: FlaskClient) -> None:
    page = client.get("/plan-du-site").text
    assert len(set(re.findall(r'href="/departements/(\w+)"', page))) == 101
    assert 'href="/themes/separation"' in page


def test_personal_data_says_what_others_see_only_where_it_happens(
    client: FlaskClient, tmp_path: Path
) -> None:
    assert "images chez un fournisseur" not in client.get("/donnees-personnelles").text
    app = app_in(tmp_path, map_tiles_url="https://tuiles.example/{z}/{x}/{y}.png")
    assert "images chez un fournisseur" in app.test_client().get("/donnees-personnelles").text
