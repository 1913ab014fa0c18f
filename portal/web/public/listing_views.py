"""The page of one listing."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from portal.services.search import NOW, find_listing
from portal.web.access import directory, public
from portal.web.public.languages import follow_language
from portal.web.public.listing_page import listing_page
from portal.web.public.rendering import rendering
from portal.web.reading import ParameterError, read_moment

listing_pages = Blueprint("listing", __name__)
follow_language(listing_pages)


@listing_pages.get("/lieux/<slug>")
@public
def place(slug: str) -> str:
    """Show one listing."""
    found = find_listing(directory(), slug)
    if found is None:
        abort(404)
    try:
        moment = read_moment(request.args.get("moment"), directory()) or NOW
    except ParameterError:
        moment = NOW
    return render_template(
        "pages/listing.html",
        labels=rendering().labels,
        **listing_page(directory(), found, moment),
    )
