"""How many reports are taken, and what happens when the database is away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.store.db import db
from portal.store.throttling import ThrottledAct
from tests.conftest import NOW, app_in
from tests.web.public.report_forms import FORM, saved, send, token, visitor

MESSAGE = "message très personnel"
MAIL = "personne@exemple.fr"


@pytest.fixture
def at(app: Flask) -> Callable[[timedelta], None]:
    """Return a function that moves the clock."""

    def move(later: timedelta) -> None:
        app.extensions["portal.directory"].clock = lambda: NOW + later

    return move


def test_the_sixth_report_of_a_network_within_an_hour_is_told_when_to_try_again(
    app: Flask, at: Callable[[timedelta], None]
) -> None:
    for minutes in range(5):
        at(timedelta(minutes=minutes))
        assert send(visitor(app, f"198.51.100.{minutes}")).status_code == 303
    answer = send(visitor(app, "198.51.100.99"), message=MESSAGE)
    assert answer.status_code == 429
    assert "dans 56 minutes" in answer.text
    assert answer.headers["Retry-After"] == "3360"
    assert 'role="alert" tabindex="-1" autofocus' in answer.text
    assert MESSAGE in answer.text
    assert len(saved()) == 5


def test_another_network_is_not_held_back(app: Flask) -> None:
    for _ in range(5):
        send(visitor(app, "2001:db8:7:1::1"))
    assert send(visitor(app, "2001:db8:7:ffff::9")).status_code == 429
    assert send(visitor(app, "2001:db8:8::1")).status_code == 303


def test_an_hour_later_a_report_is_taken_again_across_midnight_too(
    app: Flask, at: Callable[[timedelta], None]
) -> None:
    midnight = timedelta(hours=15)
    at(midnight - timedelta(minutes=10))
    for _ in range(5):
        send(visitor(app))
    at(midnight + timedelta(minutes=10))
    assert send(visitor(app)).status_code == 429
    at(midnight + timedelta(minutes=51))
    assert send(visitor(app)).status_code == 303


def test_a_listing_takes_thirty_reports_a_day(app: Flask, at: Callable[[timedelta], None]) -> None:
    for number in range(30):
        assert send(visitor(app, f"198.51.{number}.1")).status_code == 303
    answer = send(visitor(app, "198.51.200.1"))
    assert answer.status_code == 429
    assert "dans 24 heures" in answer.text
    at(timedelta(days=1, seconds=1))
    assert send(visitor(app, "198.51.200.1")).status_code == 303


def test_the_limit_holds_across_two_applications_on_one_database(
    app: Flask, tmp_path: Path
) -> None:
    other = app_in(tmp_path)
    answers = [send(visitor(one)).status_code for one in (app, other) * 3]
    assert answers == [303] * 5 + [429]


def test_posts_at_the_same_time_do_not_pass_the_limit(app: Flask, tmp_path: Path) -> None:
    other = app_in(tmp_path)
    good = token(visitor(app))
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(send, visitor(one), jeton=good) for one in (app, other) * 6]
        answers = sorted(answer.result().status_code for answer in sent)
    assert answers == [303] * 5 + [429] * 7
    assert len(saved()) == 5


def test_no_address_is_kept_and_what_no_longer_counts_is_deleted(
    app: Flask, at: Callable[[timedelta], None]
) -> None:
    send(visitor(app, "198.51.100.7"))
    first = _subjects()
    at(timedelta(days=1))
    send(visitor(app, "198.51.100.7"))
    assert not any("198.51" in subject for subject in first | _subjects())
    assert len(first & _subjects()) == 1, "the listing's, and not the network's"
    assert len(_subjects()) == 2


def _subjects() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(ThrottledAct.subject)))


@pytest.fixture
def app_without_database(app: Flask, tmp_path: Path) -> Flask:
    """Give an application with an index and a database that does not answer."""
    del app
    return app_in(tmp_path, database_url=f"postgresql+psycopg://nobody@/x?host={tmp_path}/none")


def test_without_database_the_visitor_keeps_the_text_and_gets_the_phone(
    app_without_database: Flask,
) -> None:
    answer = send(visitor(app_without_database), message=MESSAGE)
    assert answer.status_code == 503
    assert "Nous ne pouvons pas recevoir votre signalement en ce moment" in answer.text
    assert MESSAGE in answer.text
    assert 'href="tel:' in answer.text.split("<main")[1].split("</main")[0]


def test_without_database_a_ticket_is_told_to_wait(app_without_database: Flask) -> None:
    answer = visitor(app_without_database).get("/signalements/BBBBBBBBBB")
    assert answer.status_code == 503
    assert "Nous ne pouvons pas lire les signalements en ce moment" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_that_people_write_is_logged(
    app: Flask, app_without_database: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for one in (app, app_without_database):
        address = send(visitor(one), message=MESSAGE, courriel=MAIL).location
        if address:
            visitor(one).get(address)
            ticket = address.rsplit("/", 1)[1]
            assert ticket not in caplog.text
    assert "a report cannot be saved" in caplog.text
    assert MESSAGE not in caplog.text
    assert MAIL not in caplog.text


def test_without_database_the_form_is_shown(app_without_database: Flask) -> None:
    assert visitor(app_without_database).get(FORM).status_code == 200
