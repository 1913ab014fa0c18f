"""Results that help when there are few or none: listening lines, wider searches."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

NOTHING = "/lieux?lieu=Limoges&rayon_km=5&theme=repit&gratuit=oui"


def test_listening_lines_come_before_places_that_are_closed(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges").text
    assert "Ces lignes répondent maintenant" in page
    assert 'href="tel:0800003456"' in page
    assert page.index('class="listening"') < page.index('class="cards"')


def test_listening_lines_come_after_places_that_are_open(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges&moment=maintenant").text
    assert page.index('class="cards"') < page.index('class="listening"')


def test_lines_that_answer_come_alone(client: FlaskClient) -> None:
    box = (
        client.get("/lieux?lieu=Limoges").text.split('class="listening"')[1].split("</section>")[0]
    )
    states = re.findall(r"opening-(\w+)", box)
    assert states
    assert set(states) == {"ouvert"}


def test_a_list_of_listening_lines_has_no_box_of_them(client: FlaskClient) -> None:
    assert 'class="listening"' not in client.get("/lieux?type=ecoute_distance").text
    assert 'class="listening"' not in client.get("/lieux?lieu=Limoges&acces=a_distance").text
    assert 'class="listening"' not in client.get("/lieux?lieu=Limoges&page=2").text


def test_no_result_offers_lines_and_what_to_change_with_what_it_gives(client: FlaskClient) -> None:
    page = client.get(NOTHING).text
    assert "Aucun lieu trouvé" in page
    assert "Élargir la recherche" in page
    assert 'class="listening"' in page
    ways = re.findall(r'<li><a href="([^"]+)"><span>[^<]+</span> <span class="count">(\d+)', page)
    assert ways
    for address, announced in ways:
        found = client.get(address.replace("&amp;", "&")).text
        total = re.search(r'id="compte"[^>]*>(\d+) lieu', found)
        assert total is not None
        assert total[1] == announced


def test_no_result_in_a_radius_shows_the_nearest_beyond(client: FlaskClient) -> None:
    page = client.get(NOTHING).text
    assert "Les plus proches, un peu plus loin" in page
    assert 'class="card' in page


def test_words_that_nothing_matches_are_the_first_to_drop(client: FlaskClient) -> None:
    page = client.get("/lieux?q=zzzzzzzz").text
    assert "Sans les mots « zzzzzzzz »" in page


def test_when_no_single_change_helps_everything_is_dropped_at_once(client: FlaskClient) -> None:
    page = client.get("/lieux?lieu=Limoges&q=zzzzzzzz&type=rep&theme=clas&gratuit=oui").text
    assert "Tous les lieux, sans aucun filtre" in page
