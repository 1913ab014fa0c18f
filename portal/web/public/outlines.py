"""The outlines of the départements, drawn under the map when there are no tiles."""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Blueprint, Response, request

from portal.store.territory import departements_outline_path
from portal.web.access import public

outlines = Blueprint("outlines", __name__)


@outlines.get("/carte/departements.geojson")
@public
def departements() -> Response:
    """Return the outlines, compressed where the browser can read it."""
    compressed = request.accept_encodings.quality("gzip") > 0
    plain, packed = _outlines()
    response = Response(packed if compressed else plain, mimetype="application/geo+json")
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.vary.add("Accept-Encoding")
    if compressed:
        response.content_encoding = "gzip"
    response.add_etag()
    response.make_conditional(request)
    return response


@lru_cache(maxsize=1)
def _outlines() -> tuple[bytes, bytes]:
    plain = departements_outline_path().read_bytes()
    return plain, gzip.compress(plain, mtime=0)
