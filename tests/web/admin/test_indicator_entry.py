"""Entering indicators with an account: one's own places, in the years in which they are funded."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.indicators.states import ReportSource, ReportState
from portal.services.indicators.catalogue import load_catalogue
from portal.services.indicators.returning import send_back
from portal.store.agents import Agent
from portal.store.db import transaction
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.indicators import (
    FAMILIES,
    FATHERS,
    YEAR,
    address_of,
    chief,
    funded_place,
    report_of,
    sent_report,
    validated_report,
)
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, listing_in, sign_in

ASKED = len(load_catalogue().indicators)

_HIDDEN = re.compile(r'name="(version|manquent)"[^>]*value="([^"]*)"')


@pytest.fixture
def place(app: Flask) -> Listing:
    del app
    return funded_place()


@pytest.fixture
def agent(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


@pytest.fixture
def body(app: Flask, place: Listing) -> StaffBrowser:
    account = add_agent(Role.GESTIONNAIRE)
    with transaction() as session:
        session.get_one(Agent, account.id).operator_id = place.operator_id
    return sign_in(app, account)


def _address(place: Listing, year: int = YEAR) -> str:
    return f"/gestion/indicateurs/{place.id}/{year}"


def _typed(browser: StaffBrowser, place: Listing, **figures: str) -> dict[str, str]:
    hidden = dict(_HIDDEN.findall(browser.get(_address(place)).text))
    return hidden | {f"chiffre_{slug}": typed for slug, typed in figures.items()}


def test_a_managing_body_finds_its_places_by_year(body: StaffBrowser, place: Listing) -> None:
    other = funded_place(ELSEWHERE)
    page = body.get("/gestion/indicateurs/a-saisir").text
    assert f'href="{_address(place)}"' in page
    assert "Manquant" in page
    assert other.name not in page


def test_an_agent_is_led_to_the_page_of_agents(agent: StaffBrowser) -> None:
    answer = agent.get("/gestion/indicateurs/a-saisir")
    assert (answer.status_code, answer.location) == (303, "/gestion/indicateurs/suivi")


def test_a_managing_body_enters_bit_by_bit_then_sends(body: StaffBrowser, place: Listing) -> None:
    first = _typed(body, place, **{FAMILIES: "120"})
    assert body.send(_address(place), first).status_code == 303
    report = report_of(place)
    assert report
    assert report.state is ReportState.DEMANDE
    assert json.loads(report.figures) == {FAMILIES: 120}
    then = _typed(body, place, **{FAMILIES: "121"}) | {"envoyer": "oui"}
    assert body.send(_address(place), then).status_code == 303
    report = report_of(place)
    assert report
    assert (report.state, report.source) == (ReportState.SAISI, ReportSource.COMPTE)
    assert json.loads(report.figures) == {FAMILIES: 121}


def test_what_lacks_is_told_before_anything_is_sent(body: StaffBrowser, place: Listing) -> None:
    sent = _typed(body, place, **{FAMILIES: "120"}) | {"envoyer": "oui"}
    assert body.send(_address(place), sent).status_code == 303
    page = body.get(_address(place)).text
    assert "C’est enregistré, pas encore envoyé." in page
    assert f"Il manque {ASKED - 1} réponses sur {ASKED}" in page
    report = report_of(place)
    assert report
    assert report.state is ReportState.DEMANDE


def test_more_gaps_than_were_told_are_told_again(body: StaffBrowser, place: Listing) -> None:
    body.send(_address(place), _typed(body, place, **{FAMILIES: "120", FATHERS: "0"}))
    fewer = _typed(body, place, **{FAMILIES: "121"}) | {"envoyer": "oui"}
    body.send(_address(place), fewer)
    report = report_of(place)
    assert report
    assert report.state is ReportState.DEMANDE


def test_nothing_at_all_is_refused_and_not_kept(body: StaffBrowser, place: Listing) -> None:
    answer = body.send(_address(place), _typed(body, place) | {"envoyer": "oui"})
    assert answer.status_code == 400
    assert "Écrivez au moins un chiffre" in answer.text
    assert report_of(place) is None


def test_corrections_of_what_was_sent_are_sent_at_once(body: StaffBrowser, place: Listing) -> None:
    sent_report(place)
    corrected = _typed(body, place, **{FAMILIES: "121"}) | {"envoyer": "oui"}
    answer = body.send(_address(place), corrected)
    assert "Envoyé à la Caf. Merci." in body.get(answer.location).text


def test_a_year_that_is_not_over_says_so_and_is_entered_all_the_same(
    agent: StaffBrowser, place: Listing
) -> None:
    assert f"L’année {YEAR} n’est pas finie." in agent.get(_address(place)).text
    report = report_of(place) or sent_report(place)
    with transaction() as session:
        found = session.merge(report)
        found.year, found.state = YEAR - 1, ReportState.DEMANDE
    assert "n’est pas finie" not in agent.get(_address(place, YEAR - 1)).text


def test_the_question_of_the_caf_stands_on_the_page(body: StaffBrowser, place: Listing) -> None:
    report = sent_report(place)
    send_back(place.id, YEAR, report.version, "Et les <pères> ?", chief(), NOW, address_of)
    page = body.get(_address(place)).text
    assert "La Caf vous pose une question" in page
    assert "Et les &lt;pères&gt; ?" in page


def test_an_agent_enters_for_a_place_of_its_caf(agent: StaffBrowser, place: Listing) -> None:
    assert agent.send(_address(place), _typed(agent, place, **{FAMILIES: "3"})).status_code == 303
    report = report_of(place)
    assert report
    assert (report.source, report.entered_by) == (ReportSource.AGENT, "Agent 87")


def test_the_year_before_stands_beside_each_box(agent: StaffBrowser, place: Listing) -> None:
    report = sent_report(place, {FAMILIES: 1200})
    with transaction() as session:
        session.merge(report).year = YEAR - 1
    page = agent.get(_address(place)).text
    assert f"{YEAR - 1} : 1\u202f200" in page


def test_a_mistake_keeps_all_that_was_typed(agent: StaffBrowser, place: Listing) -> None:
    typed = _typed(agent, place, **{FAMILIES: "10", FATHERS: "11"}) | {
        "remarque_familles": "Fermé en août"
    }
    answer = agent.send(_address(place), typed)
    assert answer.status_code == 400
    assert f'href="#chiffre_{FATHERS}"' in answer.text
    assert "Vos derniers changements ne sont pas enregistrés." in answer.text
    assert "Fermé en août" in answer.text
    assert 'value="11"' in answer.text
    assert report_of(place) is None


def test_a_form_that_comes_too_late_overwrites_nothing(agent: StaffBrowser, place: Listing) -> None:
    late = _typed(agent, place, **{FAMILIES: "5"})
    agent.send(_address(place), _typed(agent, place, **{FAMILIES: "7"}))
    answer = agent.send(_address(place), late)
    assert answer.status_code == 409
    assert "Enregistré entre-temps : 7" in answer.text
    report = report_of(place)
    assert report
    assert json.loads(report.figures) == {FAMILIES: 7}


def test_validated_figures_are_read_and_taken_no_more(body: StaffBrowser, place: Listing) -> None:
    late = _typed(body, place, **{FAMILIES: "5"})
    validated_report(place)
    page = body.get(_address(place)).text
    assert "Ces chiffres ne changent plus" in page
    assert 'name="chiffre_' not in page
    assert body.send(_address(place), late).status_code == 303
    report = report_of(place)
    assert report
    assert json.loads(report.figures) == {FAMILIES: 120}


def test_an_empty_post_changes_nothing(agent: StaffBrowser, place: Listing) -> None:
    sent_report(place)
    assert agent.send(_address(place)).status_code == 409
    report = report_of(place)
    assert report
    assert json.loads(report.figures) == {FAMILIES: 120}


def test_fields_that_the_page_does_not_have_change_nothing(
    agent: StaffBrowser, place: Listing
) -> None:
    hostile = {"state": "valide", "year": "2020", "listing_id": "1", "entered_by": "X"}
    agent.send(_address(place), _typed(agent, place, **{FAMILIES: "5"}) | hostile)
    report = report_of(place)
    assert report
    assert (report.state, report.entered_by) == (ReportState.DEMANDE, "Agent 87")


def test_a_post_without_its_token_is_refused(agent: StaffBrowser, place: Listing) -> None:
    assert agent.post(_address(place), data={"version": "0"}).status_code == 400
    assert report_of(place) is None


@pytest.mark.parametrize("year", [YEAR - 1, YEAR + 1, 1999, 2**31 - 1])
def test_a_year_without_funding_is_not_there(
    agent: StaffBrowser, place: Listing, year: int
) -> None:
    assert agent.get(_address(place, year)).status_code == 404
    assert agent.send(_address(place, year), {"version": "0"}).status_code == 404


def test_a_place_that_is_not_funded_is_not_there(agent: StaffBrowser) -> None:
    assert agent.get(_address(listing_in())).status_code == 404


def test_the_place_of_another_caf_or_body_is_not_there(
    agent: StaffBrowser, body: StaffBrowser
) -> None:
    theirs = funded_place(ELSEWHERE)
    for browser in (agent, body):
        assert browser.get(_address(theirs)).status_code == 404
        sent = browser.send(_address(theirs), {"version": "0", f"chiffre_{FAMILIES}": "1"})
        assert sent.status_code == 404
    assert report_of(theirs) is None


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.CNAF])
def test_who_only_reads_enters_nothing(app: Flask, place: Listing, role: Role) -> None:
    reader = sign_in(app, add_agent(role))
    assert reader.get(_address(place)).status_code == 403
    assert reader.send(_address(place), {"version": "0"}).status_code == 403
