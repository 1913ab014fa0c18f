"""Addresses without a page of their own: the way out, and what robots read."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from portal.web.access import directory, public
from portal.web.public.identity import identity
from portal.web.public.sitemap import child_map, index_map

machines = Blueprint("machines", __name__)

_LEAVING = {
    # Not "cookies": visitors have none, and an agent's sign-in must not tell that this was done.
    "Clear-Site-Data": '"cache", "storage"',
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
_ROBOTS = """User-agent: *
Disallow: /gestion
Disallow: /signalements
Disallow: /*/signalements
Disallow: /quitter
Disallow: /orientation?
Disallow: /*/orientation?

Sitemap: {root}sitemap.xml
"""


@machines.get("/quitter")
@public
def leave() -> AnyResponse:
    """Have the browser drop what it kept of this site, and send it to a site without history."""
    answer = redirect(identity().site_neutre, 303)
    answer.headers.update(_LEAVING)
    return answer


@machines.get("/robots.txt")
@public
def robots() -> Response:
    """Tell robots what is not for them, and where the map is."""
    return Response(_ROBOTS.format(root=request.url_root), mimetype="text/plain")


@machines.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """Return the map of the maps."""
    return _xml(index_map(directory(), request.url_root))


@machines.get("/sitemap-<name>-<int:number>.xml")
@public
def sitemap_child(name: str, number: int) -> Response:
    """Return one map: at most 50,000 addresses of one sort of pages."""
    found = child_map(directory(), request.url_root, name, number)
    return abort(404) if found is None else _xml(found)


def _xml(text: str) -> Response:
    return Response(text, mimetype="application/xml", headers={"Cache-Control": "max-age=3600"})
