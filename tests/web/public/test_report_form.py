"""Reporting an error: the form, what it refuses, and in which words."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.reports import ReportReason
from portal.store.db import db, transaction
from portal.store.listings import get_listing
from tests.web.public.report_forms import FORM, SLUG, saved, send, token, token_in, visitor

OTHER_FORM = "/lieux/mon-espace-1000-premiers-jours/signaler"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """Give the browser of a visitor of the test's own application."""
    return visitor(app)


def test_the_form_names_the_place_and_offers_every_reason(client: FlaskClient) -> None:
    page = client.get(FORM).text
    assert "Espace Familles" in page
    for reason in ReportReason:
        assert f'value="{reason}"' in page


def test_the_form_is_kept_by_no_cache_and_listed_by_no_robot(client: FlaskClient) -> None:
    headers = client.get(FORM).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_form_of_a_place_that_is_not_listed_is_a_french_404(client: FlaskClient) -> None:
    answer = client.get("/lieux/nulle-part/signaler")
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.text


def test_reading_the_form_writes_nothing(browser: FlaskClient) -> None:
    browser.get(FORM + "?motif=autre&message=bonjour")
    assert saved() == []


@pytest.mark.parametrize("reason", list(ReportReason))
def test_each_reason_is_saved_and_leads_to_its_ticket(browser: FlaskClient, reason: str) -> None:
    answer = send(browser, motif=reason)
    (report,) = saved()
    assert answer.status_code == 303
    assert answer.location == f"/signalements/{report.ticket}"
    assert report.reason == reason
    assert (report.message, report.mail) == ("", None)


def test_message_and_mail_are_saved_trimmed_with_plain_line_ends(browser: FlaskClient) -> None:
    send(browser, message="  Fermé\r\nle lundi\x00 ", courriel=" Claire@Exemple.fr ")
    (report,) = saved()
    assert report.message == "Fermé\nle lundi"
    assert report.mail == "Claire@Exemple.fr"


def test_the_form_in_another_language_leads_to_the_ticket_in_that_language(
    browser: FlaskClient,
) -> None:
    answer = send(browser, f"/en{FORM}")
    assert answer.location.startswith("/en/signalements/")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"motif": ""}, "Choisissez ce qui n’est pas juste."),
        ({"motif": "inconnu"}, "Choisissez ce qui n’est pas juste."),
        ({"courriel": "claire@"}, "Cette adresse n’est pas complète."),
        ({"courriel": "a@exemple.fr\nBcc: b@exemple.fr"}, "Cette adresse n’est pas complète."),
        ({"courriel": "c" * 260 + "@exemple.fr"}, "Cette adresse est trop longue."),
        ({"message": "é" * 2001}, "trop long : enlevez 1 caractère."),
        ({"message": "é" * 2010}, "trop long : enlevez 10 caractères."),
    ],
)
def test_what_is_wrong_is_said_in_french_and_nothing_is_saved(
    browser: FlaskClient, fields: dict[str, str], message: str
) -> None:
    answer = send(browser, **fields)
    assert answer.status_code == 400
    assert answer.text.count(message) == 2
    assert saved() == []


def test_an_error_is_tied_to_its_field_and_linked_from_the_summary(browser: FlaskClient) -> None:
    page = send(browser, motif="", courriel="claire@").text
    assert '<a href="#motif-0">' in page
    assert '<a href="#courriel">' in page
    assert 'aria-describedby="courriel-aide courriel-erreur"' in page
    assert 'id="courriel-erreur"' in page
    assert "<title>Erreur :" in page
    assert "autofocus" in page


def test_a_refused_form_keeps_what_was_written_and_its_token(browser: FlaskClient) -> None:
    first = token(browser)
    page = send(browser, jeton=first, motif="", message="Fermé <le> lundi").text
    assert "Fermé &lt;le&gt; lundi" in page
    assert token_in(page) == first


def test_two_thousand_characters_are_not_too_many(browser: FlaskClient) -> None:
    assert send(browser, message="é\r\n" * 999 + "éé").status_code == 303


@pytest.mark.parametrize("jeton", ["", "n’importe quoi", "WyJzaWduYWxlciIsMV0.ajD6tQ.abc"])
def test_without_its_token_a_post_is_refused_and_keeps_the_text(
    browser: FlaskClient, jeton: str
) -> None:
    answer = send(browser, jeton=jeton, message="Fermé le lundi")
    assert answer.status_code == 400
    assert "Nous n’avons pas reconnu cette page." in answer.text
    assert "Fermé le lundi" in answer.text
    assert saved() == []


def test_an_empty_post_is_refused(browser: FlaskClient) -> None:
    assert browser.post(FORM).status_code == 400
    assert browser.post(FORM, json={"motif": "autre"}).status_code == 400
    assert browser.post(FORM, json=["motif"]).status_code == 400


def test_a_token_lasts_a_day(browser: FlaskClient) -> None:
    late = token(browser, seconds_ago=24 * 3600 + 5)
    answer = send(browser, jeton=late)
    assert answer.status_code == 400
    assert "restée ouverte plus d’un jour" in answer.text
    assert send(browser, jeton=token_in(answer.text)).status_code in (200, 303)
    assert send(browser, jeton=token(browser, seconds_ago=24 * 3600 - 60)).status_code == 303


def test_the_token_of_another_place_is_refused(browser: FlaskClient) -> None:
    other = next(
        place["slug"]
        for place in browser.get("/api/v1/lieux?lieu=Limoges").json["resultats"]
        if place["slug"] != SLUG
    )
    answer = send(browser, jeton=token(browser, f"/lieux/{other}/signaler"))
    assert answer.status_code == 400
    assert saved() == []


@pytest.mark.parametrize("header", ["Origin", "Referer"])
@pytest.mark.parametrize("source", ["https://ailleurs.example", "null", "http://localhost.example"])
def test_a_post_from_another_site_is_refused_and_nothing_of_it_shown(
    browser: FlaskClient, header: str, source: str
) -> None:
    data = {"motif": "autre", "message": "Fermé", "jeton": token(browser)}
    answer = browser.post(FORM, data=data, headers={header: source})
    assert answer.status_code == 400
    assert "Cet envoi ne vient pas de notre page" in answer.text
    assert "Fermé" not in answer.text
    assert saved() == []


@pytest.mark.parametrize("header", ["Origin", "Referer"])
def test_a_post_from_our_own_page_is_taken(browser: FlaskClient, header: str) -> None:
    data = {"motif": "autre", "jeton": token(browser)}
    answer = browser.post(FORM, data=data, headers={header: "http://localhost"})
    assert answer.status_code == 303


@pytest.mark.parametrize("fields", [{"site": "https://ailleurs.example"}, {"jeton": "now"}])
def test_a_program_is_thanked_and_nothing_is_saved(
    browser: FlaskClient, fields: dict[str, str]
) -> None:
    if fields.get("jeton") == "now":
        fields = {"jeton": token(browser, seconds_ago=0)}
    answer = send(browser, message="Achetez !", **fields)
    assert answer.status_code == 200
    assert "Merci. Votre signalement est arrivé." in answer.text
    assert saved() == []


def test_who_takes_two_seconds_is_a_person(browser: FlaskClient) -> None:
    assert send(browser, jeton=token(browser, seconds_ago=2)).status_code == 303


def test_the_field_for_programs_is_read_by_nobody(client: FlaskClient) -> None:
    page = client.get(FORM).text
    trap = page.split('class="beside-the-form"')[1].split("</div>")[0]
    assert 'aria-hidden="true"' in trap.split(">")[0]
    assert 'tabindex="-1"' in trap


def test_a_listing_deleted_meanwhile_is_a_404(browser: FlaskClient) -> None:
    good = token(browser)
    with transaction() as session:
        session.delete(get_listing(session, SLUG))
    assert send(browser, jeton=good).status_code == 404
    assert db.session.is_active
