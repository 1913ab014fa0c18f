"""The page of a link: no account, no cookie, one place and one year, and nothing for others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.indicators.letters import expiry
from portal.services.indicators.links import WRONG_TRIES
from portal.services.indicators.validating import validate
from portal.store.db import db, transaction
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing
from portal.store.throttling import ThrottledAct
from tests.conftest import NOW
from tests.indicators import (
    FAMILIES,
    YEAR,
    chief,
    entry,
    funded_place,
    report_of,
    send_by_link,
    token_for,
    typed_by_link,
)
from tests.staff import ELSEWHERE


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
    page = visitor.get(f"/indicateurs/{token}").text
    assert "Les listes sont un choix de ce portail, le même pour toutes ses Caf" in page
    assert "votre Caf peut les adapter" not in page


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


def test_it_says_the_day_until_which_it_works_and_whom_to_ask(
    visitor: FlaskClient, token: str
) -> None:
    page = visitor.get(f"/indicateurs/{token}").text
    assert "Ce lien fonctionne jusqu’au 23 janvier 2027, autant" in page
    assert 'href="mailto:responsable.87@exemple.fr"' in page


def test_a_year_that_is_not_over_says_so(visitor: FlaskClient, token: str) -> None:
    assert f"L’année {YEAR} n’est pas finie." in visitor.get(f"/indicateurs/{token}").text


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
    typed = typed_by_link(visitor, token, **{FAMILIES: "5"})
    from_elsewhere = {"Origin": "https://ailleurs.example"}
    answer = visitor.post(f"/indicateurs/{token}", data=typed, headers=from_elsewhere)
    assert answer.status_code == 400
    assert _report(place).figures == "{}"


def test_the_page_token_of_another_place_is_refused(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    other = token_for(funded_place(ELSEWHERE), ELSEWHERE)
    typed = typed_by_link(visitor, other, **{FAMILIES: "5"})
    assert visitor.post(f"/indicateurs/{token}", data=typed).status_code == 400
    assert _report(place).figures == "{}"


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


def test_an_expired_link_says_so_and_takes_nothing(
    app: Flask, visitor: FlaskClient, token: str, place: Listing
) -> None:
    typed = typed_by_link(visitor, token, **{FAMILIES: "5"})
    app.extensions["portal.directory"].clock = lambda: expiry(NOW) + timedelta(minutes=1)
    assert visitor.post(f"/indicateurs/{token}", data=typed).status_code == 303
    assert _report(place).figures == "{}"
    page = visitor.get(f"/indicateurs/{token}")
    assert page.status_code == 200
    assert "Ce lien n’est plus valable" in page.text
    assert place.name not in page.text


def test_after_validation_the_link_shows_the_figures_and_takes_nothing(
    visitor: FlaskClient, token: str, place: Listing
) -> None:
    send_by_link(visitor, token, **{FAMILIES: "5"})
    typed = typed_by_link(visitor, token, **{FAMILIES: "5"})
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
