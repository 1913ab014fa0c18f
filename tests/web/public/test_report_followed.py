"""Following a report by its ticket."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.listing import ListingStatus
from portal.domain.reports import ReportState
from portal.store.db import transaction
from portal.store.listings import get_listing
from portal.store.reports import find_report
from tests.conftest import NOW
from tests.web.public.report_forms import SLUG, send, visitor

CANARIES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    "</dd></dl><h1>titre</h1>",
    "javascript:alert(1)",
)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """Give the browser of a visitor of the test's own application."""
    return visitor(app)


def _sent(browser: FlaskClient, **fields: str) -> str:
    """Send a report and return the address of its page."""
    address = send(browser, **fields).location
    assert address is not None
    return address


def test_the_page_says_what_was_sent_when_and_where_it_stands(browser: FlaskClient) -> None:
    page = browser.get(_sent(browser, message="Fermé le lundi")).text
    assert "Merci. Votre signalement est arrivé." in page
    assert "24 novembre 2026" in page
    assert "Fermé le lundi" in page
    assert "Les horaires sont faux" in page
    assert f'href="/lieux/{SLUG}"' in page


def test_the_mail_is_never_shown_whole(browser: FlaskClient) -> None:
    page = browser.get(_sent(browser, courriel="claire.dupont@exemple.fr")).text
    assert "claire" not in page
    assert "c•••@exemple.fr" in page


def test_the_page_is_kept_by_no_cache_no_robot_and_told_to_no_site(browser: FlaskClient) -> None:
    headers = browser.get(_sent(browser)).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("canary", CANARIES)
def test_markup_in_a_message_is_shown_as_text(browser: FlaskClient, canary: str) -> None:
    page = browser.get(_sent(browser, message=canary)).text
    written = canary.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert f'<p class="as-written"><bdi>{written}</bdi></p>' in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ReportState.EN_COURS, "Nous vérifions"),
        (ReportState.ACCEPTE, "Vous aviez raison"),
        (ReportState.REFUSE, "la fiche ne change pas"),
    ],
)
def test_what_staff_decided_and_answered_is_shown(
    browser: FlaskClient, state: ReportState, words: str
) -> None:
    address = _sent(browser)
    with transaction() as session:
        report = find_report(session, address.rsplit("/", 1)[1])
        assert report is not None
        report.state = state
        report.state_changed_at = NOW + timedelta(days=2)
        report.answer = "Vu avec le lieu.\nMerci."
    page = browser.get(address).text
    assert words in page
    assert "(26 novembre 2026)" in page
    assert "Vu avec le lieu.\nMerci." in page


def test_the_report_outlives_the_publication_of_its_listing(
    app: Flask, browser: FlaskClient
) -> None:
    address = _sent(browser)
    with transaction() as session:
        get_listing(session, SLUG).status = ListingStatus.ARCHIVEE
        projection = app.extensions["portal.projection"]
    projection.catch_up(session)
    page = browser.get(address).text
    assert "Espace Familles" in page
    assert f'href="/lieux/{SLUG}"' not in page


def test_an_unknown_ticket_is_a_french_404_with_the_form(client: FlaskClient) -> None:
    for ticket in ("BBBBBBBBBB", "abc", "..", "é" * 300):
        answer = client.get(f"/signalements/{ticket}")
        assert answer.status_code == 404
        assert "Nous ne trouvons pas ce signalement." in answer.text
        assert 'name="numero"' in answer.text


def test_a_ticket_is_read_in_any_case_and_spacing(browser: FlaskClient) -> None:
    address = _sent(browser)
    ticket = address.rsplit("/", 1)[1]
    typed = f" {ticket[:5].lower()} - {ticket[5:]} "
    answer = browser.get("/signalements", query_string={"numero": typed})
    assert (answer.status_code, answer.location) == (302, address)
    assert browser.get(f"/signalements/{ticket[:5].lower()}-{ticket[5:]}").status_code == 200


def test_what_is_no_ticket_is_explained(client: FlaskClient) -> None:
    answer = client.get("/signalements", query_string={"numero": "<b>123"})
    assert answer.status_code == 400
    assert "Ce numéro n’a pas la bonne forme" in answer.text
    assert "&lt;b&gt;123" in answer.text
    assert client.get("/signalements").status_code == 200
