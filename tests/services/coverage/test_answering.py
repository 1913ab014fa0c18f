"""What is known is shown at once; roads follow, and straight lines stand in when they fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest
from flask import Flask

from portal.domain.coverage import Measure
from portal.domain.territory import Territory
from portal.services.coverage import Progress, Question, Survey, departement_scope, survey
from portal.services.coverage.answering import Surveyor
from portal.services.coverage.routing import Router
from portal.store.db import db
from tests.osrm import StandIn, routing_server
from tests.services.coverage.world import BLOND, TODAY, publish, stop

LONG = 20.0


@pytest.fixture
def osrm(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with routing_server() as server:
        yield server


@pytest.fixture
def surveyor(empty_app: Flask, territory: Territory, osrm: StandIn) -> Iterator[Surveyor]:
    def read(question: Question, progress: Progress) -> Survey:
        with empty_app.app_context():
            return survey(db.session(), territory, question, progress)

    publish()
    roads = Router(osrm.url)
    yield Surveyor(territory, read, roads)
    roads.close()


@pytest.fixture
def question(territory: Territory) -> Question:
    return Question(departement_scope(territory, "87"), TODAY)


def test_the_same_revision_is_surveyed_once(surveyor: Surveyor, question: Question) -> None:
    first, again = (surveyor.answer(question, 1, Measure.STRAIGHT, LONG) for _ in range(2))
    publish()
    newer = surveyor.answer(question, 2, Measure.STRAIGHT, LONG)

    assert first.shown is again.shown is first.straight
    assert newer.shown
    assert newer.shown.coverage.total.places == 2


def test_roads_come_with_straight_lines_beside_them(surveyor: Surveyor, question: Question) -> None:
    answer = surveyor.answer(question, 1, Measure.ROAD, LONG)

    assert answer.shown
    assert answer.straight
    assert answer.shown.coverage.measure is Measure.ROAD
    assert answer.straight.coverage.measure is Measure.STRAIGHT
    assert (answer.underway, answer.failed) == (None, False)


def test_until_roads_are_known_straight_lines_are_shown(
    surveyor: Surveyor, question: Question, osrm: StandIn
) -> None:
    surveyor.answer(question, 1, Measure.STRAIGHT, LONG)
    osrm.go_on.clear()
    answer = surveyor.answer(question, 1, Measure.ROAD, 0.2)
    osrm.go_on.set()

    assert answer.shown is answer.straight is not None
    assert answer.underway
    assert answer.underway.wait(LONG) is not None
    later = surveyor.answer(question, 1, Measure.ROAD, 0)
    assert later.shown
    assert later.shown.coverage.measure is Measure.ROAD


def test_an_edit_that_moves_no_open_place_asks_no_road_again(
    surveyor: Surveyor, question: Question, osrm: StandIn
) -> None:
    surveyor.answer(question, 1, Measure.ROAD, LONG)
    asked = len(osrm.asked)
    publish(stop(hours=None))
    edited = surveyor.answer(question, 2, Measure.ROAD, LONG).shown
    assert len(osrm.asked) == asked
    publish(stop(BLOND))
    moved = surveyor.answer(question, 3, Measure.ROAD, LONG).shown

    assert edited
    assert moved
    assert edited.coverage.total.places == 2
    assert edited.coverage.within[0] < moved.coverage.within[0]


def test_when_roads_fail_straight_lines_are_shown_and_it_is_said(
    surveyor: Surveyor, question: Question, osrm: StandIn
) -> None:
    osrm.status = 500
    answer = surveyor.answer(question, 1, Measure.ROAD, LONG)

    assert answer.shown is answer.straight is not None
    assert (answer.failed, answer.underway) == (True, None)


def test_where_no_server_is_configured_everything_is_straight(
    surveyor: Surveyor, question: Question
) -> None:
    answer = replace(surveyor, roads=None).answer(question, 1, Measure.ROAD, LONG)

    assert answer.shown
    assert answer.shown.coverage.measure is Measure.STRAIGHT


def test_nothing_is_shown_before_anything_is_known(surveyor: Surveyor, question: Question) -> None:
    go_on, read = Event(), surveyor.read

    def slowly(asked: Question, progress: Progress) -> Survey:
        go_on.wait(LONG)
        return read(asked, progress)

    slow = replace(surveyor, read=slowly)
    answer = slow.answer(question, 1, Measure.STRAIGHT, 0)
    go_on.set()

    assert answer.shown is None
    assert answer.underway
    assert answer.underway.wait(LONG)
