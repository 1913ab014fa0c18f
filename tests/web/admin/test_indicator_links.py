"""The page of a link: no account, no cookie, one place and one year, and nothing for others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.indicators.letters import LIFETIME
from portal.domain.indicators.states import ReportState
from portal.services.indicators.links import SAVES, WRONG_TRIES
from portal.services.indicators.validating import validate
from portal.store.db import db, transaction
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing
from portal.store.throttling import ThrottledAct
from tests.conftest import NOW
from tests.indicators import (
    ACTIVITIES,
    FAMILIES,
    FATHERS,
    TALKS,
    YEAR,
    chief,
    entry,
    funded_place,
    report_of,
    token_for,
)
from tests.staff import ELSEWHERE

_TOKEN = re.compile(r'name="jeton"[^>]*value="([^"]+)"')
_VERSION = re.compile(r'name="version"[^>]*value="([^"]*)"')


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


def _typed(visitor: FlaskClient, token: str, **figures: str) -> dict[str, str]:
    page = visitor.get(f"/indicateurs/{token}").text
    (jeton,), (version,) = _TOKEN.findall(page), _VERSION.findall(page)
    named = {f"chiffre_{slug}": typed for slug, typed in figures.items()}
    return {"jeton": jeton, "version": version} | named


def _send(visitor: FlaskClient, token: str, **figures: str) -> TestResponse:
    return visitor.post(f"/indicateurs/{token}", data=_typed(visitor, token, **figures))


def _report(place: Listing) -> IndicatorReport:
    report = report_of(place)
    assert report
    return report


def test_it_asks_for_one_place_and_one_year(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    page = visitor.get(f"/indicateurs/{token}")
    assert page.status_code == 200
    assert f"<h1>Vos indicateurs {YEAR}</h1>" in page.text
    assert place.name in page.text
    assert 'inputmode="numeric"' in page.text


def test_its_title_names_no_place(visitor: FlaskClient, token: str, place: Listing) -> None:
    title = visitor.get(f"/indicateurs/{token}").text.partition("<title>")[2].partition("</title>")
    assert title[0].startswith(f"Vos indicateurs {YEAR}")
    assert place.name not in title[0]


def test_the_page_says_that_its_lists_are_the_choice_of_the_portal(
    visitor: FlaskClient, token: str
) -> None:
    assert "Les listes sont un choix de ce portail" in visitor.get(f"/indicateurs/{token}").text


def test_no_cache_keeps_it_and_no_robot_lists_it(visitor: FlaskClient, token: str) -> None:
    headers = visitor.get(f"/indicateurs/{token}").headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


def test_reading_writes_nothing(visitor: FlaskClient, token: str, place: Listing) -> None:
    before = _report(place).version
    for address in (f"/indicateurs/{token}", "/indicateurs/faux"):
        visitor.get(address)
    assert _report(place).version == before
    assert _report(place).links[0].used_at is None
    assert db.session().query(ThrottledAct).count() == 0


def test_part_of_it_is_kept_zero_as_zero_and_empty_as_missing(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    answer = _send(visitor, token, **{FAMILIES: "1 200", FATHERS: "0", ACTIVITIES: ""})
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
    for figure in ("12", "14"):
        typed = _typed(visitor, token, **{FAMILIES: figure}) | {"envoyer": "oui"}
        assert visitor.post(f"/indicateurs/{token}", data=typed).status_code == 303
    assert _report(place).state is ReportState.SAISI
    assert json.loads(_report(place).figures) == {FAMILIES: 14}
    assert "Envoyé à la Caf, merci." in visitor.get(f"/indicateurs/{token}").text


def test_each_mistake_is_said_on_its_box_and_all_that_was_typed_stays(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    answer = _send(visitor, token, **{FAMILIES: "douze", ACTIVITIES: "40"})
    assert answer.status_code == 400
    assert f'href="#chiffre_{FAMILIES}"' in answer.text
    assert "Nombre de familles accueillies\u00a0: Écrivez un nombre entier" in answer.text
    assert 'value="douze"' in answer.text
    assert 'value="40"' in answer.text
    assert _report(place).figures == "{}"


def test_lines_that_add_up_above_their_total_are_refused(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    answer = _send(visitor, token, **{ACTIVITIES: "10", TALKS: "11"})
    assert answer.status_code == 400
    assert f'href="#chiffre_{TALKS}"' in answer.text
    assert _report(place).figures == "{}"


def test_fields_that_the_page_does_not_have_change_nothing(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    hostile = {"state": "valide", "listing_id": "1", "annee": "2020", "chiffre_inconnu": "3"}
    typed = _typed(visitor, token, **{FAMILIES: "5"}) | hostile
    assert visitor.post(f"/indicateurs/{token}", data=typed).status_code == 303
    report = _report(place)
    assert (report.state, report.year) == (ReportState.DEMANDE, YEAR)
    assert json.loads(report.figures) == {FAMILIES: 5}


def test_a_post_without_the_token_of_the_page_is_refused(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    typed = {"version": "1", f"chiffre_{FAMILIES}": "5"}
    answer = visitor.post(f"/indicateurs/{token}", data=typed)
    assert answer.status_code == 400
    assert "Relisez, puis envoyez de nouveau" in answer.text
    assert _report(place).figures == "{}"


def test_a_post_from_another_site_is_refused(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    typed = _typed(visitor, token, **{FAMILIES: "5"})
    from_elsewhere = {"Origin": "https://ailleurs.example"}
    answer = visitor.post(f"/indicateurs/{token}", data=typed, headers=from_elsewhere)
    assert answer.status_code == 400
    assert _report(place).figures == "{}"


def test_the_page_token_of_another_place_is_refused(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    other = token_for(funded_place(ELSEWHERE), ELSEWHERE)
    typed = _typed(visitor, other, **{FAMILIES: "5"})
    assert visitor.post(f"/indicateurs/{token}", data=typed).status_code == 400
    assert _report(place).figures == "{}"


def test_what_somebody_saved_meanwhile_is_shown_beside_what_was_typed(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    late = _typed(visitor, token, **{FAMILIES: "5"})
    _send(visitor, token, **{FAMILIES: "7"})
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


def test_a_token_that_is_nobodys_shows_nothing(visitor: FlaskClient, place: Listing) -> None:
    answer = visitor.get("/indicateurs/faux")
    assert answer.status_code == 404
    assert "Ce lien n’est pas le bon" in answer.text
    assert place.name not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_who_guesses_is_stopped(visitor: FlaskClient, token: str) -> None:
    for n in range(WRONG_TRIES.most):
        assert visitor.post(f"/indicateurs/faux-{n}").status_code == 404
    answer = visitor.get(f"/indicateurs/{token}")
    assert answer.status_code == 429
    assert "Retry-After" in answer.headers


def test_saving_too_often_keeps_what_was_typed(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    link = _report(place).links[0]
    with transaction() as session:
        for _ in range(SAVES.most):
            act = ThrottledAct(purpose=SAVES.purpose, subject=link.digest, done_at=NOW)
            session.add(act)
    answer = _send(visitor, token, **{FAMILIES: "5"})
    assert answer.status_code == 429
    assert 'value="5"' in answer.text


def test_an_expired_link_says_so_and_takes_nothing(
    app: Flask, visitor: FlaskClient, token: str, place: Listing
) -> None:
    typed = _typed(visitor, token, **{FAMILIES: "5"})
    app.extensions["portal.directory"].clock = lambda: NOW + LIFETIME + timedelta(minutes=1)
    assert visitor.post(f"/indicateurs/{token}", data=typed).status_code == 303
    assert _report(place).figures == "{}"
    page = visitor.get(f"/indicateurs/{token}")
    assert page.status_code == 200
    assert "Ce lien n’est plus valable" in page.text
    assert place.name not in page.text


def test_after_validation_the_link_shows_the_figures_and_takes_nothing(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    typed = _typed(visitor, token, **{FAMILIES: "5"})
    visitor.post(f"/indicateurs/{token}", data=typed | {"envoyer": "oui"})
    validate(place.id, YEAR, _report(place).version, chief(), NOW)
    again = visitor.post(f"/indicateurs/{token}", data=typed)
    assert again.status_code == 303
    page = visitor.get(f"/indicateurs/{token}").text
    assert "La Caf a validé vos indicateurs" in page
    assert "<form" not in page
    assert json.loads(_report(place).figures) == entry({FAMILIES: 5}).figures


def test_a_merged_place_is_said_to_be(visitor: FlaskClient, token: str, place: Listing) -> None:
    kept = funded_place(ELSEWHERE)
    with transaction() as session:
        session.get_one(Listing, place.id).merged_into_id = kept.id
    assert "réunie avec une autre" in visitor.get(f"/indicateurs/{token}").text
