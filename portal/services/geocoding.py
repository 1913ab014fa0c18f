"""Asking the Géoplateforme where an address is; the portal works without it.

The text that a visitor typed is never logged, here or by the HTTP library.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 1.5
PAUSE_SECONDS = 60.0
"""How long a failing geocoder is left alone."""
LOWEST_SCORE = 0.5
"""Answers that the geocoder itself trusts less (0 to 1) are not used."""
_LONGEST_TEXT = 200
_LARGEST_ANSWER = 262_144
_TEXT_REFUSED = frozenset({400, 422})
"""Statuses that blame the text, not the service."""


class _GeocoderFailureError(Exception):
    """The geocoder did not give a usable answer; the message names the reason, never the text."""


@dataclass(frozen=True, slots=True)
class GeocodedAddress:
    """An address found: degrees (WGS 84), its written form and its commune where known."""

    latitude: float
    longitude: float
    label: str
    code_insee: str | None
    score: float


@dataclass(slots=True)
class Geocoder:
    """A client of one geocoder; ``url`` is its root, or the address of its ``search``.

    ``clock`` gives seconds that only grow. Share one object per process: it keeps its connection
    and remembers a failure.
    """

    url: str
    timeout: float = TIMEOUT_SECONDS
    clock: Callable[[], float] = time.monotonic
    _quiet_until: float = field(default=float("-inf"), init=False)
    _client: httpx.Client | None = field(default=None, init=False, repr=False)

    @property
    def answers(self) -> bool:
        """Whether it works as far as is known: False for a minute after each failure."""
        return self.clock() >= self._quiet_until

    def find_address(self, text: str) -> GeocodedAddress | None:
        """Return the best answer, or None where there is none or the geocoder fails."""
        if not self.answers:
            return None
        try:
            return _best_answer(self._ask(text[:_LONGEST_TEXT]))
        except _GeocoderFailureError as failure:
            self._quiet_until = self.clock() + PAUSE_SECONDS
            _log.warning("The geocoder failed (%s); not asked again for a minute.", failure)
            return None

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _ask(self, text: str) -> object:
        """Return the parsed answer, None where the text was refused.

        Raises ``_GeocoderFailureError``, also where the answer takes too long.
        """
        import httpx  # noqa: PLC0415  # loading it costs 100 ms, and most installations rarely ask

        deadline = self.clock() + self.timeout
        received = bytearray()
        try:
            with self._open().stream("GET", self._search_url(), params=_query(text)) as answer:
                if answer.status_code in _TEXT_REFUSED:
                    return None
                if answer.status_code != httpx.codes.OK:
                    raise _GeocoderFailureError(f"status {answer.status_code}")
                for chunk in answer.iter_bytes():
                    received += chunk
                    if self.clock() > deadline or len(received) > _LARGEST_ANSWER:
                        raise _GeocoderFailureError("answer too slow or too large")
            return json.loads(received)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as error:
            raise _GeocoderFailureError(type(error).__name__) from None

    def _open(self) -> httpx.Client:
        """Return the client, made on first use (so never shared across a fork)."""
        if self._client is None:
            import httpx  # noqa: PLC0415  # see _ask

            for name in ("httpx", "httpcore"):  # they log addresses, which hold the text
                logging.getLogger(name).setLevel(logging.WARNING)
            self._client = httpx.Client(timeout=self.timeout)
        return self._client

    def _search_url(self) -> str:
        root = self.url.rstrip("/")
        return root if root.endswith("/search") else f"{root}/search"


def _query(text: str) -> dict[str, str | int]:
    return {"q": text.encode("utf-8", "replace").decode(), "limit": 1}


def _best_answer(answer: object) -> GeocodedAddress | None:
    """Return the first feature of a GeoJSON answer if it is trusted enough.

    Raises ``_GeocoderFailureError`` where the answer has not the documented shape.
    """
    if answer is None:
        return None
    try:
        features = answer["features"]  # type: ignore[index]  # a wrong shape is caught below
        return _address(features[0]) if features else None
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise _GeocoderFailureError(f"unexpected answer, {type(error).__name__}") from None


def _address(feature: Mapping[str, Any]) -> GeocodedAddress | None:
    """Return the address of a GeoJSON feature, or None where its score is too low."""
    longitude, latitude = (float(number) for number in feature["geometry"]["coordinates"][:2])
    properties = feature["properties"]
    score = float(properties["score"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("coordinates out of bounds")
    if not score >= LOWEST_SCORE:
        return None
    code = properties.get("citycode")
    code_insee = code if isinstance(code, str) else None
    return GeocodedAddress(latitude, longitude, str(properties["label"]), code_insee, score)
