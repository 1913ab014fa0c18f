"""The page that two people's changes of one listing end on, until somebody chose."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template

from portal.domain.listings.content import ListingContent
from portal.services.listings.reconciling import find_clash
from portal.store.db import db
from portal.web.admin.guard import actor
from portal.web.admin.seen import Sides, sign_sides


def conflict_page(
    listing_id: int,
    base: ListingContent,
    mine: ListingContent,
    errors: Sequence[tuple[str, str]] = (),
    chosen: Sequence[str] = (),
) -> str:
    """Show what goes together and ask about the rest; ``chosen`` by number, as it was answered."""
    clash = find_clash(db.session(), listing_id, base, mine, actor())
    sides = Sides(clash.version, clash.base, clash.mine, clash.theirs)
    return render_template(
        "gestion/fiche/conflit.html",
        clash=clash,
        token=sign_sides(listing_id, sides),
        errors=errors,
        chosen=chosen,
    )
