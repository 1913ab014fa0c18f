"""The first public pages: home, results, one listing."""

from __future__ import annotations

from flask.testing import FlaskClient

RECORDED = "/lieux/espace-familles-de-limoges"


def test_the_home_page_asks_where_people_are_and_needs_no_script(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'name="lieu"' in page
    assert 'action="/lieux"' in page
    assert "<script" not in page


def test_the_results_show_cards_with_opening_distance_and_phone(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges").text
    assert "près de Limoges" in page
    assert page.count('class="card"') == 20
    assert "opening-inconnu" in page
    assert 'href="tel:0555434014"' in page
    assert "position approximative" in page


def test_an_ambiguous_name_offers_communes_and_keeps_the_filters(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Saint-Denis&type=laep").text
    assert "Quelle commune" in page
    assert "/lieux?type=laep&amp;code_insee=97411" in page


def test_filters_stay_ticked_and_pages_keep_them(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges&type=lieu_ressource").text
    assert 'value="lieu_ressource" checked' in page
    assert "/lieux?lieu=Limoges&amp;type=lieu_ressource&amp;page=2" in page


def test_a_recorded_listing_says_that_it_is_not_verified_and_whence_it_comes(
    client: FlaskClient,
) -> None:
    page = client.get(RECORDED).text
    assert "a été relevée sur une page publique et n’a pas été vérifiée" in page
    assert "Page d’origine" in page
    assert "démonstration :" not in page.split("<main", 1)[1]


def test_a_demonstration_listing_says_so_on_its_page(client: FlaskClient) -> None:
    first = client.get("/api/v1/lieux?q=mirabelles").json["resultats"][0]
    page = client.get(f"/lieux/{first['slug']}").text
    assert "Fiche de démonstration : ce lieu est inventé." in page
    assert "Lundi" in page


def test_markup_in_what_people_type_is_shown_as_text(client: FlaskClient) -> None:
    page = client.get("/lieux?q=<script>alert(1)</script>&lieu=Limoges").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_no_result_still_offers_a_way_on(client: FlaskClient) -> None:
    page = client.get("/lieux?q=zzzzzzzz").text
    assert "Aucun lieu trouvé" in page
    assert "Essayez sans filtre" in page


def test_health_and_readiness_answer_in_json(client: FlaskClient) -> None:
    assert client.get("/sante").json == {"etat": "ok"}
    ready = client.get("/pret").json
    assert ready["pret"] is True
    assert ready["revision_base"] == ready["revision_index"]
