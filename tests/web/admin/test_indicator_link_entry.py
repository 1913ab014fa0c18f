"""Entering by a link: bit by bit, nothing lost, nothing sent before its gaps were told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.indicators.states import ReportState
from portal.services.indicators.catalogue import load_catalogue
from portal.services.indicators.links import SAVES
from portal.services.indicators.returning import send_back
from portal.store.db import transaction
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing
from portal.store.throttling import ThrottledAct
from tests.campaigns import outbox
from tests.conftest import NOW
from tests.indicators import (
    ACTIVITIES,
    FAMILIES,
    FATHERS,
    TALKS,
    YEAR,
    address_of,
    chief,
    funded_place,
    report_of,
    send_by_link,
    sent_report,
    token_for,
    typed_by_link,
)

ASKED = len(load_catalogue().indicators)

_VERSION = re.compile(r'name="version"[^>]*value="([^"]*)"')
_LINK = re.compile(r"/indicateurs/[\w-]{43}")


@pytest.fixture
def place(app: Flask) -> Listing:
    del app
    return funded_place()


@pytest.fixture
def token(place: Listing) -> str:
    return token_for(place)


@pytest.fixture
def visitor(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


def _report(place: Listing) -> IndicatorReport:
    report = report_of(place)
    assert report
    return report


def test_part_of_it_is_kept_zero_as_zero_and_empty_as_missing(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    answer = send_by_link(visitor, token, **{FAMILIES: "1 200", FATHERS: "0", ACTIVITIES: ""})
    assert (answer.status_code, answer.location) == (303, f"/indicateurs/{token}")
    assert json.loads(_report(place).figures) == {FAMILIES: 1200, FATHERS: 0}
    assert _report(place).state is ReportState.DEMANDE
    page = visitor.get(f"/indicateurs/{token}").text
    assert "Il reste à envoyer à la Caf" in page
    assert re.search(rf'name="chiffre_{FATHERS}"[^>]*value="0"', page)
    assert re.search(rf'name="chiffre_{ACTIVITIES}"[^>]*value=""', page)


def test_it_is_sent_to_the_caf_and_may_be_corrected_afterwards(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    for figure in ("12", "13", "14"):
        typed = typed_by_link(visitor, token, **{FAMILIES: figure}) | {"envoyer": "oui"}
        assert visitor.post(f"/indicateurs/{token}", data=typed).status_code == 303
    assert _report(place).state is ReportState.SAISI
    assert json.loads(_report(place).figures) == {FAMILIES: 14}
    assert "Envoyé à la Caf, merci." in visitor.get(f"/indicateurs/{token}").text


def test_each_mistake_is_said_on_its_box_and_all_that_was_typed_stays(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    answer = send_by_link(visitor, token, **{FAMILIES: "douze", ACTIVITIES: "40"})
    assert answer.status_code == 400
    assert f'href="#chiffre_{FAMILIES}"' in answer.text
    assert "Nombre de familles accueillies\u00a0: Écrivez un nombre entier" in answer.text
    assert 'value="douze"' in answer.text
    assert 'value="40"' in answer.text
    assert _report(place).figures == "{}"


def test_what_was_refused_is_said_not_to_be_saved(visitor: FlaskClient, token: str) -> None:
    page = send_by_link(visitor, token, **{FAMILIES: "douze"}).text
    assert "Vos derniers changements ne sont pas enregistrés." in page
    assert "data-unsaved" in page
    assert "data-unsaved" not in visitor.get(f"/indicateurs/{token}").text


def test_what_cannot_be_read_and_what_cannot_be_are_told_at_once(
    visitor: FlaskClient, token: str
) -> None:
    page = send_by_link(visitor, token, **{FAMILIES: "douze", ACTIVITIES: "10", TALKS: "11"}).text
    assert f'href="#chiffre_{FAMILIES}"' in page
    assert f'href="#chiffre_{TALKS}"' in page


def test_answers_that_lack_are_told_before_they_are_sent_and_all_is_kept(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    typed = typed_by_link(visitor, token, **{FAMILIES: "12"}) | {"envoyer": "oui"}
    assert visitor.post(f"/indicateurs/{token}", data=typed).status_code == 303
    assert _report(place).state is ReportState.DEMANDE
    page = visitor.get(f"/indicateurs/{token}").text
    assert "Il reste à envoyer à la Caf." in page
    assert f"Il manque {ASKED - 1} réponses sur {ASKED}" in page
    assert "Envoyer quand même" in page
    again = typed_by_link(visitor, token, **{FAMILIES: "12"}) | {"envoyer": "oui"}
    visitor.post(f"/indicateurs/{token}", data=again)
    assert _report(place).state is ReportState.SAISI


def test_an_answer_that_was_sent_back_shows_the_question(
    visitor: FlaskClient, place: Listing
) -> None:
    report = sent_report(place, {FAMILIES: 12})
    send_back(place.id, YEAR, report.version, "Et les pères ?", chief(), NOW, address_of)
    (link,) = _LINK.findall(outbox()[-1].get_content())
    page = visitor.get(link).text
    assert "Et les pères ?" in page
    assert re.search(rf'name="chiffre_{FAMILIES}"[^>]*value="12"', page)


def test_lines_that_add_up_above_their_total_are_refused(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    answer = send_by_link(visitor, token, **{ACTIVITIES: "10", TALKS: "11"})
    assert answer.status_code == 400
    assert f'href="#chiffre_{TALKS}"' in answer.text
    assert _report(place).figures == "{}"


def test_fields_that_the_page_does_not_have_change_nothing(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    hostile = {"state": "valide", "listing_id": "1", "annee": "2020", "chiffre_inconnu": "3"}
    typed = typed_by_link(visitor, token, **{FAMILIES: "5"}) | hostile
    assert visitor.post(f"/indicateurs/{token}", data=typed).status_code == 303
    report = _report(place)
    assert (report.state, report.year) == (ReportState.DEMANDE, YEAR)
    assert json.loads(report.figures) == {FAMILIES: 5}


def test_what_somebody_saved_meanwhile_is_shown_beside_what_wastyped_by_link(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    late = typed_by_link(visitor, token, **{FAMILIES: "5"})
    send_by_link(visitor, token, **{FAMILIES: "7"})
    answer = visitor.post(f"/indicateurs/{token}", data=late)
    assert answer.status_code == 409
    assert "Quelqu’un a enregistré ces indicateurs entre-temps" in answer.text
    assert "Enregistré entre-temps : 7" in answer.text
    assert 'value="5"' in answer.text
    (version,) = _VERSION.findall(answer.text)
    assert (
        visitor.post(f"/indicateurs/{token}", data=late | {"version": version}).status_code == 303
    )
    assert json.loads(_report(place).figures) == {FAMILIES: 5}


def test_saving_too_often_keeps_what_wastyped_by_link(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    link = _report(place).links[0]
    with transaction() as session:
        for _ in range(SAVES.most):
            act = ThrottledAct(purpose=SAVES.purpose, subject=link.digest, done_at=NOW)
            session.add(act)
    answer = send_by_link(visitor, token, **{FAMILIES: "5"})
    assert answer.status_code == 429
    assert 'value="5"' in answer.text
