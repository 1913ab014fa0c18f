"""The geocoder is asked politely, believed carefully, and never needed."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.services.geocoding import PAUSE_SECONDS, GeocodedAddress, Geocoder

SECRET = "12 rue du Secret"


def _feature(score: object = 0.92, **properties: object) -> dict[str, Any]:
    known = {"label": "12 Rue Haute 87000 Limoges", "citycode": "87085", "score": score}
    point = {"type": "Point", "coordinates": [1.26, 45.83]}
    return {"type": "Feature", "geometry": point, "properties": {**known, **properties}}


def _answer(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


@dataclass
class StandIn:
    """A local geocoder: what it answers, and what it was asked."""

    body: bytes = field(default_factory=lambda: _answer(_feature()))
    status: int = 200
    drip_seconds: float = 0.0
    asked: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def _serving(stand_in: StandIn) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stand_in.asked.append(self.path)
            self.send_response(stand_in.status)
            self.end_headers()
            with suppress(ConnectionError):  # the client gave up
                self._write_body()

        def _write_body(self) -> None:
            if not stand_in.drip_seconds:
                self.wfile.write(stand_in.body)
                return
            for byte in stand_in.body:
                self.wfile.write(bytes([byte]))
                time.sleep(stand_in.drip_seconds)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stand_in.url = f"http://127.0.0.1:{server.server_port}/geocodage"
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield
        server.shutdown()


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = StandIn()
    with _serving(server):
        yield server


@dataclass
class _Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def _geocoder(url: str, **settings: Any) -> Iterator[Geocoder]:
    geocoder = Geocoder(url, **settings)
    yield geocoder
    geocoder.close()


def test_an_address_is_found(stand_in: StandIn) -> None:
    with _geocoder(stand_in.url) as geocoder:
        found = geocoder.find_address(SECRET)
    assert found == GeocodedAddress(45.83, 1.26, "12 Rue Haute 87000 Limoges", "87085", 0.92)
    asked = urlsplit(stand_in.asked[0])
    assert asked.path == "/geocodage/search"
    assert parse_qs(asked.query) == {"q": [SECRET], "limit": ["1"]}


def test_the_address_of_search_itself_may_be_given(stand_in: StandIn) -> None:
    with _geocoder(stand_in.url + "/search/") as geocoder:
        assert geocoder.find_address(SECRET)
    assert urlsplit(stand_in.asked[0]).path == "/geocodage/search"


@pytest.mark.parametrize("body", [_answer(), _answer(_feature(score=0.49))])
def test_no_answer_or_a_doubtful_one_is_none(stand_in: StandIn, body: bytes) -> None:
    stand_in.body = body
    with _geocoder(stand_in.url) as geocoder:
        assert geocoder.find_address(SECRET) is None
        geocoder.find_address(SECRET)
    assert len(stand_in.asked) == 2


@pytest.mark.parametrize("status", [400, 422])
def test_a_refused_text_is_not_a_failure(stand_in: StandIn, status: int) -> None:
    stand_in.status = status
    with _geocoder(stand_in.url) as geocoder:
        geocoder.find_address("x")
        assert geocoder.find_address("x") is None
    assert len(stand_in.asked) == 2


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b""),
        (429, b"{}"),
        (302, b""),
        (200, b"<html>"),
        (200, b"\xff"),
        (200, b"[]"),
        (200, b'{"features": {"a": 1}}'),
        (200, b'{"features": [1]}'),
        (200, b"[" * 200_000),
        (200, b" " * 300_000),
        (200, _answer({"geometry": None})),
        (200, _answer(_feature(score="beaucoup"))),
        (200, _answer({**_feature(), "geometry": {"coordinates": [1.26, 145.83]}})),
        (200, _answer({**_feature(), "geometry": {"coordinates": [float("nan"), 45.83]}})),
    ],
)
def test_a_failure_is_none_then_the_geocoder_is_left_alone_for_a_minute(
    stand_in: StandIn, status: int, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    stand_in.status, stand_in.body, clock = status, body, _Clock()
    with _geocoder(stand_in.url, clock=clock) as geocoder:
        assert geocoder.answers
        assert geocoder.find_address(SECRET) is None
        assert not geocoder.answers
        assert geocoder.find_address(SECRET) is None
        assert len(stand_in.asked) == 1
        stand_in.status, stand_in.body = 200, _answer(_feature())
        clock.now += PAUSE_SECONDS
        assert geocoder.answers
        assert geocoder.find_address(SECRET) is not None
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_the_text_of_the_visitor_is_never_logged(
    stand_in: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with _geocoder(stand_in.url) as geocoder:
        geocoder.find_address(SECRET)
        stand_in.status = 503
        geocoder.find_address(SECRET)
    assert "status 503" in caplog.text
    assert "Secret" not in caplog.text


def test_a_slow_answer_is_given_up_in_time(stand_in: StandIn) -> None:
    stand_in.drip_seconds = 0.05
    start = time.monotonic()
    with _geocoder(stand_in.url, timeout=0.3) as geocoder:
        assert geocoder.find_address(SECRET) is None
    assert time.monotonic() - start < 1


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "nonsense", "http://[", "ftp://127.0.0.1"])
def test_an_unreachable_or_misspelt_geocoder_is_none(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with _geocoder(url) as geocoder:
        assert geocoder.find_address(SECRET) is None


def test_a_strange_commune_code_is_ignored(stand_in: StandIn) -> None:
    stand_in.body = _answer(_feature(citycode=["87085"]))
    with _geocoder(stand_in.url) as geocoder:
        found = geocoder.find_address("\udc80 rue Haute")
    assert found is not None
    assert found.code_insee is None
