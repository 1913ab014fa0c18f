"""The page of a listing, read as people and programs read it."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

RICH = "/lieux/maison-des-familles-les-mirabelles-demonstration-limoges"
RECORDED = "/lieux/espace-familles-de-limoges"
BUS = "/lieux/le-bus-des-cigales-demonstration-arles"
NIGHT_LINE = "/lieux/parents-de-nuit-demonstration"
ALWAYS = "/lieux/les-veilleurs-ecoute-des-parents-demonstration"


def _text(client: FlaskClient, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    main = page.text.split("<main", 1)[1].split("</main", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ").split())


def _data(client: FlaskClient, address: str) -> list[dict[str, object]]:
    page = client.get(address).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    graph: list[dict[str, object]] = json.loads(found[1])["@graph"]
    return graph


def test_the_page_says_today_s_state_the_week_and_what_changes(client: FlaskClient) -> None:
    text = _text(client, RICH)
    assert "Ouvert jusqu’à 12 h 30" in text
    assert "Mardi aujourd’hui 9 h – 12 h 30 13 h 30 – 17 h 30" in text
    assert "10 h – 12 h (1er samedi du mois)" in text
    assert "Vendredi 25 décembre : fermé, jour férié" in text


def test_the_page_says_how_it_goes_the_first_time(client: FlaskClient) -> None:
    text = _text(client, RICH)
    assert "Vous pouvez pousser la porte, sans rendez-vous." in text
    assert "Vous n’avez pas à donner votre nom." in text
    assert "C’est gratuit." in text
    assert "On y parle français, anglais et LSF." in text


def test_only_what_is_known_is_said_of_the_first_time(client: FlaskClient) -> None:
    text = _text(client, RECORDED)
    assert "gratuit" not in text
    assert "pousser la porte" not in text
    assert "Nous ne connaissons pas les horaires." in text


def test_an_unverified_page_says_so_first_with_its_source_and_date(client: FlaskClient) -> None:
    text = _text(client, RECORDED)
    caution = (
        "Cette information a été relevée sur une page publique et n’a pas été vérifiée : "
        "appelez avant de venir. Voir la page d’origine (3 mai 2017)"
    )
    assert caution in text
    assert text.index(caution) < text.index("Nous ne connaissons pas les horaires")


def test_a_place_that_is_not_open_shows_what_is(client: FlaskClient) -> None:
    assert "Ouvert maintenant, près d’ici" in _text(client, RECORDED)
    assert "Ouvert maintenant" not in _text(client, RICH)
    night = _text(client, f"{RICH}?moment=2026-11-24T23:30")
    assert "Réponse pour le mardi 24 novembre à 23 h 30 :" in night
    assert "Vous pouvez parler à quelqu’un à cette heure" in night


@pytest.mark.parametrize("moment", ["hier", "soir", "2026-99-99T10:00"])
def test_a_moment_that_is_no_instant_is_now(client: FlaskClient, moment: str) -> None:
    assert "Ouvert jusqu’à 12 h 30" in _text(client, f"{RICH}?moment={moment}")


def test_stops_come_by_their_next_passage(client: FlaskClient) -> None:
    text = _text(client, BUS)
    assert "Aujourd’hui, mardi 24 novembre , 9 h – 12 h 30 Martigues, quai" in text
    passages = text.split("Les prochains passages")[1]
    assert passages.index("Martigues") < passages.index("Istres") < passages.index("Arles")
    assert "Demain, mercredi 25 novembre 14 h – 17 h 30 Mercredi 2 décembre" in passages


def test_stops_come_nearest_first_where_the_visitor_is_known(client: FlaskClient) -> None:
    for question in ("code_insee=13108", "lieu=Tarascon+13150", "lat=43.806&lon=4.660"):
        passages = _text(client, f"{BUS}?{question}").split("Les prochains passages")[1]
        stops = [passages.index(name) for name in ("Tarascon,", "Arles,", "Martigues,")]
        assert stops == sorted(stops)
        assert "km" in passages


def test_a_place_that_is_not_found_is_said_in_the_form(client: FlaskClient) -> None:
    page = client.get(f"{BUS}?lieu=Zzzzzz")
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.text
    assert "Lieu introuvable" in page.text
    assert "?code_insee=97411" in client.get(f"{BUS}?lieu=Saint-Denis").text


def test_a_remote_service_has_no_address_and_says_whom_it_serves(client: FlaskClient) -> None:
    text = _text(client, NIGHT_LINE)
    assert "Dessert : Paris (75)" in text
    assert "avant de venir" not in text
    assert "Tous les jours, 24 h sur 24." in _text(client, ALWAYS)


def test_sms_and_mail_carry_the_place_ready_to_send(client: FlaskClient) -> None:
    page = client.get(RICH).text
    sms = re.search(r'href="sms:\?&amp;body=([^"]+)"', page)
    mail = re.search(r'href="mailto:\?subject=([^"&]+)&amp;body=([^"]+)"', page)
    assert sms
    assert mail
    assert unquote(sms[1]).split("\n") == [
        "Maison des familles Les Mirabelles (démonstration)",
        "4 rue du Chat-qui-Lit, 87000 Limoges",
        "05 36 49 02 74",
        f"http://localhost{RICH}",
    ]
    assert unquote(mail[2]).split("\r\n") == unquote(sms[1]).split("\n")


def test_the_social_preview_and_the_linked_data_describe_the_place(client: FlaskClient) -> None:
    page = client.get(RICH).text
    assert f'<meta property="og:url" content="http://localhost{RICH}">' in page
    assert 'property="og:title" content="Maison des familles Les Mirabelles' in page
    service, place = _data(client, RICH)
    assert service["@type"] == "GovernmentService"
    assert place["@type"] == "Place"
    hours = place["openingHoursSpecification"]
    assert isinstance(hours, list)
    wednesday = {"opens": "09:00", "closes": "18:00"}
    assert [wednesday.items() <= h.items() for h in hours].count(True) == 1
    assert {h["validFrom"] for h in hours if "Saturday" in h["dayOfWeek"]} == {"2026-12-05"}


def test_the_linked_data_of_a_remote_service_has_hours_and_no_place(client: FlaskClient) -> None:
    (service,) = _data(client, NIGHT_LINE)
    assert service["hoursAvailable"]
    assert "Place" not in json.dumps(service)


def test_approximate_positions_are_not_given_as_exact(client: FlaskClient) -> None:
    places = [node for node in _data(client, BUS) if node["@type"] == "Place"]
    assert [("geo" in place) for place in places] == [True, True, False, True, True, False]


def test_the_calendar_is_a_file_to_subscribe_to(client: FlaskClient) -> None:
    answer = client.get(f"{BUS}/calendrier.ics")
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=le-bus-des-cigales-demonstration-arles.ics"
    )
    assert answer.data.startswith(b"BEGIN:VCALENDAR")
    assert f"{BUS}/calendrier.ics" in client.get(BUS).text


def test_calendars_and_pages_that_do_not_exist_are_not_found(client: FlaskClient) -> None:
    assert client.get("/lieux/nulle-part").status_code == 404
    assert client.get("/lieux/nulle-part/calendrier.ics").status_code == 404
    assert client.get(f"{BUS}/calendrier.ics?arret=999999").status_code == 404


def test_every_language_has_the_page_and_leads_on_in_it(client: FlaskClient) -> None:
    page = client.get(f"/en{BUS}").text
    assert f'href="/en{BUS}/calendrier.ics' in page
    assert f'action="/en{BUS}"' in page
    assert "Tuesday 24 November" in page
    assert "09:00 – 12:30" in page
    assert "الثلاثاء" in client.get(f"/ar{RICH}").text


def test_sensitive_pages_are_kept_nowhere(client: FlaskClient) -> None:
    answer = client.get(RICH)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" not in client.get(BUS).headers.get("Cache-Control", "")
