"""The door of the staff side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.store.db import transaction
from tests.conftest import NOW
from tests.staff import add_agent, sign_in


def _clock(app: Flask, later: timedelta) -> None:
    app.extensions["portal.directory"].clock = lambda: NOW + later


def test_who_is_not_signed_in_is_asked_to_and_comes_back(app: Flask) -> None:
    answer = app.test_client().get("/gestion")
    assert answer.status_code == 303
    assert answer.location == "/gestion/connexion?suite=/gestion"


def test_who_signed_in_sees_the_page_with_their_name(app: Flask) -> None:
    agent = add_agent(Role.AGENT)
    page = sign_in(app, agent).get("/gestion")
    assert page.status_code == 200
    assert agent.name in page.text


@pytest.mark.parametrize(
    "address", ["/gestion/fiches/abc", "/gestion/fiches/99999999999999999999", "/gestion/rien"]
)
def test_an_address_that_is_no_page_leads_back_by_the_navigation(app: Flask, address: str) -> None:
    answer = sign_in(app, add_agent(Role.AGENT)).get(address)
    assert answer.status_code == 404
    assert "Il n’y a rien à cette adresse" in answer.text
    assert 'href="/gestion/fiches"' in answer.text
    stranger = app.test_client().get(address)
    assert stranger.status_code == 404
    assert 'href="/gestion' not in stranger.text


def test_a_session_that_was_left_idle_for_half_an_hour_is_over(app: Flask) -> None:
    browser = sign_in(app, add_agent(Role.AGENT))
    _clock(app, timedelta(minutes=29))
    assert browser.get("/gestion").status_code == 200
    _clock(app, timedelta(minutes=60))
    assert browser.get("/gestion").status_code == 303


def test_nobody_stays_signed_in_for_more_than_twelve_hours(app: Flask) -> None:
    browser = sign_in(app, add_agent(Role.AGENT))
    for minutes in range(20, 12 * 60, 20):
        _clock(app, timedelta(minutes=minutes))
        assert browser.get("/gestion").status_code == 200
    _clock(app, timedelta(hours=12))
    assert browser.get("/gestion").status_code == 303


def test_a_disabled_account_is_signed_out_at_once(app: Flask) -> None:
    agent = add_agent(Role.AGENT)
    browser = sign_in(app, agent)
    with transaction() as session:
        session.merge(agent).disabled_at = NOW
    assert browser.get("/gestion").status_code == 303


def test_no_cache_keeps_a_staff_page(app: Flask) -> None:
    answer = sign_in(app, add_agent(Role.AGENT)).get("/gestion")
    assert answer.cache_control.no_store


def test_the_cookie_of_staff_is_kept_from_scripts_and_other_sites(app: Flask) -> None:
    answer = sign_in(app, add_agent(Role.AGENT)).get("/gestion")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
