"""The search of the API: what comes back, filters, facets, moments."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

FIELDS = {
    "id", "slug", "nom", "nom_local", "type", "themes", "publics", "adresse", "code_postal",
    "commune", "code_insee", "departement", "latitude", "longitude", "precision", "distance_km",
    "site_id", "itinerant", "horaires", "ouverture", "telephone", "courriel", "site_web", "gratuit",
    "accessible", "anonyme", "financement", "verifie_le", "demonstration", "url",
}  # fmt: skip


def ask(client: FlaskClient, **parameters: object) -> dict[str, Any]:
    answer = client.get(f"/api/v1/lieux?{urlencode(parameters, doseq=True)}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    body: dict[str, Any] = answer.json
    return body


def ask_all(client: FlaskClient, **parameters: object) -> list[dict[str, Any]]:
    first = ask(client, par_page=100, **parameters)
    last = -(-first["total"] // 100)
    pages = (ask(client, par_page=100, page=page, **parameters) for page in range(2, last + 1))
    return [place for answer in (first, *pages) for place in answer["resultats"]]


def test_a_result_has_every_field_of_the_contract(client: FlaskClient) -> None:
    answer = ask(client, lieu="Limoges")
    assert set(answer) == {"total", "page", "par_page", "facettes", "resultats", "donnees_du"}
    place = answer["resultats"][0]
    assert set(place) >= FIELDS
    assert set(place["ouverture"]) == {"etat", "jusqu_a", "prochaine_ouverture", "phrase"}
    assert place["financement"] == {"soutenu": False, "caf": None}
    assert place["url"] == f"http://localhost/lieux/{place['slug']}"


def test_limoges_on_wednesday_gives_real_places_by_distance(client: FlaskClient) -> None:
    answer = ask(client, lieu="Limoges", moment="mercredi")
    distances = [p["distance_km"] for p in answer["resultats"] if p["distance_km"] is not None]
    assert distances == sorted(distances)
    assert any(not place["demonstration"] for place in answer["resultats"])


def test_a_recorded_place_without_hours_is_unknown_and_never_closed(client: FlaskClient) -> None:
    silent = [p for p in ask_all(client) if not p["horaires"] and not p["demonstration"]]
    assert len(silent) > 100
    assert {place["ouverture"]["etat"] for place in silent} == {"inconnu"}
    assert {place["verifie_le"] for place in silent} == {None}


def test_facets_count_what_the_filter_would_keep(client: FlaskClient) -> None:
    facets = ask(client)["facettes"]
    for name, counts in facets.items():
        for slug, count in counts.items():
            assert ask(client, **{name: slug})["total"] == count, (name, slug)


def test_facets_of_a_filtered_search_count_its_results(client: FlaskClient) -> None:
    places = ask_all(client, theme="groupe_parole", type="lieu_ressource")
    facets = ask(client, theme="groupe_parole", type="lieu_ressource")["facettes"]
    assert facets["theme"] == Counter(theme for place in places for theme in place["themes"])
    assert facets["type"] == {"lieu_ressource": len(places)}


def test_values_of_one_parameter_are_alternatives_and_parameters_add_up(
    client: FlaskClient,
) -> None:
    either = ask_all(client, type=["rep", "laep"], departement=["33", "69"])
    assert {place["type"] for place in either} == {"rep", "laep"}
    assert {place["departement"] for place in either} <= {"33", "69"}


def test_what_is_for_everyone_is_hidden_by_no_public(client: FlaskClient) -> None:
    places = ask_all(client, public="futurs_parents")
    assert any(place["publics"] == ["tous_parents"] for place in places)
    assert all({"futurs_parents", "tous_parents"} & set(place["publics"]) for place in places)


@pytest.mark.parametrize("name", ["gratuit", "accessible", "anonyme"])
def test_a_yes_filter_keeps_what_says_so(client: FlaskClient, name: str) -> None:
    kept, everything = ask_all(client, **{name: "oui"}), ask_all(client)
    assert kept
    assert len(kept) == sum(place[name] is True for place in everything)


def test_nothing_is_supported_without_a_funding_file(client: FlaskClient) -> None:
    assert ask(client, finance="oui")["total"] == 0


def test_access_tells_places_from_remote_services(client: FlaskClient) -> None:
    remote = ask_all(client, acces="a_distance", type="ecoute_distance")
    assert remote
    itinerant = ask_all(client, acces="itinerant")
    assert itinerant
    assert all(place["itinerant"] for place in itinerant)


def test_an_itinerant_listing_gives_one_result_for_each_stop(client: FlaskClient) -> None:
    itinerant = ask_all(client, acces="itinerant")
    stops = Counter(place["slug"] for place in itinerant)
    assert max(stops.values()) >= 4


@pytest.mark.parametrize("moment", ["maintenant", "2026-11-25T10:00", "2026-07-14T10:00"])
def test_an_instant_keeps_exactly_what_is_open_then(client: FlaskClient, moment: str) -> None:
    kept = ask_all(client, moment=moment)
    assert {place["ouverture"]["etat"] for place in kept} <= {"ouvert"}
    told = [client.get(f"/api/v1/lieux/{p['slug']}?moment={moment}").json for p in ask_all(client)]
    sites = {s["site_id"]: s["ouverture"]["etat"] for listing in told for s in listing["sites"]}
    assert {p["site_id"] for p in kept} == {i for i, state in sites.items() if state == "ouvert"}


@pytest.mark.parametrize("moment", ["soir", "mercredi", "samedi", "vacances"])
def test_a_named_moment_keeps_some_places_and_not_all(client: FlaskClient, moment: str) -> None:
    assert 0 < ask(client, moment=moment)["total"] < ask(client)["total"]


def test_words_find_with_accents_stems_prefixes_synonyms_and_a_typo(client: FlaskClient) -> None:
    everything = ask(client)["total"]
    for words in ("médiation familiale", "mediations", "média", "parloir", "prison", "mediaton"):
        assert 0 < ask(client, q=words)["total"] < everything, words
    prison = ask_all(client, q="prison", type="rep")
    assert len(prison) == ask(client, type="rep")["total"]


def test_pages_follow_each_other_without_gap_or_repeat(client: FlaskClient) -> None:
    by_twenty = [
        place["site_id"]
        for page in range(1, 6)
        for place in ask(client, lieu="Nantes", page=page)["resultats"]
    ]
    at_once = [place["site_id"] for place in ask(client, lieu="Nantes", par_page=100)["resultats"]]
    assert by_twenty == at_once


def test_beyond_the_last_page_there_is_nothing(client: FlaskClient) -> None:
    assert ask(client, page=10_000)["resultats"] == []


def test_an_ambiguous_name_asks_which_commune(client: FlaskClient) -> None:
    body = ask(client, lieu="51300")
    assert set(body) == {"ambigu"}
    assert len(body["ambigu"]) == 46
    assert set(body["ambigu"][0]) == {"code_insee", "nom", "code_postal", "departement"}


def test_a_demonstration_place_says_so(client: FlaskClient) -> None:
    invented = [place for place in ask_all(client) if place["demonstration"]]
    assert len({place["slug"] for place in invented}) >= 60
    assert all("démonstration" in place["nom"] for place in invented)
