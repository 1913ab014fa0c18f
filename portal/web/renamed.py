"""Renamed listings: every address under a former slug leads to the present one, for ever."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response, request

from portal.services.slugs import find_present_slug
from portal.web.access import directory

_PERMANENT = {"GET": 301, "HEAD": 301}
_PERMANENT_WITH_BODY = 308
_AS_GIVEN = "%&=+/?:@!$'()*,;~"


def former_address(slug: str) -> str | None:
    """Return where the page of this request is now, if the slug in its address is a former one."""
    present = find_present_slug(directory(), slug)
    if present is None:
        return None
    path = request.path.replace(f"/lieux/{slug}", f"/lieux/{present}", 1)
    asked = quote(request.query_string, safe=_AS_GIVEN)
    return f"{path}?{asked}" if asked else path


def set_redirects(app: Flask) -> None:
    """Turn the 404 of a former slug into a redirect, on pages, feeds and API alike.

    It looks at answers, so that no view has to think of it and a slug in use costs nothing. Caches
    ask again each time: a listing may take back a slug that it had.
    """

    @app.after_request
    def _lead_to_present_address(response: Response) -> Response:
        slug = (request.view_args or {}).get("slug")
        if response.status_code != 404 or slug is None or f"/lieux/{slug}" not in request.path:
            return response
        address = former_address(slug)
        if address is not None:
            response.status_code = _PERMANENT.get(request.method, _PERMANENT_WITH_BODY)
            response.location = address
            response.cache_control.no_cache = True
            response.set_data(b"")
        return response
