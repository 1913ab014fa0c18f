"""The home page: where are you, what are you living, who answers now."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.services.imports import Options, import_listings
from portal.store.db import db
from portal.store.territory import load_territory
from portal.store.vocabulary import load_vocabulary
from tests.conftest import NOW

NIGHT = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)


def _main(page: str) -> str:
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_lines_that_answer_now_are_one_tap_away(client: FlaskClient) -> None:
    page = _main(client.get("/").text)
    assert "Ces lignes répondent maintenant" in page
    assert 'href="tel:0800003456"' in page
    assert "opening-ouvert" in page
    assert "opening-ferme" not in page


def test_one_field_asks_where_people_are(client: FlaskClient) -> None:
    form = _main(client.get("/").text).split("<form", 1)[1].split("</form>", 1)[0]
    assert re.findall(r'<input[^>]*name="(\w+)"', form) == ["lieu"]


def test_an_invented_or_unverified_line_says_so(client: FlaskClient) -> None:
    page = _main(client.get("/").text)
    assert "badge-demo" in page
    assert "Non vérifié" in page


def test_when_no_line_is_open_the_next_ones_are_named(empty_app: Flask) -> None:
    line = "id_externe,type,nom,departement,telephone,horaires,modes_accueil\n"
    line += "a,ecoute_distance,Ligne du jour,france,05 36 49 00 01,Mo-Fr 09:00-12:00,telephone\n"
    vocabulary = load_vocabulary(db.session())
    import_listings(line.encode(), vocabulary, load_territory(), NOW.date(), Options(apply=True))
    empty_app.extensions["portal.projection"].catch_up(db.session())
    empty_app.extensions["portal.directory"].clock = lambda: NIGHT
    page = _main(empty_app.test_client().get("/").text)
    assert "Aucune ligne n’est ouverte à cette heure" in page
    assert "112" in page
    assert 'href="tel:0536490001"' in page


def test_an_empty_directory_still_has_a_home_page(empty_app: Flask) -> None:
    empty_app.extensions["portal.projection"].rebuild(db.session())
    answer = empty_app.test_client().get("/")
    assert answer.status_code == 200
    assert "tel:119" in answer.text


@pytest.mark.parametrize(
    "situation",
    [
        "J’attends un enfant",
        "Mon ado et moi, ça ne va plus",
        "Nous nous séparons",
        "Un parent est en prison",
        "Je suis épuisé·e",
        "Mon enfant est en situation de handicap",
        "Parler à quelqu’un maintenant",
    ],
)
def test_people_enter_by_what_they_live(client: FlaskClient, situation: str) -> None:
    page = _main(client.get("/").text)
    link = re.search(rf'<a href="([^"]+)">(?:(?!</a>).)*{situation}', page, re.DOTALL)
    assert link is not None
    assert client.get(link[1]).status_code == 200


def test_those_who_are_lost_compare_or_work_with_parents_have_their_door(
    client: FlaskClient,
) -> None:
    page = _main(client.get("/").text)
    for address in ("/orientation", "/lieux", "/professionnels"):
        assert f'href="{address}"' in page


def test_the_home_page_is_light(client: FlaskClient) -> None:
    def fetched(address: str) -> bytes:
        with client.get(address) as answer:
            return bytes(answer.data)

    page = fetched("/")
    files = re.findall(r'(?:href|src)="(/static/[^"]+[.](?:css|js|svg))"', page.decode())
    contents = [page, *map(fetched, files)]
    sheet = next(content for content in contents if b"@layer" in content)
    fonts = set(re.findall(r"/static/[^)\"]+latin-[47]00-[^)\"]+woff2", sheet.decode()))
    weight = sum(len(gzip.compress(content)) for content in contents)
    weight += sum(len(fetched(font)) for font in fonts)
    assert len(fonts) == 2
    assert weight <= 60_000
