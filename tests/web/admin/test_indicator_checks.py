"""Validating what was sent beside the year before, and reopening it for a reason."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.indicators.states import ReportState
from portal.store.db import transaction
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing
from tests.campaigns import answers_at, outbox
from tests.conftest import NOW
from tests.indicators import (
    FAMILIES,
    FATHERS,
    YEAR,
    funded_place,
    report_of,
    sent_report,
    validated_report,
)
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, sign_in


@pytest.fixture
def place(app: Flask) -> Listing:
    del app
    return funded_place()


@pytest.fixture
def agent(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


def _root(place: Listing) -> str:
    return f"/gestion/indicateurs/{place.id}/{YEAR}"


def _state(place: Listing) -> ReportState | None:
    report = report_of(place)
    return report.state if report else None


def _last_year(place: Listing, figures: str) -> None:
    with transaction() as session:
        before = IndicatorReport(
            listing_id=place.id,
            year=YEAR - 1,
            state=ReportState.VALIDE,
            figures=figures,
            entered_at=NOW,
        )
        session.add(before)


def test_an_agent_validates_what_it_read(agent: StaffBrowser, place: Listing) -> None:
    report = sent_report(place)
    answer = agent.send(f"{_root(place)}/valider", {"version": report.version})
    assert answer.status_code == 303
    assert _state(place) is ReportState.VALIDE
    page = agent.get(f"{_root(place)}/valider").text
    assert "validé par Agent 87" in page


def test_figures_stand_beside_the_year_before_and_what_is_missing_is_said(
    agent: StaffBrowser, place: Listing
) -> None:
    _last_year(place, f'{{"{FAMILIES}": 500, "{FATHERS}": 3}}')
    sent_report(place, {FAMILIES: 1200})
    page = agent.get(f"{_root(place)}/valider").text
    assert "+700" in page
    assert "+140\u00a0%" in page
    assert '<span class="quiet">manquant</span>' in page


def test_a_large_change_is_said_and_refuses_nothing(agent: StaffBrowser, place: Listing) -> None:
    _last_year(place, f'{{"{FAMILIES}": 1}}')
    report = sent_report(place, {FAMILIES: 1200})
    page = agent.get(f"{_root(place)}/valider").text
    assert "Un chiffre a changé de plus de moitié" in page
    assert "1 l’année d’avant, 1\u202f200 cette année" in page
    agent.send(f"{_root(place)}/valider", {"version": report.version})
    assert _state(place) is ReportState.VALIDE


def test_figures_that_changed_since_they_were_read_are_not_validated(
    agent: StaffBrowser, place: Listing
) -> None:
    report = sent_report(place)
    answer = agent.send(f"{_root(place)}/valider", {"version": report.version - 1})
    assert answer.status_code == 303
    assert "ont changé entre-temps" in agent.get(answer.location).text
    assert _state(place) is ReportState.SAISI


def test_reopening_asks_for_a_reason(agent: StaffBrowser, place: Listing) -> None:
    report = validated_report(place)
    answer = agent.send(f"{_root(place)}/rouvrir", {"version": report.version, "motif": " "})
    assert answer.status_code == 400
    assert "Dites pourquoi" in answer.text
    assert _state(place) is ReportState.VALIDE


def test_what_is_reopened_waits_again_and_its_reason_stays(
    agent: StaffBrowser, place: Listing
) -> None:
    report = validated_report(place)
    fields = {"version": report.version, "motif": "Les pères manquent"}
    assert agent.send(f"{_root(place)}/rouvrir", fields).status_code == 303
    assert _state(place) is ReportState.SAISI
    assert "(Les pères manquent)" in agent.get(f"{_root(place)}/valider").text


def test_after_validating_one_is_led_to_the_next_answer(
    agent: StaffBrowser, place: Listing
) -> None:
    report, other = sent_report(place), funded_place()
    sent_report(other)
    answer = agent.send(f"{_root(place)}/valider", {"version": report.version})
    page = agent.get(answer.location).text
    assert f'href="{_root(other)}/valider">Suivante à valider : {other.name}</a>' in page


def test_a_year_that_is_not_over_says_so_and_is_validated_all_the_same(
    agent: StaffBrowser, place: Listing
) -> None:
    sent_report(place)
    assert f"L’année {YEAR} n’est pas finie." in agent.get(f"{_root(place)}/valider").text


def test_an_answer_is_sent_back_with_a_question(agent: StaffBrowser, place: Listing) -> None:
    report = sent_report(place)
    fields = {"version": report.version, "question": "Et les pères ?"}
    answer = agent.send(f"{_root(place)}/renvoyer", fields)
    assert answer.status_code == 303
    assert "Renvoyé par courriel, avec votre question." in agent.get(answer.location).text
    assert _state(place) is ReportState.DEMANDE
    assert "Et les pères ?" in outbox()[-1].get_content()


def test_sending_back_asks_for_a_question(agent: StaffBrowser, place: Listing) -> None:
    report = sent_report(place)
    answer = agent.send(f"{_root(place)}/renvoyer", {"version": report.version, "question": " "})
    assert answer.status_code == 400
    assert "Écrivez ce que le lieu doit revoir." in answer.text
    assert _state(place) is ReportState.SAISI


def test_the_link_of_a_place_without_an_address_is_shown_to_be_passed_on(
    agent: StaffBrowser, place: Listing
) -> None:
    report = sent_report(answers_at(place, ""))
    fields = {"version": report.version, "question": "Et les pères ?"}
    page = agent.send(f"{_root(place)}/renvoyer", fields).text
    assert "Un lieu n’a rien reçu." in page
    assert "Ce lieu n’a pas d’adresse électronique." in page
    assert "/indicateurs/" in page.partition("<code")[2].partition("</code>")[0]


def test_a_post_without_its_token_is_refused(agent: StaffBrowser, place: Listing) -> None:
    report = sent_report(place)
    answer = agent.post(f"{_root(place)}/valider", data={"version": report.version})
    assert answer.status_code == 400
    assert _state(place) is ReportState.SAISI


def test_the_place_of_another_caf_is_not_there(app: Flask, place: Listing) -> None:
    stranger = sign_in(app, add_agent(Role.AGENT, ELSEWHERE))
    report = sent_report(place)
    assert stranger.get(f"{_root(place)}/valider").status_code == 404
    for act in ("valider", "rouvrir", "renvoyer"):
        fields = {"version": report.version, "motif": "Pour voir", "question": "Quoi ?"}
        assert stranger.send(f"{_root(place)}/{act}", fields).status_code == 404
    assert _state(place) is ReportState.SAISI


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.CNAF])
def test_who_reads_sees_the_figures_and_validates_nothing(
    app: Flask, place: Listing, role: Role
) -> None:
    report = sent_report(place)
    reader = sign_in(app, add_agent(role))
    page = reader.get(f"{_root(place)}/valider")
    assert page.status_code == 200
    assert f'action="{_root(place)}/valider"' not in page.text
    for act in ("valider", "rouvrir", "renvoyer"):
        assert reader.send(f"{_root(place)}/{act}", {"version": report.version}).status_code == 403


def test_a_managing_body_validates_nothing(app: Flask, place: Listing) -> None:
    report = sent_report(place)
    body = sign_in(app, add_agent(Role.GESTIONNAIRE))
    answer = body.send(f"{_root(place)}/valider", {"version": report.version})
    assert answer.status_code == 403
