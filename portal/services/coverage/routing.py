"""Asking an OSRM server how far places are by road; coverage is told without it too.

Only the configured server is asked, and only for points on the map: nothing about people is sent.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from portal.domain.territory.columns import Floats

if TYPE_CHECKING:
    import httpx

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10.0
PAUSE_SECONDS = 60.0
"""How long a failing server is left alone."""
MOST_POINTS = 50
"""Points on either side of one question: OSRM takes a hundred in all unless told otherwise."""
_LARGEST_ANSWER = 4_194_304

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


class RoutingFailureError(Exception):
    """The server did not give a usable answer; the message names the reason."""


@dataclass(slots=True)
class Router:
    """A client of one OSRM server; ``url`` is its root. ``clock`` gives seconds that only grow.

    Share one object per process: it keeps its connection and remembers a failure.
    """

    url: str
    timeout: float = TIMEOUT_SECONDS
    clock: Callable[[], float] = time.monotonic
    _quiet_until: float = field(default=float("-inf"), init=False)
    _client: httpx.Client | None = field(default=None, init=False, repr=False)

    def distances(self, origins: Sequence[Point], targets: Sequence[Point]) -> Floats:
        """Return the kilometres of the quickest ways from origins to targets, float64 (n, m).

        Infinity where no road leads. The way from a point to the road nearest to it is added, in a
        straight line: an island without roads is as far as the sea is wide. At most ``MOST_POINTS``
        on either side; raises ``RoutingFailureError``.
        """
        if self.clock() < self._quiet_until:
            raise RoutingFailureError("failed less than a minute ago")
        try:
            return _kilometres(self._ask(origins, targets), len(origins), len(targets))
        except RoutingFailureError as failure:
            self._quiet_until = self.clock() + PAUSE_SECONDS
            _log.warning("The routing server failed (%s); left alone for a minute.", failure)
            raise

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _ask(self, origins: Sequence[Point], targets: Sequence[Point]) -> object:
        import httpx  # noqa: PLC0415  # loading it costs 100 ms, and most installations never ask

        deadline = self.clock() + self.timeout
        received = bytearray()
        try:
            address = self._address((*origins, *targets))
            with self._open().stream("GET", address, params=_query(origins, targets)) as answer:
                if answer.status_code != httpx.codes.OK:
                    raise RoutingFailureError(f"status {answer.status_code}")
                for chunk in answer.iter_bytes():
                    received += chunk
                    if self.clock() > deadline or len(received) > _LARGEST_ANSWER:
                        raise RoutingFailureError("answer too slow or too large")
            return json.loads(received)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as error:
            raise RoutingFailureError(type(error).__name__) from None

    def _open(self) -> httpx.Client:
        """Return the client, made on first use (so never shared across a fork)."""
        if self._client is None:
            import httpx  # noqa: PLC0415  # see _ask

            for name in ("httpx", "httpcore"):  # a line for each question is no help
                logging.getLogger(name).setLevel(logging.WARNING)
            self._client = httpx.Client(timeout=self.timeout)
        return self._client

    def _address(self, points: Sequence[Point]) -> str:
        where = ";".join(f"{longitude:.5f},{latitude:.5f}" for latitude, longitude in points)
        return f"{self.url.rstrip('/')}/table/v1/driving/{where}"


def _query(origins: Sequence[Point], targets: Sequence[Point]) -> dict[str, str]:
    places = [str(place) for place in range(len(origins) + len(targets))]
    return {
        "sources": ";".join(places[: len(origins)]),
        "destinations": ";".join(places[len(origins) :]),
        "annotations": "distance",
    }


def _kilometres(answer: object, rows: int, columns: int) -> Floats:
    """Return what an answer says; raises ``RoutingFailureError`` where it is not as documented."""
    try:
        metres = _metres(answer["distances"])  # type: ignore[index]  # caught below
        before = _to_the_road(answer["sources"])  # type: ignore[index]
        after = _to_the_road(answer["destinations"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise RoutingFailureError(f"unexpected answer, {type(error).__name__}") from None
    shapes = (metres.shape, before.shape, after.shape)
    if shapes != ((rows, columns), (rows,), (columns,)):
        raise RoutingFailureError("answer about other points")
    whole: Floats = before[:, None] + metres + after[None, :]
    if np.isnan(whole).any() or (whole < 0).any():
        raise RoutingFailureError("distances that are none")
    return whole / 1000


def _metres(table: Sequence[Sequence[float | None]]) -> Floats:
    rows = [[np.inf if cell is None else float(cell) for cell in row] for row in table]
    return np.array(rows, dtype=np.float64)


def _to_the_road(waypoints: Sequence[Mapping[str, Any]]) -> Floats:
    return np.array([float(point["distance"]) for point in waypoints], dtype=np.float64)
