"""One listing, communes, themes and the description of the API."""

from __future__ import annotations

from flask.testing import FlaskClient

from portal.web.parameters import PlaceParameters


def test_a_listing_gives_its_sites_with_fourteen_coming_days(client: FlaskClient) -> None:
    stop = client.get("/api/v1/lieux?acces=itinerant").json["resultats"][0]
    listing = client.get(f"/api/v1/lieux/{stop['slug']}").json
    assert listing["nom"] == stop["nom"]
    assert listing["offres"]
    site = listing["sites"][0]
    assert {
        "site_id", "arret", "adresse", "latitude", "longitude", "horaires", "ouverture",
        "prochains_jours",
    } <= set(site)  # fmt: skip
    days = site["prochains_jours"]
    assert [day["date"] for day in (days[0], days[-1])] == ["2026-11-24", "2026-12-07"]
    assert len(days) == 14


def test_a_listing_is_told_at_the_moment_asked_for(client: FlaskClient) -> None:
    open_place = client.get("/api/v1/lieux?moment=2026-11-25T10:00").json["resultats"][0]
    address = f"/api/v1/lieux/{open_place['slug']}"
    assert client.get(f"{address}?moment=2026-11-25T10:00").json["ouverture"]["etat"] == "ouvert"
    assert client.get(f"{address}?moment=2026-11-25T03:00").json["ouverture"]["etat"] != "ouvert"


def test_communes_are_completed_exact_names_first_then_by_population(client: FlaskClient) -> None:
    names = [c["nom"] for c in client.get("/api/v1/communes?q=limog").json["resultats"]]
    assert names[0] == "Limoges"
    exact = client.get("/api/v1/communes?q=lens").json["resultats"][0]
    assert exact["nom"] == "Lens"
    assert set(exact) == {
        "code_insee", "nom", "codes_postaux", "departement", "population", "latitude", "longitude",
    }  # fmt: skip
    assert len(client.get("/api/v1/communes?q=s").json["resultats"]) == 10


def test_communes_answer_to_a_postal_code_and_to_nothing(client: FlaskClient) -> None:
    codes = [c["codes_postaux"] for c in client.get("/api/v1/communes?q=8700").json["resultats"]]
    assert all(any(code.startswith("8700") for code in found) for found in codes)
    assert client.get("/api/v1/communes?q=").json == {"resultats": []}
    assert client.get("/api/v1/communes").json == {"resultats": []}


def test_themes_are_those_of_the_vocabulary_in_both_wordings(client: FlaskClient) -> None:
    themes = {t["slug"]: t for t in client.get("/api/v1/themes").json["resultats"]}
    assert len(themes) == 46
    assert themes["groupe_parole"]["en_clair"] == "Échanger avec d’autres parents"


def test_the_description_names_every_parameter(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document["openapi"].startswith("3.1")
    described = document["paths"]["/api/v1/lieux"]["get"]["parameters"]
    assert {p["name"] for p in described} == set(PlaceParameters.model_fields)
    assert all(parameter["description"] for parameter in described)


def test_another_method_is_refused(client: FlaskClient) -> None:
    answer = client.post("/api/v1/lieux")
    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
