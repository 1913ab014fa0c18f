"""The first public pages: home, results, one listing."""

from __future__ import annotations

from flask.testing import FlaskClient

RECORDED = "/lieux/espace-familles-de-limoges"


def test_the_home_page_asks_where_people_are_in_a_plain_form(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'name="lieu"' in page
    assert 'action="/lieux"' in page


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


def test_health_and_readiness_answer_in_json(client: FlaskClient) -> None:
    assert client.get("/sante").json == {"etat": "ok"}
    ready = client.get("/pret").json
    assert ready["pret"] is True
    assert ready["revision_base"] == ready["revision_index"]
