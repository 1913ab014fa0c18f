"""A listing as the public would see it: the public's own page, under a notice."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template

from portal.domain.access import Permission
from portal.domain.listings.content import ListingContent
from portal.services.financing import with_funding
from portal.services.listings.previewing import preview_saved, preview_typed
from portal.store.db import db
from portal.web.access import directory
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.showing import page_of
from search_index.stored import StoredListing

listing_previews = staff_blueprint("staff_listing_previews")


@listing_previews.get("/fiches/<int:listing_id>/apercu")
@requires(Permission.READ_LISTINGS)
def saved(listing_id: int) -> str:
    """Show a listing as it is saved."""
    found = preview_saved(db.session(), listing_id, actor(), directory().territory)
    return _page(found, f"/gestion/fiches/{listing_id}")


def typed_preview(content: ListingContent, listing_id: int | None) -> str:
    """Show what a form holds, which nobody saved."""
    return _page(preview_typed(content, listing_id, actor(), directory().territory), None)


def _page(found: StoredListing, back: str | None) -> str:
    seen = replace(found, facts=with_funding(found.facts, now()))
    return render_template("gestion/fiche/apercu.html", back=back, **page_of(seen))
