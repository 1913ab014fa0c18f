"""The page of results: what it shows for an address."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from portal.services.directory import Directory
from portal.services.search import Origin, PlaceSearch, search_places


def _cards(page: str) -> list[str]:
    return re.findall(r'<li class="card.*?</li>\s*(?=<li class="card|</ol>)', page, re.DOTALL)


def test_the_results_show_cards_with_opening_distance_and_phone(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges").text
    assert "près de Limoges" in page
    assert len(_cards(page)) == 20
    assert "opening-inconnu" in page
    assert 'href="tel:0555434014"' in page
    assert "position approximative" in page


def test_a_card_says_what_happens_there_and_what_people_ask_first(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges&q=mirabelles").text
    card = _cards(page)[0]
    assert "Ouvert jusqu’à" in card
    assert "On y trouve" in card
    for words in ("démonstration", "Gratuit", "Sans rendez-vous", "Accessible", "Anonyme"):
        assert words in card


def test_relatives_are_told_that_they_are_welcome_where_the_place_says_so(
    client: FlaskClient,
) -> None:
    premiers_pas = client.get("/lieux?q=roulotte premiers pas").text
    mirabelles = client.get("/lieux?q=mirabelles").text
    assert "Pères et grands-parents bienvenus" in _cards(premiers_pas)[0]
    assert "Pères et grands-parents bienvenus" not in _cards(mirabelles)[0]


def test_what_nobody_verified_looks_so(client: FlaskClient) -> None:
    card = _cards(client.get("/lieux?q=espace familles limoges").text)[0]
    assert "card-unverified" in card
    assert "Non vérifié" in card


def test_headings_come_in_order(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges").text
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_ambiguous_name_offers_communes_and_keeps_the_filters(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Saint-Denis&type=laep").text
    assert "Quelle commune" in page
    assert "/lieux?type=laep&amp;code_insee=97411" in page


def test_the_form_shows_a_chosen_commune_so_that_it_is_not_ambiguous_again(
    client: FlaskClient,
) -> None:
    page = client.get("/lieux?code_insee=97411").text
    assert 'value="Saint-Denis (974)"' in page
    assert "Quelle commune" not in client.get("/lieux?lieu=Saint-Denis (974)").text


def test_filters_stay_ticked_and_pages_keep_them(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges&type=lieu_ressource").text
    assert 'value="lieu_ressource" checked' in page
    assert "/lieux?lieu=Limoges&amp;type=lieu_ressource&amp;page=2" in page


def _count(page: str, name: str, value: str) -> int:
    box = re.search(rf'name="{name}" value="{value}".*?class="count">(\d+)<', page)
    assert box is not None
    return int(box[1])


@pytest.mark.parametrize(
    ("name", "value"),
    [("acces", "itinerant"), ("acces", "a_distance"), ("gratuit", "oui"), ("public", "entourage")],
)
def test_the_count_of_a_filter_is_what_it_gives(client: FlaskClient, name: str, value: str) -> None:
    announced = _count(client.get("/lieux?lieu=Limoges&theme=information").text, name, value)
    given = client.get(f"/api/v1/lieux?lieu=Limoges&theme=information&{name}={value}").json
    assert announced == given["total"]


def test_another_value_of_a_filter_in_use_is_still_offered_with_its_count(
    client: FlaskClient,
) -> None:
    page = client.get("/lieux?lieu=Limoges&type=laep").text
    alone = client.get("/api/v1/lieux?lieu=Limoges&type=rep").json["total"]
    assert _count(page, "type", "rep") == alone


def test_each_filter_in_use_can_be_taken_away(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges&gratuit=oui&moment=samedi&rayon_km=50").text
    assert 'href="/lieux?lieu=Limoges&amp;moment=samedi&amp;rayon_km=50"' in page
    assert 'href="/lieux?lieu=Limoges&amp;gratuit=oui&amp;rayon_km=50"' in page
    assert 'href="/lieux?lieu=Limoges&amp;gratuit=oui&amp;moment=samedi"' in page


def test_the_form_takes_a_date_and_hour_without_script(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges&moment=date&moment_le=2026-11-25T10:00").text
    same = client.get("/lieux?lieu=Limoges&moment=2026-11-25T10:00").text
    assert re.search(r"\d+ lieux? trouvés?", page)
    assert _cards(page) == _cards(same)
    assert 'value="2026-11-25T10:00"' in page


def test_a_date_that_is_missing_is_asked_for(client: FlaskClient) -> None:
    answer = client.get("/lieux?lieu=Limoges&moment=date&moment_le=")
    assert answer.status_code == 400
    assert "Choisissez une date et une heure." in answer.text


def test_a_place_that_is_not_found_marks_the_field(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Xyzabcville").text
    assert re.search(r'id="lieu"[^>]*aria-invalid="true"', page)
    assert "Lieu introuvable" in page


def test_a_position_is_kept_by_the_form_until_a_place_is_typed(client: FlaskClient) -> None:
    page = client.get("/lieux?lat=45.83&lon=1.26").text
    assert 'name="lat" value="45.83"' in page
    assert "près de Limoges (87)" in page
    again = "lat=45.83&lon=1.26&rayon_km=20"
    kept = client.get(f"/lieux?lieu=Autour de ce point&{again}").text
    assert "près de Limoges (87)" in kept
    moved = client.get(f"/lieux?lieu=Lyon&{again}").text
    assert "près de Lyon" in moved
    assert 'name="lat"' not in moved


def test_a_page_beyond_the_last_leads_back(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges&page=900").text
    assert "Revenir à la première page" in page


def test_other_languages_keep_their_root_in_every_link(client: FlaskClient) -> None:
    page = client.get("/en/lieux?lieu=Limoges&gratuit=oui").text
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    addresses = re.findall(r'(?:href|action)="(/[^"]*)"', main)
    assert addresses
    assert [address for address in addresses if not address.startswith("/en/")] == []


def test_markup_in_what_people_type_is_shown_as_text(client: FlaskClient) -> None:
    page = client.get('/lieux?q="><script>alert(1)</script>&lieu=Limoges').text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_map_is_an_address_and_its_places_are_those_of_the_list(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges&page=6").text
    assert 'href="/lieux?lieu=Limoges&amp;carte=oui"' in page
    assert 'data-points="/api/v1/lieux?lieu=Limoges&amp;par_page=100&amp;page=2"' in page
    shown = client.get("/lieux?lieu=Limoges&carte=oui").text
    assert 'data-map="oui"' in shown
    assert 'name="carte" value="oui"' in shown
    assert 'href="/lieux?lieu=Limoges"' in shown
    assert "leaflet" not in shown


def test_the_outlines_of_departements_are_served_compressed(client: FlaskClient) -> None:
    answer = client.get("/carte/departements.geojson", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 50_000
    plain = client.get("/carte/departements.geojson").json
    assert len(plain["features"]) == 101


def test_a_search_counts_only_what_it_is_asked_to_count(directory: Directory) -> None:
    limoges = Origin(45.83, 1.26, "87")
    counted = search_places(directory, PlaceSearch(origin=limoges, facets=("acces",))).facets
    assert set(counted) == {"acces"}
