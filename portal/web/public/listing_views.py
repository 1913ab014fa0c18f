"""The page of one listing, and its calendar."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask.blueprints import BlueprintSetupState
from werkzeug.datastructures import MultiDict

from portal.services.calendar_feed import listing_calendar
from portal.services.search import find_listing
from portal.web.access import directory, public
from portal.web.public.languages import follow_language
from portal.web.public.listing_page import listing_page
from portal.web.public.rendering import rendering
from portal.web.public.sensitive import mark_sensitive
from portal.web.showing import offer_page
from search_index.stored import StoredListing

listing_pages = Blueprint("listing", __name__)
follow_language(listing_pages)


@listing_pages.get("/lieux/<slug>")
@public
def place(slug: str) -> str:
    """Show one listing; a sensitive one leaves as little behind as possible."""
    found, labels = _found(slug), rendering().labels
    view = listing_page(request.args, directory(), found, labels, _address(found))
    if view.sensitive:
        mark_sensitive()
    return render_template("pages/listing.html", view=view, labels=labels)


@listing_pages.get("/lieux/<slug>/calendrier.ics")
@public
def calendar(slug: str) -> Response:
    """Give the coming openings to a calendar: of every site, or of the one named by ``arret``."""
    found = _found(slug)
    site_id = request.args.get("arret", type=int)
    if site_id is not None and site_id not in found.site_ids:
        abort(404)
    feed = listing_calendar(directory(), found, _address(found), site_id)
    answer = Response(feed, mimetype="text/calendar")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{found.slug}.ics")
    return answer


@listing_pages.record_once
def _offer(state: BlueprintSetupState) -> None:
    """Let the staff side show a listing as it would be here."""
    offer_page(state.app.extensions, _page_of)


def _page_of(found: StoredListing) -> dict[str, object]:
    labels, nowhere = rendering().labels, MultiDict[str, str]()
    view = listing_page(nowhere, directory(), found, labels, _address(found))
    return {"view": view, "labels": labels}


def _found(slug: str) -> StoredListing:
    found = find_listing(directory(), slug)
    if found is None:
        abort(404)
    return found


def _address(found: StoredListing) -> str:
    """Return the address under which the listing is known, in French, without parameters."""
    return f"{request.url_root}lieux/{found.slug}"
