"""Sending an answer back: the place keeps its figures, gets the question and a new link."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.history import SubjectKind
from portal.domain.indicators.states import ReportState
from portal.services.indicators.asking import Asked
from portal.services.indicators.conversation import mail_of_asker, open_question
from portal.services.indicators.errors import RefusedIndicatorsError, StaleReportError
from portal.services.indicators.returning import LONGEST_QUESTION, send_back
from portal.store.agents import Agent
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing
from tests.campaigns import answers_at, outbox
from tests.conftest import NOW
from tests.indicators import (
    FAMILIES,
    YEAR,
    address_of,
    ask_for,
    chief,
    funded_place,
    report_of,
    sent_report,
    validated_report,
)
from tests.staff import ELSEWHERE, actor_of

QUESTION = "Combien de pères ?"

pytestmark = pytest.mark.usefixtures("app")


def _report(place: Listing) -> IndicatorReport:
    report = report_of(place)
    assert report
    return report


def _send_back(place: Listing, question: str = QUESTION) -> Asked:
    version = _report(place).version
    return send_back(place.id, YEAR, version, question, chief(), NOW, address_of)


def test_the_place_gets_the_question_by_mail_with_a_new_link() -> None:
    place = funded_place()
    ask_for(place)
    sent_report(place)
    assert _send_back(place).sent == 1
    mail = outbox()[-1]
    assert mail["Subject"] == f"Une question sur vos indicateurs {YEAR}"
    assert QUESTION in mail.get_content()
    former, new = _report(place).links
    assert former.expires_at == NOW
    assert new.expires_at > NOW


def test_its_figures_stay_and_wait_no_more_to_be_validated() -> None:
    place = funded_place()
    sent_report(place)
    _send_back(place)
    report = _report(place)
    assert report.state is ReportState.DEMANDE
    assert json.loads(report.figures) == {FAMILIES: 120}
    assert open_question(db.session(), report) == QUESTION


def test_history_says_who_sent_it_back() -> None:
    place = funded_place()
    sent_report(place)
    _send_back(place)
    report_id = _report(place).id
    asked, returned, _ = list_events_of(db.session(), SubjectKind.INDICATORS, report_id)
    assert "a demandé les indicateurs de" in asked.sentence
    assert "a rouvert les indicateurs de" in returned.sentence
    assert "(renvoyés avec une question)" in returned.sentence


def test_what_is_sent_again_answers_the_question() -> None:
    place = funded_place()
    sent_report(place)
    _send_back(place)
    sent_report(place, {FAMILIES: 130})
    assert open_question(db.session(), _report(place)) == ""


def test_the_newest_question_is_the_one_that_is_open() -> None:
    place = funded_place()
    sent_report(place)
    _send_back(place, "Première question ?")
    sent_report(place, {FAMILIES: 130})
    _send_back(place, "Seconde question ?")
    assert open_question(db.session(), _report(place)) == "Seconde question ?"


def test_without_an_address_the_link_is_given_to_the_agent() -> None:
    place = answers_at(funded_place(), "")
    sent_report(place)
    done = _send_back(place)
    assert [each.place for each in done.handed] == [place.name]
    assert done.reason == "Ce lieu n’a pas d’adresse électronique."


def test_nothing_is_sent_back_without_a_question() -> None:
    place = funded_place()
    sent_report(place)
    with pytest.raises(RefusedIndicatorsError, match="Écrivez votre question"):
        _send_back(place, "  ")
    assert _report(place).state is ReportState.SAISI


def test_a_question_has_an_end() -> None:
    place = funded_place()
    sent_report(place)
    _send_back(place, "a" * (LONGEST_QUESTION + 1))
    assert open_question(db.session(), _report(place)) == "a" * LONGEST_QUESTION


def test_only_what_waits_to_be_validated_is_sent_back() -> None:
    place = funded_place()
    validated_report(place)
    with pytest.raises(RefusedIndicatorsError, match="ne sont pas à valider"):
        _send_back(place)


def test_figures_that_changed_since_they_were_read_are_not_sent_back() -> None:
    place = funded_place()
    version = sent_report(place).version
    with pytest.raises(StaleReportError):
        send_back(place.id, YEAR, version - 1, QUESTION, chief(), NOW, address_of)
    assert outbox() == []


def test_the_place_of_another_caf_is_not_there() -> None:
    place = funded_place()
    version = sent_report(place).version
    stranger = actor_of(Role.AGENT, ELSEWHERE)
    with pytest.raises(NotFoundError):
        send_back(place.id, YEAR, version, QUESTION, stranger, NOW, address_of)


def test_questions_go_to_the_agent_who_asked_last_while_they_have_an_account() -> None:
    place, asker = funded_place(), chief()
    report = sent_report(place)
    assert mail_of_asker(db.session(), report) == ""
    _send_back(place)
    assert mail_of_asker(db.session(), _report(place)) == "responsable.87@exemple.fr"
    with transaction() as session:
        session.get_one(Agent, asker.agent_id).disabled_at = NOW
    assert mail_of_asker(db.session(), _report(place)) == ""


def test_without_a_mail_server_the_link_is_given_to_the_agent(app: Flask) -> None:
    settings = app.extensions["portal.settings"]
    app.extensions["portal.settings"] = replace(settings, development=False, smtp_url="")
    place = funded_place()
    sent_report(place)
    assert "SMTP_URL" in _send_back(place).reason
