"""A routing server for tests: its roads are longer than straight lines, always by as much."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.domain.coverage.brute_force import Point, distance_km

DETOUR = 1.4
TO_THE_ROAD_M = 100.0
"""How far every point is from the road nearest to it."""


@dataclass
class StandIn:
    """What the server answers, which tests change, and what it was asked."""

    url: str = ""
    status: int = 200
    body: bytes | None = None
    detour: float = DETOUR
    asked: list[str] = field(default_factory=list)
    go_on: Event = field(default_factory=Event)

    def table(self, address: str) -> bytes:
        """Return the body for an address, as OSRM's service ``table`` writes it."""
        parts = urlsplit(address)
        pairs = [pair.split(",") for pair in parts.path.rpartition("/")[2].split(";")]
        points = [(float(latitude), float(longitude)) for longitude, latitude in pairs]
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        origins, targets = (
            [points[int(place)] for place in query[name].split(";")]
            for name in ("sources", "destinations")
        )
        metres = [[self.road_km(a, b) * 1000 for b in targets] for a in origins]
        return json.dumps(
            {
                "code": "Ok",
                "distances": metres,
                "sources": [_waypoint(point) for point in origins],
                "destinations": [_waypoint(point) for point in targets],
            }
        ).encode()

    def road_km(self, here: Point, there: Point) -> float:
        """Return the length of the road between two points."""
        return distance_km(here, there) * self.detour

    def whole_km(self, here: Point, there: Point) -> float:
        """Return the same with the ways from the points to the road."""
        rounded = [(round(a, 5), round(b, 5)) for a, b in (here, there)]
        return self.road_km(*rounded) + 2 * TO_THE_ROAD_M / 1000


@contextmanager
def routing_server() -> Iterator[StandIn]:
    """Serve a stand-in on a free port; it answers once ``go_on`` is set, as it is at first."""
    stand_in = StandIn()
    stand_in.go_on.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stand_in.asked.append(self.path)
            stand_in.go_on.wait(20)
            body = stand_in.table(self.path) if stand_in.body is None else stand_in.body
            with suppress(ConnectionError):  # the client gave up
                self.send_response(stand_in.status)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stand_in.url = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield stand_in
        stand_in.go_on.set()
        server.shutdown()


def _waypoint(point: Point) -> dict[str, Any]:
    return {"distance": TO_THE_ROAD_M, "name": "", "location": [point[1], point[0]]}
