"""The outlines that maps draw: the départements where there are no tiles, the EPCI of each."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache

from flask import Blueprint, Response, abort, request

from portal.store.territory import departements_outline_path, epci_outlines_path
from portal.web.access import directory, public

outlines = Blueprint("outlines", __name__)

_COUNTRY = "france"


@outlines.get("/carte/departements.geojson")
@public
def departements() -> Response:
    """Return the outlines of the départements, compressed where the browser can read it."""
    return _file(*_departements())


@outlines.get("/carte/epci/<code>.geojson")
@public
def epci(code: str) -> Response:
    """Return the outlines of the EPCI of a département, or of the whole country (``france``)."""
    codes = tuple(directory().territory.departements)
    if code != _COUNTRY and code not in codes:
        abort(404)
    return _file(*_epcis(codes if code == _COUNTRY else (code,)))


def _file(plain: bytes, packed: bytes) -> Response:
    compressed = request.accept_encodings.quality("gzip") > 0
    response = Response(packed if compressed else plain, mimetype="application/geo+json")
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.vary.add("Accept-Encoding")
    if compressed:
        response.content_encoding = "gzip"
    response.add_etag()
    response.make_conditional(request)
    return response


@lru_cache(maxsize=1)
def _departements() -> tuple[bytes, bytes]:
    return _both(departements_outline_path().read_bytes())


@lru_cache(maxsize=128)
def _epcis(codes: tuple[str, ...]) -> tuple[bytes, bytes]:
    """Join the files of some départements: an EPCI that is in several is drawn once."""
    drawn = {}
    for code in codes:
        collection = json.loads(epci_outlines_path(code).read_bytes())
        drawn.update({area["properties"]["code"]: area for area in collection["features"]})
    joined = {"type": "FeatureCollection", "features": list(drawn.values())}
    return _both(json.dumps(joined, ensure_ascii=False, separators=(",", ":")).encode())


def _both(plain: bytes) -> tuple[bytes, bytes]:
    return plain, gzip.compress(plain, mtime=0)
