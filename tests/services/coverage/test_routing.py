"""The routing server is asked as OSRM wants, believed carefully, and left alone when it fails."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.services.coverage.routing import PAUSE_SECONDS, Router, RoutingFailureError
from tests.osrm import StandIn, routing_server

LIMOGES, GUERET, TULLE = (45.83, 1.26), (46.17, 1.87), (45.27, 1.77)


@dataclass
class _Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def osrm(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with routing_server() as server:
        yield server


@pytest.fixture
def router(osrm: StandIn) -> Iterator[Router]:
    made = Router(osrm.url, clock=_Clock())
    yield made
    made.close()


def _table(**changes: object) -> bytes:
    point = {"distance": 0.0}
    whole = {"distances": [[1000.0]], "sources": [point], "destinations": [point]}
    return json.dumps(whole | changes).encode()


def test_the_table_is_asked_with_longitudes_first(osrm: StandIn, router: Router) -> None:
    router.distances([LIMOGES], [GUERET, TULLE])
    asked = urlsplit(osrm.asked[0])
    assert asked.path == "/table/v1/driving/1.26000,45.83000;1.87000,46.17000;1.77000,45.27000"
    assert parse_qs(asked.query) == {
        "sources": ["0"],
        "destinations": ["1;2"],
        "annotations": ["distance"],
    }


def test_distances_are_kilometres_with_the_way_to_the_road(osrm: StandIn, router: Router) -> None:
    found = router.distances([LIMOGES, TULLE], [GUERET])
    expected = [osrm.whole_km(LIMOGES, GUERET), osrm.whole_km(TULLE, GUERET)]
    assert found.tolist() == [[pytest.approx(km)] for km in expected]


def test_where_no_road_leads_the_distance_is_infinite(osrm: StandIn, router: Router) -> None:
    osrm.body = _table(distances=[[None]])
    assert router.distances([LIMOGES], [GUERET]).tolist() == [[math.inf]]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b""),
        (429, b"{}"),
        (302, b""),
        (400, b'{"code": "TooBig"}'),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b"[" * 200_000),
        (200, b" " * 4_300_000),
        (200, b'{"code": "Ok"}'),
        (200, _table(distances=[[1.0, 2.0]])),
        (200, _table(distances=[["loin"]])),
        (200, _table(distances=[[-5000.0]])),
        (200, _table(distances=[[float("nan")]])),
        (200, _table(distances=[1.0])),
        (200, _table(sources=[])),
        (200, _table(sources=[{"distance": None}])),
        (200, _table(destinations=[None])),
    ],
)
def test_a_failure_is_told_then_the_server_is_left_alone_for_a_minute(
    osrm: StandIn, router: Router, status: int, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    osrm.status, osrm.body, clock = status, body, router.clock
    for _ in range(2):
        with pytest.raises(RoutingFailureError):
            router.distances([LIMOGES], [GUERET])
    assert len(osrm.asked) == 1
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    osrm.status, osrm.body = 200, None
    assert isinstance(clock, _Clock)
    clock.now += PAUSE_SECONDS
    assert router.distances([LIMOGES], [GUERET])[0, 0] > 0


def test_a_slow_server_is_given_up_in_time(osrm: StandIn) -> None:
    osrm.go_on.clear()
    router = Router(osrm.url, timeout=0.2)
    with pytest.raises(RoutingFailureError):
        router.distances([LIMOGES], [GUERET])
    router.close()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "nonsense", "http://["])
def test_a_server_that_cannot_be_reached_is_a_failure(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    router = Router(url)
    with pytest.raises(RoutingFailureError):
        router.distances([LIMOGES], [GUERET])
    router.close()


def test_questions_are_not_logged_one_by_one(
    router: Router, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    router.distances([LIMOGES], [GUERET])
    assert "45.83" not in caplog.text
